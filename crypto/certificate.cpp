#include "crypto/certificate.hpp"

#include <ctime>

#include <openssl/pem.h>

#include "crypto/base/utf8.hpp"
#include "crypto/certificate_handle.hpp"
#include "crypto/p256.hpp"

namespace soxa::crypto {

namespace {

constexpr std::size_t der_bytes_max = 16 * 1024;
constexpr std::size_t pem_bytes_max = 2 * der_bytes_max;

tl::unexpected<Error> unreadable() { return fail(Errc::integrity, "certificate.unreadable"); }

/// OpenSSL would ask on the terminal for the password of an encrypted PEM.
int no_password(char*, int, int, void*) { return -1; }

std::optional<Timestamp> time_in(const ASN1_TIME* time) {
    std::tm parts{};
    if (time == nullptr || ASN1_TIME_to_tm(time, &parts) != 1) return std::nullopt;
    const std::chrono::year_month_day day(
        std::chrono::year(parts.tm_year + 1900),
        std::chrono::month(static_cast<unsigned>(parts.tm_mon + 1)),
        std::chrono::day(static_cast<unsigned>(parts.tm_mday)));
    if (!day.ok()) return std::nullopt;
    return std::chrono::sys_days(day) + std::chrono::hours(parts.tm_hour) +
           std::chrono::minutes(parts.tm_min) + std::chrono::seconds(parts.tm_sec);
}

/// The first there is, as UTF-8.
std::string organization_in(const X509* certificate) {
    const X509_NAME* const subject = X509_get_subject_name(certificate);
    const int at = X509_NAME_get_index_by_NID(subject, NID_organizationName, -1);
    if (at < 0) return {};
    const ASN1_STRING* const value =
        X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at));
    unsigned char* text = nullptr;
    const int size = ASN1_STRING_to_UTF8(&text, value);
    if (size < 0) return {};
    std::string organization(text, text + size);
    OPENSSL_free(text);
    return organization;
}

std::optional<std::string> common_name_in(const X509* certificate) {
    const X509_NAME* const name = X509_get_subject_name(certificate);
    const int at = X509_NAME_get_index_by_NID(name, NID_commonName, -1);
    if (at < 0) return std::nullopt;
    unsigned char* text = nullptr;
    const int size =
        ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    if (size < 0) return std::nullopt;
    std::string found(text_of(ByteView(text, static_cast<std::size_t>(size))));
    OPENSSL_free(text);
    if (found.empty() || !is_utf8(found)) return std::nullopt;
    return found;
}

bool has_flags(X509* certificate, std::uint32_t flags) {
    return (X509_get_extension_flags(certificate) & flags) == flags;
}

/// RFC 5280 §4.2.1.3 and §4.2.1.12: the extension must be there and say this.
bool key_usage(X509* certificate, std::uint32_t bits) {
    return has_flags(certificate, EXFLAG_KUSAGE) &&
           (X509_get_key_usage(certificate) & bits) == bits;
}

bool extended_usage(X509* certificate, std::uint32_t bits) {
    return has_flags(certificate, EXFLAG_XKUSAGE) &&
           (X509_get_extended_key_usage(certificate) & bits) == bits;
}

bool serves(X509* certificate, CertificateUse use) {
    // Parsing found an extension that contradicts itself, or a critical one that we do not know.
    if ((X509_get_extension_flags(certificate) & (EXFLAG_INVALID | EXFLAG_CRITICAL)) != 0) {
        return false;
    }
    const bool issues = has_flags(certificate, EXFLAG_CA);
    switch (use) {
        case CertificateUse::authority:
            return issues && has_flags(certificate, EXFLAG_BCONS) &&
                   key_usage(certificate, KU_KEY_CERT_SIGN);
        case CertificateUse::server:
            return !issues && key_usage(certificate, KU_DIGITAL_SIGNATURE) &&
                   extended_usage(certificate, XKU_SSL_SERVER);
        case CertificateUse::device:
            return !issues && key_usage(certificate, KU_DIGITAL_SIGNATURE) &&
                   extended_usage(certificate, XKU_SSL_CLIENT);
        case CertificateUse::person:
            return !issues && key_usage(certificate, KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION) &&
                   extended_usage(certificate, XKU_SMIME);
    }
    return false;
}

bool within_term(const Certificate& certificate, Timestamp at) {
    return certificate.not_before() <= at && at <= certificate.not_after();
}

}  // namespace

X509Certificate x509_from(const Certificate& certificate) {
    const std::uint8_t* at = certificate.der().data();
    return must_exist(
        X509Certificate(d2i_X509(nullptr, &at, static_cast<long>(certificate.der().size()))));
}

Bytes der_of(const X509* certificate) {
    const int size = i2d_X509(certificate, nullptr);
    must_succeed(size > 0 ? 1 : 0);
    Bytes der(static_cast<std::size_t>(size));
    std::uint8_t* end = der.data();
    must_succeed(i2d_X509(certificate, &end) == size ? 1 : 0);
    return der;
}

Result<Certificate> Certificate::from_der(ByteView der) {
    if (der.empty() || der.size() > der_bytes_max) return unreadable();
    const QuietErrors quiet;
    const std::uint8_t* at = der.data();
    const X509Certificate parsed(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    if (!parsed || at != der.data() + der.size()) return unreadable();
    const auto key = public_key_of(X509_get0_pubkey(parsed.get()));
    const auto name = common_name_in(parsed.get());
    const auto not_before = time_in(X509_get0_notBefore(parsed.get()));
    const auto not_after = time_in(X509_get0_notAfter(parsed.get()));
    if (!key || !name || !not_before || !not_after) return unreadable();
    Certificate certificate;
    certificate.der_ = copy_of(der);
    certificate.key_ = *key;
    certificate.common_name_ = *name;
    certificate.organization_ = organization_in(parsed.get());
    certificate.not_before_ = *not_before;
    certificate.not_after_ = *not_after;
    return certificate;
}

Result<Certificate> Certificate::from_pem(std::string_view pem) {
    if (pem.size() > pem_bytes_max) return unreadable();
    const QuietErrors quiet;
    const Bio reader = must_exist(reader_of(bytes_of(pem)));
    const X509Certificate parsed(PEM_read_bio_X509(reader.get(), nullptr, no_password, nullptr));
    if (!parsed) return unreadable();
    return from_der(der_of(parsed.get()));
}

std::string Certificate::pem() const {
    const auto memory = must_exist(Bio(BIO_new(BIO_s_mem())));
    must_succeed(PEM_write_bio_X509(memory.get(), x509_from(*this).get()));
    return std::string(text_of(written_to(memory)));
}

bool issued_by(const Certificate& leaf, const Certificate& root, CertificateUse use, Timestamp at) {
    if (!within_term(leaf, at) || !within_term(root, at)) return false;
    const QuietErrors quiet;
    const X509Certificate own = x509_from(leaf);
    const X509Certificate above = x509_from(root);
    if (!serves(own.get(), use)) return false;
    // One's own certificate is trusted because it was pinned, not because it may issue others.
    const bool itself = leaf.der() == root.der();
    if (!itself && !serves(above.get(), CertificateUse::authority)) return false;
    if (X509_NAME_cmp(X509_get_issuer_name(own.get()), X509_get_subject_name(above.get())) != 0) {
        return false;
    }
    if (!itself && X509_check_issued(above.get(), own.get()) != X509_V_OK) return false;
    return X509_get_signature_nid(own.get()) == NID_ecdsa_with_SHA256 &&
           X509_verify(own.get(), X509_get0_pubkey(above.get())) == 1;
}

}  // namespace soxa::crypto
