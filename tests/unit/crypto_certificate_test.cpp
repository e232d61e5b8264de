// Who may stand for whom, for what and until when.
#include <cstdlib>

#include <catch2/catch_test_macros.hpp>

#include "crypto/certificate.hpp"
#include "crypto/durable_file.hpp"
#include "tests/unit/crypto_province.hpp"

namespace soxa::tests::crypto_certificate {

using namespace soxa::crypto;
using namespace crypto_vector;
using namespace crypto_province;

TEST_CASE("certificate: says who and until when, and survives DER and PEM", "[crypto]") {
    Province province(40);
    const Certificate& root = province.root;
    CHECK(root.common_name() == "Sở Nội vụ tỉnh Đồng Tháp");
    CHECK(root.key() == province.root_key.public_key());
    CHECK(root.not_before() == day(2020));
    CHECK(root.not_after() == day(2120));

    const auto from_der = Certificate::from_der(root.der());
    const auto from_pem = Certificate::from_pem(root.pem());
    REQUIRE((from_der && from_pem));
    CHECK(from_der->der() == root.der());
    CHECK(from_pem->fingerprint() == root.fingerprint());
    CHECK(from_der->common_name() == root.common_name());
}

TEST_CASE("certificate: serves its own use and no other", "[crypto]") {
    Province province(41);
    const SoftwareSigner key = SoftwareSigner::generate(province.random);
    constexpr std::array uses{CertificateUse::authority, CertificateUse::server,
                              CertificateUse::device, CertificateUse::person};
    for (const CertificateUse given : uses) {
        const Certificate leaf = province.issued(key, given);
        const Certificate own = province.self_signed(key, given);
        for (const CertificateUse asked : uses) {
            CAPTURE(static_cast<int>(given), static_cast<int>(asked));
            CHECK(issued_by(leaf, province.root, asked, day(2026)) == (given == asked));
            CHECK(issued_by(own, own, asked, day(2026)) == (given == asked));
        }
    }
}

TEST_CASE("certificate: both terms must hold at the time that is asked for", "[crypto]") {
    Province province(42);
    const SoftwareSigner key = SoftwareSigner::generate(province.random);
    const auto leaf =
        province.try_issue(key, CertificateUse::device, day(2025), day(2027), Issuer::root);
    const auto longer =
        province.try_issue(key, CertificateUse::device, day(2010), day(2200), Issuer::root);
    REQUIRE((leaf && longer));
    const auto good = [&](const Certificate& one, Timestamp at) {
        return issued_by(one, province.root, CertificateUse::device, at);
    };
    using std::chrono::seconds;

    CHECK(good(*leaf, day(2025)));
    CHECK(good(*leaf, day(2027)));
    CHECK_FALSE(good(*leaf, day(2025) - seconds(1)));
    CHECK_FALSE(good(*leaf, day(2027) + seconds(1)));
    CHECK(good(*longer, day(2119)));
    CHECK_FALSE(good(*longer, day(2019)));  // before the root's
    CHECK_FALSE(good(*longer, day(2121)));  // after the root's
}

TEST_CASE("certificate: only its issuer vouches for it", "[crypto]") {
    Province province(43);
    Province namesake(44);  // the same names, another key
    const SoftwareSigner key = SoftwareSigner::generate(province.random);
    const Certificate leaf = province.issued(key, CertificateUse::person);
    const Certificate own = province.self_signed(key, CertificateUse::person);
    const auto good = [](const Certificate& one, const Certificate& root) {
        return issued_by(one, root, CertificateUse::person, day(2026));
    };

    CHECK(good(leaf, province.root));
    CHECK_FALSE(good(leaf, namesake.root));
    CHECK_FALSE(good(own, province.root));
    CHECK_FALSE(good(leaf, own));
    CHECK_FALSE(good(province.root, province.root));  // an authority is no person

    // A person's key signs a certificate as if it were an authority's.
    const auto forged = issue({{"Người khác", ""},
                               SoftwareSigner::generate(province.random).public_key(),
                               CertificateUse::person,
                               {},
                               day(2024),
                               day(2028)},
                              &leaf, key, province.random);
    REQUIRE(forged);
    CHECK_FALSE(good(*forged, leaf));
}

TEST_CASE("certificate: one bit changed anywhere is not vouched for", "[crypto]") {
    Province province(45);
    const SoftwareSigner key = SoftwareSigner::generate(province.random);
    const Certificate leaf = province.issued(key, CertificateUse::device);
    int unreadable = 0;
    int refused = 0;
    for (std::size_t bit = 0; bit < leaf.der().size() * 8; ++bit) {
        Bytes changed = leaf.der();
        changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        const auto read = Certificate::from_der(changed);
        CAPTURE(bit);
        if (!read) {
            CHECK(read.error().text == "certificate.unreadable");
            ++unreadable;
            continue;
        }
        CHECK_FALSE(issued_by(*read, province.root, CertificateUse::device, day(2026)));
        ++refused;
    }
    CHECK(unreadable > 0);
    CHECK(refused > 0);
}

TEST_CASE("certificate: what cannot be read is refused", "[crypto]") {
    Province province(46);
    Bytes longer = province.root.der();
    longer.push_back(0);
    for (const Bytes& bad : {Bytes{}, Bytes(17 * 1024, 0x30), longer, copy_of(bytes_of("none"))}) {
        const auto read = Certificate::from_der(bad);
        REQUIRE_FALSE(read);
        CHECK(read.error().code == Errc::integrity);
        CHECK(read.error().text == "certificate.unreadable");
    }
    for (const char* const bad :
         {"", "-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----",
          "-----BEGIN PRIVATE KEY-----"}) {
        CHECK_FALSE(Certificate::from_pem(bad));
    }
}

TEST_CASE("certificate: what no certificate may say is refused", "[crypto]") {
    Province province(47);
    const SoftwareSigner key = SoftwareSigner::generate(province.random);
    const CertificateRequest good{{"Máy 1", "Xã Tân Phú"},
                                  key.public_key(),
                                  CertificateUse::server,
                                  {"127.0.0.1", "::1", "tinh.example.vn"},
                                  day(2024),
                                  day(2028)};
    const auto text_of_failure = [&](const CertificateRequest& request) -> std::string {
        const auto made = issue(request, &province.root, province.root_key, province.random);
        return made ? "" : made.error().text;
    };
    CHECK(text_of_failure(good).empty());
    auto bad = good;
    bad.subject.common_name = "";
    CHECK(text_of_failure(bad) == "certificate.subject");
    bad = good;
    bad.subject.common_name = std::string(65, 'a');
    CHECK(text_of_failure(bad) == "certificate.subject");
    bad = good;
    bad.subject.organization = "\xC3\x28";
    CHECK(text_of_failure(bad) == "certificate.subject");
    bad = good;
    bad.not_after = bad.not_before;
    CHECK(text_of_failure(bad) == "certificate.term");
    bad = good;
    bad.hosts = {};
    CHECK(text_of_failure(bad) == "certificate.hosts");
    bad = good;
    bad.hosts = {"tinh.example.vn,DNS:evil"};
    CHECK(text_of_failure(bad) == "certificate.hosts");
    bad = good;
    bad.use = CertificateUse::device;
    CHECK(text_of_failure(bad) == "certificate.hosts");

    const auto wrong_key = issue(good, &province.root, key, province.random);
    REQUIRE_FALSE(wrong_key);
    CHECK(wrong_key.error().text == "certificate.wrong_key");
}

TEST_CASE("certificate: one that another tool made is held to the same rules", "[crypto]") {
    SeededRandom random(49);
    const TestFolder folder;
    const SoftwareSigner key = SoftwareSigner::generate(random);
    REQUIRE(write_durably(folder / "key.pem", private_key_pem(key).reveal()));
    const auto made = [&](const std::string& extensions) {
        REQUIRE(write_durably(folder / "request.cnf",
                              bytes_of("[req]\ndistinguished_name=name\nx509_extensions=own\n"
                                       "[name]\n[own]\n" +
                                       extensions)));
        REQUIRE(run(folder,
                    "openssl req -new -x509 -days 30 -sha256 -config request.cnf "
                    "-subj /CN=other -key key.pem -out made.pem"));
        const auto pem = read_file(folder / "made.pem", 32 * 1024);
        REQUIRE(pem);
        const auto certificate = Certificate::from_pem(text_of(*pem));
        REQUIRE(certificate);
        return *certificate;
    };
    const auto is_person = [](const Certificate& one) {
        return issued_by(one, one, CertificateUse::person, one.not_before());
    };
    const std::string signs = "keyUsage=critical,digitalSignature,nonRepudiation\n";
    const std::string usage = signs + "extendedKeyUsage=emailProtection\n";

    CHECK(is_person(made("basicConstraints=critical,CA:FALSE\n" + usage)));
    // With no use of its own, or a server's, a person would pass for the province's server.
    CHECK_FALSE(is_person(made(signs)));
    CHECK_FALSE(is_person(made(signs + "extendedKeyUsage=serverAuth\n")));
    CHECK_FALSE(is_person(made("basicConstraints=critical,CA:TRUE\n" + usage)));
    CHECK_FALSE(is_person(made("keyUsage=critical,digitalSignature\n")));
    CHECK_FALSE(is_person(made(usage + "1.2.3.4=critical,DER:0500\n")));

    // It may sign certificates by its key's usage, but is no authority.
    const Certificate half = made(
        "basicConstraints=critical,CA:FALSE\n"
        "keyUsage=critical,keyCertSign\n"
        "subjectKeyIdentifier=hash\n");
    const auto below = issue({{"Máy 1", ""},
                              SoftwareSigner::generate(random).public_key(),
                              CertificateUse::device,
                              {},
                              half.not_before(),
                              half.not_after()},
                             &half, key, random);
    REQUIRE(below);
    CHECK_FALSE(issued_by(*below, half, CertificateUse::device, half.not_before()));
}

TEST_CASE("certificate: openssl itself accepts a server's and its key", "[crypto]") {
    Province province(48);
    const TestFolder folder;
    const SoftwareSigner key = SoftwareSigner::generate(province.random);
    const auto server = issue({{"Máy chủ tỉnh", "Sở Nội vụ"},
                               key.public_key(),
                               CertificateUse::server,
                               {"127.0.0.1", "tinh.example.vn"},
                               day(2024),
                               day(2120)},
                              &province.root, province.root_key, province.random);
    REQUIRE(server);
    REQUIRE(write_durably(folder / "root.pem", bytes_of(province.root.pem())));
    REQUIRE(write_durably(folder / "server.pem", bytes_of(server->pem())));
    REQUIRE(write_durably(folder / "key.pem", private_key_pem(key).reveal()));
    const std::string verify = "openssl verify -x509_strict -purpose sslserver -CAfile root.pem ";

    CHECK(run(folder, verify + "-verify_ip 127.0.0.1 server.pem"));
    CHECK(run(folder, verify + "-verify_hostname tinh.example.vn server.pem"));
    CHECK_FALSE(run(folder, verify + "-verify_hostname khac.example.vn server.pem"));
    CHECK_FALSE(run(folder, "openssl verify -purpose sslclient -CAfile root.pem server.pem"));
    CHECK(run(folder,
              "openssl pkey -in key.pem -pubout -out key.pub && "
              "openssl x509 -in server.pem -noout -pubkey -out cert.pub && "
              "openssl x509 -in server.pem -noout -pubkey > cert.pub && "
              "cmp key.pub cert.pub"));
}

}  // namespace soxa::tests::crypto_certificate
