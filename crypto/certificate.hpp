// X.509 certificates on P-256 (RFC 5280): the province's own authority, its server's, a laptop's,
// an official's.
//
// The province is the root of its own trust: clients pin its certificate from their ticket, and
// no public authority takes part. Time is always passed in, because the laptop's clock cannot be
// trusted to be asked.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "crypto/base/random.hpp"
#include "crypto/base/result.hpp"
#include "crypto/base/time.hpp"
#include "crypto/hash.hpp"
#include "crypto/software_signer.hpp"

namespace soxa::crypto {

enum class CertificateUse { authority, server, device, person };

struct Subject {
    std::string common_name;   ///< UTF-8
    std::string organization;  ///< left out of the certificate when empty
};

struct CertificateRequest {
    Subject subject;
    PublicKey key;
    CertificateUse use;
    /// Names and addresses that a server is reached by ("127.0.0.1", "tinh.example.vn").
    std::vector<std::string> hosts;
    Timestamp not_before;
    Timestamp not_after;
};

/// A certificate that parsed; kept as its DER.
class Certificate {
public:
    /// At most 16 KiB. Errc::integrity ("certificate.unreadable").
    [[nodiscard]] static Result<Certificate> from_der(ByteView der);
    [[nodiscard]] static Result<Certificate> from_pem(std::string_view pem);

    [[nodiscard]] const Bytes& der() const { return der_; }
    [[nodiscard]] std::string pem() const;
    [[nodiscard]] const PublicKey& key() const { return key_; }
    [[nodiscard]] const std::string& common_name() const { return common_name_; }
    /// Empty if it has none.
    [[nodiscard]] const std::string& organization() const { return organization_; }
    [[nodiscard]] Timestamp not_before() const { return not_before_; }
    [[nodiscard]] Timestamp not_after() const { return not_after_; }
    /// SHA-256 of the DER.
    [[nodiscard]] Digest fingerprint() const { return sha256(ByteView(der_)); }

private:
    Certificate() = default;

    Bytes der_;
    PublicKey key_;
    std::string common_name_;
    std::string organization_;
    Timestamp not_before_{};
    Timestamp not_after_{};
};

/// Self-signed when `issuer` is nothing: the key's own certificate. The serial number is random.
[[nodiscard]] Result<Certificate> issue(const CertificateRequest& request,
                                        const Certificate* issuer, const SoftwareSigner& issuer_key,
                                        RandomSource& random);

/// True if `leaf` was issued by `root` (or is it) for this use and `at` lies within both terms.
[[nodiscard]] bool issued_by(const Certificate& leaf, const Certificate& root, CertificateUse use,
                             Timestamp at);

/// For curl and the listener, which take PEM. PKCS#8.
[[nodiscard]] Secret private_key_pem(const SoftwareSigner& key);

}  // namespace soxa::crypto
