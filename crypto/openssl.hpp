// OpenSSL's handles as owners, its failures as Errors. For the .cpp files of crypto/ only: no
// other header includes this one, so OpenSSL stays behind the folder's own headers.
//
// OpenSSL keeps a queue of errors per thread, and its TLS asks that queue whether a read failed.
// Whoever makes calls that may fail on foreign bytes therefore holds a QuietErrors meanwhile.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/cms.h>
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

namespace soxa::crypto {

template <auto free_function>
struct FreeWith {
    template <class Handle>
    void operator()(Handle* handle) const {
        free_function(handle);
    }
};

template <class Handle, auto free_function>
using Owned = std::unique_ptr<Handle, FreeWith<free_function>>;

using Bignum = Owned<BIGNUM, BN_clear_free>;
using BignumContext = Owned<BN_CTX, BN_CTX_free>;
using Bio = Owned<BIO, BIO_free_all>;
using CipherContext = Owned<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using CmsMessage = Owned<CMS_ContentInfo, CMS_ContentInfo_free>;
using CurvePoint = Owned<EC_POINT, EC_POINT_clear_free>;
using CurveGroup = Owned<EC_GROUP, EC_GROUP_free>;
using DigestContext = Owned<EVP_MD_CTX, EVP_MD_CTX_free>;
using EcdsaPair = Owned<ECDSA_SIG, ECDSA_SIG_free>;
using KeyContext = Owned<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using KeyHandle = Owned<EVP_PKEY, EVP_PKEY_free>;
using X509Certificate = Owned<X509, X509_free>;
using X509Store = Owned<X509_STORE, X509_STORE_free>;

/// Drops what OpenSSL has queued on this thread when it goes.
class QuietErrors {
public:
    QuietErrors() = default;
    QuietErrors(const QuietErrors&) = delete;
    QuietErrors& operator=(const QuietErrors&) = delete;
    ~QuietErrors() { ERR_clear_error(); }
};

/// For calls that fail only without memory or without a working OpenSSL, where nothing that
/// follows would be safe: stops the program.
void must_succeed(int result);
template <class Handle>
[[nodiscard]] Handle must_exist(Handle handle) {
    must_succeed(handle ? 1 : 0);
    return handle;
}

/// Errc::defect ("crypto.library", {step, OpenSSL's reason}); takes the queue with it. The reason
/// is a constant sentence of OpenSSL's, so there is nothing personal in it.
[[nodiscard]] tl::unexpected<Error> openssl_failure(std::string step);

/// Reads `bytes`, which must outlive it. Nothing above 2 GiB.
[[nodiscard]] Bio reader_of(ByteView bytes);
/// What has been written to a memory BIO; valid until the BIO changes.
[[nodiscard]] ByteView written_to(const Bio& memory);

}  // namespace soxa::crypto
