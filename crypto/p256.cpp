#include "crypto/p256.hpp"

#include <utility>

#include <openssl/core_names.h>
#include <openssl/param_build.h>

namespace soxa::crypto {

namespace {

using ParameterBuilder = Owned<OSSL_PARAM_BLD, OSSL_PARAM_BLD_free>;
using Parameters = Owned<OSSL_PARAM, OSSL_PARAM_free>;
using Scalar = std::array<std::uint8_t, 32>;

constexpr const char* group_name = "prime256v1";

// FIPS 186-5: the order of P-256, and its half rounded down.
constexpr Scalar order{0xFF, 0xFF, 0xFF, 0xFF, 0x00, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0xFF,
                       0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xBC, 0xE6, 0xFA, 0xAD, 0xA7, 0x17,
                       0x9E, 0x84, 0xF3, 0xB9, 0xCA, 0xC2, 0xFC, 0x63, 0x25, 0x51};
constexpr Scalar order_half{0x7F, 0xFF, 0xFF, 0xFF, 0x80, 0x00, 0x00, 0x00, 0x7F, 0xFF, 0xFF,
                            0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xDE, 0x73, 0x7D, 0x56, 0xD3, 0x8B,
                            0xCF, 0x42, 0x79, 0xDC, 0xE5, 0x61, 0x7E, 0x31, 0x92, 0xA8};
constexpr Scalar zero{};

/// Both big-endian and of 32 bytes, so that bytewise order is the order of the numbers. Not in
/// constant time: a scalar's comparison with the order tells nothing but that it was drawn anew.
bool less(ByteView a, ByteView b) { return std::ranges::lexicographical_compare(a, b); }

const EC_GROUP* curve() {
    static const CurveGroup group =
        must_exist(CurveGroup(EC_GROUP_new_by_curve_name(NID_X9_62_prime256v1)));
    return group.get();
}

Point encoded(const EC_POINT* point) {
    Point bytes{};
    must_succeed(EC_POINT_point2oct(curve(), point, POINT_CONVERSION_UNCOMPRESSED, bytes.data(),
                                    bytes.size(), nullptr) == bytes.size()
                     ? 1
                     : 0);
    return bytes;
}

PublicKey compressed(const Point& point) {
    PublicKey key;
    key.bytes[0] = (point.back() & 1U) != 0 ? 0x03 : 0x02;
    std::copy_n(point.begin() + 1, 32, key.bytes.begin() + 1);
    return key;
}

KeyHandle handle_from(ByteView point, const BIGNUM* scalar) {
    const auto builder = must_exist(ParameterBuilder(OSSL_PARAM_BLD_new()));
    must_succeed(
        OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, group_name, 0));
    must_succeed(OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY,
                                                  point.data(), point.size()));
    if (scalar != nullptr) {
        must_succeed(OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_PRIV_KEY, scalar));
    }
    const auto parameters = must_exist(Parameters(OSSL_PARAM_BLD_to_param(builder.get())));
    const auto context = must_exist(KeyContext(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr)));
    must_succeed(EVP_PKEY_fromdata_init(context.get()));
    EVP_PKEY* made = nullptr;
    const int kind = scalar != nullptr ? EVP_PKEY_KEYPAIR : EVP_PKEY_PUBLIC_KEY;
    if (EVP_PKEY_fromdata(context.get(), &made, kind, parameters.get()) != 1) return nullptr;
    return KeyHandle(made);
}

}  // namespace

std::optional<PrivateHandle> private_handle(const Secret& scalar) {
    const ByteView bytes = scalar.reveal();
    if (bytes.size() != private_key_bytes || !less(zero, bytes) || !less(bytes, order)) {
        return std::nullopt;
    }
    const auto number = must_exist(Bignum(BN_secure_new()));
    const auto size = static_cast<int>(bytes.size());
    must_succeed(BN_bin2bn(bytes.data(), size, number.get()) != nullptr ? 1 : 0);
    BN_set_flags(number.get(), BN_FLG_CONSTTIME);
    const auto context = must_exist(BignumContext(BN_CTX_secure_new()));
    const auto product = must_exist(CurvePoint(EC_POINT_new(curve())));
    must_succeed(
        EC_POINT_mul(curve(), product.get(), number.get(), nullptr, nullptr, context.get()));
    const Point point = encoded(product.get());
    return PrivateHandle{must_exist(handle_from(point, number.get())), scalar.duplicate(),
                         compressed(point), point};
}

PrivateHandle draw_private(RandomSource& random) {
    for (;;) {
        auto drawn = private_handle(Secret(random_bytes(random, private_key_bytes)));
        if (drawn) return std::move(*drawn);
    }
}

KeyHandle public_handle(ByteView point) {
    const QuietErrors quiet;
    // One byte of zero would be the point at infinity.
    if (point.size() != PublicKey::size && point.size() != point_bytes) return nullptr;
    return handle_from(point, nullptr);
}

std::optional<Point> uncompressed(const PublicKey& key) {
    const QuietErrors quiet;
    const auto point = must_exist(CurvePoint(EC_POINT_new(curve())));
    if (EC_POINT_oct2point(curve(), point.get(), key.bytes.data(), PublicKey::size, nullptr) != 1) {
        return std::nullopt;
    }
    return encoded(point.get());
}

std::optional<PublicKey> public_key_of(EVP_PKEY* key) {
    const QuietErrors quiet;
    if (key == nullptr || EVP_PKEY_is_a(key, "EC") != 1) return std::nullopt;
    std::array<char, 32> name{};
    std::size_t size = 0;
    if (EVP_PKEY_get_group_name(key, name.data(), name.size(), &size) != 1 ||
        std::string_view(name.data(), size) != group_name) {
        return std::nullopt;
    }
    std::array<std::uint8_t, point_bytes> bytes{};
    if (EVP_PKEY_get_octet_string_param(key, OSSL_PKEY_PARAM_ENCODED_PUBLIC_KEY, bytes.data(),
                                        bytes.size(), &size) != 1) {
        return std::nullopt;
    }
    if (size == PublicKey::size) return PublicKey::from(ByteView(bytes).first(size));
    if (size != point_bytes || bytes[0] != 0x04) return std::nullopt;
    return compressed(bytes);
}

Result<Secret> agree(const PrivateHandle& own, EVP_PKEY* other) {
    const auto context = must_exist(KeyContext(EVP_PKEY_CTX_new(own.handle.get(), nullptr)));
    if (EVP_PKEY_derive_init(context.get()) != 1 ||
        EVP_PKEY_derive_set_peer(context.get(), other) != 1) {
        return openssl_failure("agree");
    }
    Bytes shared(32);
    std::size_t size = shared.size();
    const bool derived = EVP_PKEY_derive(context.get(), shared.data(), &size) == 1;
    Secret secret(std::move(shared));
    if (!derived || size != secret.reveal().size()) return openssl_failure("agree");
    return secret;
}

bool in_range(const Signature& signature) {
    const ByteView r = signature.view().first(32);
    const ByteView s = signature.view().last(32);
    return less(zero, r) && less(r, order) && less(zero, s) && !less(order_half, s);
}

void lower_half(std::span<std::uint8_t, 32> s) {
    if (!less(order_half, s)) return;
    int borrow = 0;
    for (std::size_t at = s.size(); at-- > 0;) {
        const int difference = int{order[at]} - int{s[at]} - borrow;
        borrow = difference < 0 ? 1 : 0;
        s[at] = static_cast<std::uint8_t>(difference + borrow * 256);
    }
}

}  // namespace soxa::crypto
