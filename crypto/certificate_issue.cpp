#include <openssl/pem.h>

#include "crypto/base/utf8.hpp"
#include "crypto/certificate_handle.hpp"
#include "crypto/p256.hpp"

namespace soxa::crypto {

namespace {

using Extension = Owned<X509_EXTENSION, X509_EXTENSION_free>;
using Asn1Integer = Owned<ASN1_INTEGER, ASN1_INTEGER_free>;
using Asn1Time = Owned<ASN1_TIME, ASN1_TIME_free>;
using NameHandle = Owned<X509_NAME, X509_NAME_free>;
using HostName = Owned<GENERAL_NAME, GENERAL_NAME_free>;
using HostNames = Owned<GENERAL_NAMES, GENERAL_NAMES_free>;
using HostText = Owned<ASN1_IA5STRING, ASN1_IA5STRING_free>;

// RFC 5280 Appendix A: ub-common-name, ub-organization-name; RFC 1035 §2.3.4.
constexpr std::size_t name_characters_max = 64;
constexpr std::size_t host_bytes_max = 253;
constexpr std::size_t hosts_max = 64;

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char c) { return (static_cast<std::uint8_t>(c) & 0xC0U) != 0x80U; }));
}

bool good_name(std::string_view text) {
    return is_utf8(text) && text.find('\0') == std::string_view::npos &&
           characters(text) <= name_characters_max;
}

bool good_host(std::string_view host) {
    return !host.empty() && host.size() <= host_bytes_max && std::ranges::all_of(host, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-' || c == '.';
    });
}

Result<void> check(const CertificateRequest& request) {
    const Subject& subject = request.subject;
    if (subject.common_name.empty() || !good_name(subject.common_name) ||
        !good_name(subject.organization)) {
        return fail(Errc::invalid_input, "certificate.subject");
    }
    const Timestamp first = std::chrono::sys_days(std::chrono::year(1950) / 1 / 1);
    const Timestamp after = std::chrono::sys_days(std::chrono::year(10000) / 1 / 1);
    if (request.not_before < first || request.not_after >= after ||
        request.not_before >= request.not_after) {
        return fail(Errc::invalid_input, "certificate.term");
    }
    const bool server = request.use == CertificateUse::server;
    if (server == request.hosts.empty() || request.hosts.size() > hosts_max) {
        return fail(Errc::invalid_input, "certificate.hosts");
    }
    return {};
}

NameHandle name_of(const Subject& subject) {
    auto name = must_exist(NameHandle(X509_NAME_new()));
    const auto add = [&](int nid, const std::string& text) {
        if (text.empty()) return;
        must_succeed(X509_NAME_add_entry_by_NID(name.get(), nid, V_ASN1_UTF8STRING,
                                                bytes_of(text).data(),
                                                static_cast<int>(text.size()), -1, 0));
    };
    add(NID_organizationName, subject.organization);
    add(NID_commonName, subject.common_name);
    return name;
}

/// UTCTime until 2049, GeneralizedTime from then on (RFC 5280 §4.1.2.5).
Asn1Time time_of(Timestamp time) {
    return must_exist(Asn1Time(
        ASN1_TIME_set(nullptr, static_cast<std::time_t>(time.time_since_epoch().count()))));
}

/// Positive and of at most 128 bits.
Asn1Integer serial_from(RandomSource& random) {
    Bytes drawn = random_bytes(random, 16);
    while (std::ranges::count(drawn, 0) == 16) random.fill(drawn);
    const auto number = must_exist(Bignum(BN_bin2bn(drawn.data(), 16, nullptr)));
    return must_exist(Asn1Integer(BN_to_ASN1_INTEGER(number.get(), nullptr)));
}

/// One constant per use: nothing that a person typed reaches OpenSSL's parser of extensions.
struct UseText {
    const char* basic;
    const char* key;
    const char* extended;
};

UseText text_for(CertificateUse use) {
    switch (use) {
        case CertificateUse::authority:
            return {"critical,CA:TRUE", "critical,keyCertSign,cRLSign", nullptr};
        case CertificateUse::server:
            return {"critical,CA:FALSE", "critical,digitalSignature", "serverAuth"};
        case CertificateUse::device:
            return {"critical,CA:FALSE", "critical,digitalSignature", "clientAuth"};
        case CertificateUse::person:
            break;
    }
    // A use of its own: without any, a person named like a host would pass for a server.
    return {"critical,CA:FALSE", "critical,digitalSignature,nonRepudiation", "emailProtection"};
}

void add_extensions(X509* certificate, X509* issuer, CertificateUse use) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const auto add = [&](int nid, const char* text) {
        const auto made = must_exist(Extension(X509V3_EXT_conf_nid(nullptr, &context, nid, text)));
        must_succeed(X509_add_ext(certificate, made.get(), -1));
    };
    const UseText text = text_for(use);
    add(NID_basic_constraints, text.basic);
    add(NID_key_usage, text.key);
    if (text.extended != nullptr) add(NID_ext_key_usage, text.extended);
    add(NID_subject_key_identifier, "hash");
    add(NID_authority_key_identifier, "keyid:always");
}

HostName host_name(const std::string& host) {
    auto name = must_exist(HostName(GENERAL_NAME_new()));
    if (ASN1_OCTET_STRING* const address = a2i_IPADDRESS(host.c_str()); address != nullptr) {
        GENERAL_NAME_set0_value(name.get(), GEN_IPADD, address);
        return name;
    }
    if (!good_host(host)) return nullptr;
    auto text = must_exist(HostText(ASN1_IA5STRING_new()));
    must_succeed(ASN1_STRING_set(text.get(), host.data(), static_cast<int>(host.size())));
    GENERAL_NAME_set0_value(name.get(), GEN_DNS, text.release());
    return name;
}

Result<void> add_hosts(X509* certificate, const std::vector<std::string>& hosts) {
    const auto names = must_exist(HostNames(sk_GENERAL_NAME_new_null()));
    for (const std::string& host : hosts) {
        const QuietErrors quiet;  // what is no address is tried as one first
        HostName name = host_name(host);
        if (!name) return fail(Errc::invalid_input, "certificate.hosts");
        must_succeed(sk_GENERAL_NAME_push(names.get(), name.release()) > 0 ? 1 : 0);
    }
    must_succeed(X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0, 0));
    return {};
}

}  // namespace

Result<Certificate> issue(const CertificateRequest& request, const Certificate* issuer,
                          const SoftwareSigner& issuer_key, RandomSource& random) {
    TRY(check(request));
    const PublicKey& expected = issuer != nullptr ? issuer->key() : request.key;
    if (issuer_key.public_key() != expected) {
        return fail(Errc::integrity, "certificate.wrong_key");
    }
    const KeyHandle subject_key = public_handle(request.key.view());
    const auto signing_key = private_handle(issuer_key.private_key());
    if (!subject_key || !signing_key) return fail(Errc::integrity, "key.not_p256");

    const auto made = must_exist(X509Certificate(X509_new()));
    const NameHandle subject = name_of(request.subject);
    const X509Certificate above = issuer != nullptr ? x509_from(*issuer) : nullptr;
    X509* const issuing = above ? above.get() : made.get();
    must_succeed(X509_set_version(made.get(), X509_VERSION_3));
    must_succeed(X509_set_serialNumber(made.get(), serial_from(random).get()));
    must_succeed(X509_set_subject_name(made.get(), subject.get()));
    must_succeed(X509_set_issuer_name(made.get(), X509_get_subject_name(issuing)));
    must_succeed(X509_set1_notBefore(made.get(), time_of(request.not_before).get()));
    must_succeed(X509_set1_notAfter(made.get(), time_of(request.not_after).get()));
    must_succeed(X509_set_pubkey(made.get(), subject_key.get()));
    add_extensions(made.get(), issuing, request.use);
    if (!request.hosts.empty()) TRY(add_hosts(made.get(), request.hosts));
    if (X509_sign(made.get(), signing_key->handle.get(), EVP_sha256()) <= 0) {
        return openssl_failure("issue");
    }
    return Certificate::from_der(der_of(made.get()));
}

Secret private_key_pem(const SoftwareSigner& key) {
    const auto handle = private_handle(key.private_key());
    must_succeed(handle ? 1 : 0);
    // BIO_s_secmem is wiped when it is freed.
    const auto memory = must_exist(Bio(BIO_new(BIO_s_secmem())));
    must_succeed(PEM_write_bio_PKCS8PrivateKey(memory.get(), handle->handle.get(), nullptr, nullptr,
                                               0, nullptr, nullptr));
    return Secret(written_to(memory));
}

}  // namespace soxa::crypto
