#include "crypto/cms.hpp"

#include "crypto/certificate_handle.hpp"
#include "crypto/p256.hpp"

namespace soxa::crypto {

namespace {

using Asn1Time = Owned<ASN1_TIME, ASN1_TIME_free>;

struct FreeCertificates {
    void operator()(STACK_OF(X509) * certificates) const {
        sk_X509_pop_free(certificates, X509_free);
    }
};
using Certificates = std::unique_ptr<STACK_OF(X509), FreeCertificates>;

tl::unexpected<Error> bad() { return fail(Errc::integrity, "cms.bad"); }

int nid_of(const X509_ALGOR* algorithm) {
    const ASN1_OBJECT* object = nullptr;
    X509_ALGOR_get0(&object, nullptr, nullptr, algorithm);
    return OBJ_obj2nid(object);
}

bool has(CMS_SignerInfo* signer, int attribute) {
    return CMS_signed_get_attr_by_NID(signer, attribute, -1) >= 0;
}

Bytes der_of(const X509_NAME* name) {
    const std::uint8_t* der = nullptr;
    std::size_t size = 0;
    must_succeed(X509_NAME_get0_der(name, &der, &size));
    return {der, der + size};
}

/// True if the signer is named by the issuer and serial number of this certificate, byte for
/// byte: OpenSSL takes names for the same that differ in case, and then a message has two forms.
bool names(CMS_SignerInfo* signer, const X509* certificate) {
    X509_NAME* issuer = nullptr;
    ASN1_INTEGER* serial = nullptr;
    return CMS_SignerInfo_get0_signer_id(signer, nullptr, &issuer, &serial) == 1 &&
           issuer != nullptr && serial != nullptr &&
           ASN1_INTEGER_cmp(serial, X509_get0_serialNumber(certificate)) == 0 &&
           der_of(issuer) == der_of(X509_get_issuer_name(certificate));
}

Bytes der_of(const CmsMessage& message) {
    const int size = i2d_CMS_ContentInfo(message.get(), nullptr);
    if (size <= 0) return {};
    Bytes der(static_cast<std::size_t>(size));
    std::uint8_t* end = der.data();
    must_succeed(i2d_CMS_ContentInfo(message.get(), &end) == size ? 1 : 0);
    return der;
}

/// Walks over DER that OpenSSL has read already.
class Walk {
public:
    explicit Walk(ByteView der) : rest_(der) {}

    Walk& enter() { return forward(false); }
    Walk& skip() { return forward(true); }
    [[nodiscard]] ByteView rest() const { return rest_; }

private:
    Walk& forward(bool whole) {
        const std::uint8_t* at = rest_.data();
        long size = 0;
        int tag = 0;
        int kind = 0;
        const int found = ASN1_get_object(&at, &size, &tag, &kind, static_cast<long>(rest_.size()));
        if ((static_cast<unsigned>(found) & 0x80U) != 0) {
            rest_ = {};
            return *this;
        }
        const std::uint8_t* const to = whole ? at + size : at;
        rest_ = rest_.subspan(static_cast<std::size_t>(to - rest_.data()));
        return *this;
    }

    ByteView rest_;
};

/// Both version numbers are 1, as RFC 5652 §5.1 and §5.3 ask for data that is signed by an issuer
/// and serial number, and only certificates stand before the signers. OpenSSL reads past all that.
bool of_first_version(ByteView der) {
    constexpr std::array<std::uint8_t, 3> one{0x02, 0x01, 0x01};
    const auto says_one = [&](const Walk& walk) {
        return walk.rest().size() >= one.size() &&
               std::ranges::equal(walk.rest().first(one.size()), one);
    };
    Walk walk(der);
    walk.enter().skip().enter().enter();  // ContentInfo, its type, [0], SignedData
    if (!says_one(walk)) return false;
    walk.skip().skip().skip().skip();  // version, digest algorithms, no content, certificates
    constexpr std::uint8_t set = 0x31;
    if (walk.rest().empty() || walk.rest()[0] != set) return false;
    return says_one(walk.enter().enter());
}

CmsMessage parsed(ByteView der) {
    if (der.empty() || der.size() > cms_bytes_max) return nullptr;
    const std::uint8_t* at = der.data();
    CmsMessage message(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(der.size())));
    if (!message) return nullptr;
    // DER has one form of a thing; OpenSSL would also read BER, and leave what comes after.
    if (!std::ranges::equal(der_of(message), der) || !of_first_version(der)) return nullptr;
    return message;
}

/// The one signer, if the message is of the form that cms_sign() makes.
CMS_SignerInfo* only_signer(CMS_ContentInfo* message) {
    if (OBJ_obj2nid(CMS_get0_type(message)) != NID_pkcs7_signed || CMS_is_detached(message) != 1 ||
        OBJ_obj2nid(CMS_get0_eContentType(message)) != NID_pkcs7_data) {
        return nullptr;
    }
    STACK_OF(CMS_SignerInfo)* const signers = CMS_get0_SignerInfos(message);
    if (sk_CMS_SignerInfo_num(signers) != 1) return nullptr;
    CMS_SignerInfo* const signer = sk_CMS_SignerInfo_value(signers, 0);
    X509_ALGOR* digest = nullptr;
    X509_ALGOR* signature = nullptr;
    CMS_SignerInfo_get0_algs(signer, nullptr, nullptr, &digest, &signature);
    const bool form = nid_of(digest) == NID_sha256 && nid_of(signature) == NID_ecdsa_with_SHA256 &&
                      has(signer, NID_pkcs9_contentType) && has(signer, NID_pkcs9_messageDigest) &&
                      has(signer, NID_pkcs9_signingTime) &&
                      has(signer, NID_id_smime_aa_signingCertificateV2) &&
                      !has(signer, NID_id_smime_aa_signingCertificate);
    return form ? signer : nullptr;
}

/// A store that trusts this certificate and asks for nothing else of it: OpenSSL compares
/// signing-certificate-v2 with a chain, so it has to be given one that always holds. Whether the
/// certificate is to be trusted is the caller's question.
X509Store store_trusting(X509* certificate) {
    auto store = must_exist(X509Store(X509_STORE_new()));
    must_succeed(X509_STORE_add_cert(store.get(), certificate));
    must_succeed(
        X509_STORE_set_flags(store.get(), X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME));
    must_succeed(X509_STORE_set_purpose(store.get(), X509_PURPOSE_ANY));
    return store;
}

/// Content for CMS_verify. OpenSSL 3.0 copies a memory BIO and loses the copy when the message is
/// bad; what stands behind a filter it reads as it is.
Bio content_reader(ByteView content) {
    Bio memory = reader_of(content);
    if (!memory) return nullptr;
    auto filter = must_exist(Bio(BIO_new(BIO_f_null())));
    BIO_push(filter.get(), memory.release());
    return filter;
}

}  // namespace

Result<Bytes> cms_sign(ByteView content, const Certificate& certificate, const SoftwareSigner& key,
                       Timestamp claimed) {
    if (key.public_key() != certificate.key()) {
        return fail(Errc::integrity, "certificate.wrong_key");
    }
    const QuietErrors quiet;
    const X509Certificate signer = x509_from(certificate);
    const auto handle = private_handle(key.private_key());
    if (!handle) return fail(Errc::integrity, "key.not_p256");
    constexpr unsigned flags = CMS_PARTIAL | CMS_DETACHED | CMS_BINARY | CMS_NOSMIMECAP | CMS_CADES;
    const CmsMessage message(CMS_sign(nullptr, nullptr, nullptr, nullptr, flags));
    if (!message) return openssl_failure("approve");
    CMS_SignerInfo* const info =
        CMS_add1_signer(message.get(), signer.get(), handle->handle.get(), EVP_sha256(), flags);
    // Set before the end, or OpenSSL would put the machine's clock there.
    const Asn1Time time(
        ASN1_TIME_set(nullptr, static_cast<std::time_t>(claimed.time_since_epoch().count())));
    if (info == nullptr || !time ||
        CMS_signed_add1_attr_by_NID(info, NID_pkcs9_signingTime, time->type, time.get(), -1) != 1) {
        return openssl_failure("approve");
    }
    const Bio reader = reader_of(content);
    if (!reader || CMS_final(message.get(), reader.get(), nullptr, flags) != 1) {
        return openssl_failure("approve");
    }
    Bytes der = der_of(message);
    if (der.empty() || der.size() > cms_bytes_max) return openssl_failure("approve");
    return der;
}

Result<Certificate> cms_signer(ByteView content, ByteView cms) {
    const QuietErrors quiet;
    const CmsMessage message = parsed(cms);
    if (!message) return bad();
    CMS_SignerInfo* const info = only_signer(message.get());
    if (info == nullptr) return bad();
    const Certificates held(CMS_get1_certs(message.get()));
    if (!held || sk_X509_num(held.get()) != 1) return bad();
    X509* const signer = sk_X509_value(held.get(), 0);
    if (!names(info, signer)) return bad();
    auto certificate = Certificate::from_der(soxa::crypto::der_of(signer));
    if (!certificate) return bad();

    const X509Store store = store_trusting(signer);
    const Bio reader = content_reader(content);
    constexpr unsigned flags = CMS_BINARY | CMS_CADES | CMS_NO_SIGNER_CERT_VERIFY;
    if (!reader ||
        CMS_verify(message.get(), nullptr, store.get(), reader.get(), nullptr, flags) != 1) {
        return bad();
    }
    return certificate;
}

}  // namespace soxa::crypto
