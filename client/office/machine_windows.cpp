#include <windows.h>

#include <array>
#include <cstdlib>

#include "client/office/machine.hpp"

namespace soxa::office {

std::filesystem::path default_home() {
    const wchar_t* data = ::_wgetenv(L"LOCALAPPDATA");
    return std::filesystem::path(data == nullptr ? L"." : data) / L"Soxa";
}

void forget_environment() {
    constexpr std::array variables{L"SSLKEYLOGFILE", L"OPENSSL_CONF",  L"OPENSSL_MODULES",
                                   L"OPENSSL_ENGINES", L"SSL_CERT_FILE", L"SSL_CERT_DIR",
                                   L"CURL_CA_BUNDLE", L"HTTP_PROXY",    L"HTTPS_PROXY",
                                   L"ALL_PROXY"};
    for (const wchar_t* variable : variables) ::SetEnvironmentVariableW(variable, nullptr);
    ::SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
}

}  // namespace soxa::office
