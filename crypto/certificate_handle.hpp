// A Certificate as OpenSSL's handle. For the .cpp files of crypto/ only.
#pragma once

#include "crypto/certificate.hpp"
#include "crypto/openssl.hpp"

namespace soxa::crypto {

[[nodiscard]] X509Certificate x509_from(const Certificate& certificate);
[[nodiscard]] Bytes der_of(const X509* certificate);

}  // namespace soxa::crypto
