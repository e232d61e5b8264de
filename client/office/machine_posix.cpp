#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "client/office/machine.hpp"
#include "crypto/base/utf8.hpp"

namespace soxa::office {

std::filesystem::path default_home() {
    const char* data = std::getenv("XDG_DATA_HOME");
    if (data != nullptr && *data != '\0') return path_of(data) / "soxa";
    const char* user = std::getenv("HOME");
    return path_of(user == nullptr ? "." : user) / ".local" / "share" / "soxa";
}

void forget_environment() {
    constexpr std::array variables{"SSLKEYLOGFILE", "OPENSSL_CONF",   "OPENSSL_MODULES",
                                   "OPENSSL_ENGINES", "SSL_CERT_FILE", "SSL_CERT_DIR",
                                   "CURL_CA_BUNDLE", "HTTP_PROXY",     "http_proxy",
                                   "HTTPS_PROXY",    "https_proxy",    "ALL_PROXY",
                                   "all_proxy"};
    for (const char* variable : variables) ::unsetenv(variable);
    // A core file would hold the store's key.
    const rlimit none{0, 0};
    (void)::setrlimit(RLIMIT_CORE, &none);
    // Nor may a debugger of the same user read it, nor others what is written.
    (void)::prctl(PR_SET_DUMPABLE, 0);
    ::umask(S_IRWXG | S_IRWXO);
}

}  // namespace soxa::office
