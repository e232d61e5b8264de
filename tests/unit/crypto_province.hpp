// A province's authority made from a seed, and the real `openssl` beside it.
#pragma once

#include <cstdlib>

#include "crypto/certificate.hpp"
#include "tests/unit/crypto_vector.hpp"
#include "tests/unit/seeded_random.hpp"

namespace soxa::tests::crypto_province {

using namespace crypto_vector;

/// The first day of the year.
inline Timestamp day(int year) { return std::chrono::sys_days(std::chrono::year(year) / 1 / 1); }

/// True if the shell command ends well in this folder.
inline bool run(const TestFolder& folder, const std::string& command) {
    const std::string line =
        "cd '" + folder.path().string() + "' && { " + command + "; } >/dev/null 2>&1";
    return std::system(line.c_str()) == 0;  // NOLINT(cert-env33-c): the program asked is the test
}

enum class Issuer { root, itself };

struct Province {
    explicit Province(std::uint64_t seed)
        : random(seed),
          root_key(crypto::SoftwareSigner::generate(random)),
          root(*crypto::issue({{"Sở Nội vụ tỉnh Đồng Tháp", "Tỉnh Đồng Tháp"},
                               root_key.public_key(),
                               crypto::CertificateUse::authority,
                               {},
                               day(2020),
                               day(2120)},
                              nullptr, root_key, random)) {}

    Result<crypto::Certificate> try_issue(const crypto::SoftwareSigner& key,
                                          crypto::CertificateUse use, Timestamp not_before,
                                          Timestamp not_after, Issuer issuer) {
        std::vector<std::string> hosts;
        if (use == crypto::CertificateUse::server) hosts = {"127.0.0.1"};
        const bool self = issuer == Issuer::itself;
        return crypto::issue(
            {{"Nguyễn Thị Ánh", "Xã Tân Phú"}, key.public_key(), use, hosts, not_before, not_after},
            self ? nullptr : &root, self ? key : root_key, random);
    }
    crypto::Certificate issued(const crypto::SoftwareSigner& key, crypto::CertificateUse use) {
        auto made = try_issue(key, use, day(2021), day(2119), Issuer::root);
        REQUIRE(made);
        return *made;
    }
    crypto::Certificate self_signed(const crypto::SoftwareSigner& key, crypto::CertificateUse use) {
        auto made = try_issue(key, use, day(2021), day(2119), Issuer::itself);
        REQUIRE(made);
        return *made;
    }

    SeededRandom random;
    crypto::SoftwareSigner root_key;
    crypto::Certificate root;
};

}  // namespace soxa::tests::crypto_province
