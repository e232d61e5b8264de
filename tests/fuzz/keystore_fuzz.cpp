// A slot that came from another laptop, a certificate and a signature from anybody.
#include <cstdlib>

#include "crypto/certificate.hpp"
#include "crypto/cms.hpp"
#include "crypto/keystore.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace soxa;
    const ByteView bytes(data, size);
    if (const auto slot = crypto::Slot::decode(bytes)) {
        if (!std::ranges::equal(slot->encoded(), bytes)) std::abort();
    }
    (void)crypto::Certificate::from_der(bytes);
    (void)crypto::cms_signer(bytes_of("content"), bytes);
    return 0;
}
