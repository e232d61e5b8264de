// Detached CMS signatures (RFC 5652 as CAdES-BES, ETSI EN 319 122-1): the form of an approval, so
// that `openssl cms -verify` or any other tool can check it in twenty years.
#pragma once

#include "crypto/base/result.hpp"
#include "crypto/certificate.hpp"

namespace soxa::crypto {

inline constexpr std::size_t cms_bytes_max = 16 * 1024;

/// DER. Holds the signer's certificate, the signing-certificate-v2 attribute and no content; the
/// claimed signing time is `claimed`.
[[nodiscard]] Result<Bytes> cms_sign(ByteView content, const Certificate& certificate,
                                     const SoftwareSigner& key, Timestamp claimed);

/// The signer's certificate if the signature is good over `content`. Says nothing of whether that
/// certificate is to be trusted: compare it, or ask issued_by(). Errc::integrity ("cms.bad")
/// otherwise. Exactly one signer, ECDSA P-256 with SHA-256.
[[nodiscard]] Result<Certificate> cms_signer(ByteView content, ByteView cms);

}  // namespace soxa::crypto
