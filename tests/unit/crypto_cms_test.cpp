// Approvals that any other tool can check: here, the real `openssl`.
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>

#include "crypto/cms.hpp"
#include "crypto/durable_file.hpp"
#include "tests/unit/crypto_province.hpp"

namespace soxa::tests::crypto_cms {

using namespace soxa::crypto;
using namespace crypto_vector;
using namespace crypto_province;

namespace {

constexpr std::string_view verify =
    "openssl cms -verify -binary -inform DER -in approval.p7s -content approval.bin "
    "-CAfile chain.pem -purpose any";

Bytes approval_of(const Certificate& certificate, const SoftwareSigner& key, ByteView content) {
    auto made = cms_sign(content, certificate, key, day(2026));
    REQUIRE(made);
    return *made;
}

bool refused(const Result<Certificate>& signer) {
    return !signer && signer.error().code == Errc::integrity && signer.error().text == "cms.bad";
}

}  // namespace

TEST_CASE("cms: openssl accepts it, with the root or with the person's own certificate",
          "[crypto]") {
    Province province(50);
    const TestFolder folder;
    const SoftwareSigner key = SoftwareSigner::generate(province.random);
    const Issuer issuer = GENERATE(Issuer::root, Issuer::itself);
    const Certificate person = issuer == Issuer::root
                                   ? province.issued(key, CertificateUse::person)
                                   : province.self_signed(key, CertificateUse::person);
    const Certificate& chain = issuer == Issuer::root ? province.root : person;
    // With bytes that a mail program would change.
    const Bytes content = copy_of(bytes_of(std::string_view("soxa\0\x01\nline\r\n\nend\xFF", 19)));
    const Bytes approval = approval_of(person, key, content);
    REQUIRE(write_durably(folder / "approval.bin", content));
    REQUIRE(write_durably(folder / "approval.p7s", approval));
    REQUIRE(write_durably(folder / "chain.pem", bytes_of(chain.pem())));

    CHECK(run(folder, std::string(verify)));
    CHECK(run(folder, std::string(verify) + " -cades"));

    SECTION("and refuses it with one byte of the content changed") {
        Bytes changed = content;
        changed[7] ^= 1U;
        REQUIRE(write_durably(folder / "approval.bin", changed));
        CHECK_FALSE(run(folder, std::string(verify)));
    }
    SECTION("and refuses it with one byte of the signature changed") {
        Bytes changed = approval;
        changed.back() ^= 1U;
        REQUIRE(write_durably(folder / "approval.p7s", changed));
        CHECK_FALSE(run(folder, std::string(verify)));
    }
    SECTION("and refuses it under another root") {
        const Province other(51);
        REQUIRE(write_durably(folder / "chain.pem", bytes_of(other.root.pem())));
        CHECK_FALSE(run(folder, std::string(verify)));
    }
    SECTION("and shows the time that was claimed") {
        CHECK(run(folder,
                  "openssl cms -cmsout -print -noout -inform DER "
                  "-in approval.p7s | grep -A4 signingTime | "
                  "grep 'Jan  1 00:00:00 2026'"));
    }
}

TEST_CASE("cms: names its signer, over its own content alone", "[crypto]") {
    Province province(52);
    const SoftwareSigner key = SoftwareSigner::generate(province.random);
    const Certificate person = province.issued(key, CertificateUse::person);
    const Bytes content = copy_of(bytes_of("Phê duyệt 24 hồ sơ"));
    const Bytes approval = approval_of(person, key, content);
    CHECK(approval.size() <= cms_bytes_max);

    const auto signer = cms_signer(content, approval);

    REQUIRE(signer);
    CHECK(signer->der() == person.der());
    CHECK(refused(cms_signer(bytes_of("Phê duyệt 25 hồ sơ"), approval)));
    CHECK(refused(cms_signer({}, approval)));
    Bytes longer = approval;
    longer.push_back(0);
    CHECK(refused(cms_signer(content, longer)));
    CHECK(refused(cms_signer(content, Bytes(cms_bytes_max + 1, 0x30))));
    for (std::size_t size = 0; size < approval.size(); ++size) {
        CHECK(refused(cms_signer(content, ByteView(approval).first(size))));
    }
}

TEST_CASE("cms: an empty content is signed like any other", "[crypto]") {
    Province province(53);
    const SoftwareSigner key = SoftwareSigner::generate(province.random);
    const Certificate person = province.issued(key, CertificateUse::person);
    const Bytes approval = approval_of(person, key, {});
    CHECK(cms_signer({}, approval));
    CHECK(refused(cms_signer(bytes_of("x"), approval)));
}

TEST_CASE("cms: one bit changed anywhere is refused", "[crypto]") {
    Province province(54);
    const SoftwareSigner key = SoftwareSigner::generate(province.random);
    const Certificate person = province.issued(key, CertificateUse::person);
    const Bytes content = copy_of(bytes_of("Phê duyệt"));
    const Bytes approval = approval_of(person, key, content);
    for (std::size_t bit = 0; bit < approval.size() * 8; ++bit) {
        Bytes changed = approval;
        changed[bit / 8] ^= static_cast<std::uint8_t>(1U << (bit % 8));
        CAPTURE(bit / 8, bit % 8);
        CHECK(refused(cms_signer(content, changed)));
    }
}

TEST_CASE("cms: a key signs under its own certificate only", "[crypto]") {
    Province province(55);
    const SoftwareSigner key = SoftwareSigner::generate(province.random);
    const SoftwareSigner other = SoftwareSigner::generate(province.random);
    const Certificate person = province.issued(key, CertificateUse::person);
    const auto made = cms_sign(bytes_of("x"), person, other, day(2026));
    REQUIRE_FALSE(made);
    CHECK(made.error().text == "certificate.wrong_key");
}

TEST_CASE("cms: forms that other tools make and we do not are refused", "[crypto]") {
    Province province(56);
    const TestFolder folder;
    const SoftwareSigner key = SoftwareSigner::generate(province.random);
    const SoftwareSigner other = SoftwareSigner::generate(province.random);
    const Bytes content = copy_of(bytes_of("Phê duyệt"));
    REQUIRE(write_durably(folder / "approval.bin", content));
    REQUIRE(write_durably(folder / "one.pem",
                          bytes_of(province.issued(key, CertificateUse::person).pem())));
    REQUIRE(write_durably(folder / "one.key", private_key_pem(key).reveal()));
    REQUIRE(write_durably(folder / "two.pem",
                          bytes_of(province.issued(other, CertificateUse::person).pem())));
    REQUIRE(write_durably(folder / "two.key", private_key_pem(other).reveal()));
    const std::string sign =
        "openssl cms -sign -binary -outform DER -in approval.bin "
        "-out approval.p7s -signer one.pem -inkey one.key ";
    const auto signer = [&](const std::string& options) {
        REQUIRE(run(folder, sign + options));
        const auto approval = read_file(folder / "approval.p7s", cms_bytes_max);
        REQUIRE(approval);
        return cms_signer(content, *approval);
    };

    CHECK(signer("-cades -nosmimecap -md sha256"));  // the same form, made elsewhere
    CHECK(refused(signer("-nosmimecap -md sha256")));
    CHECK(refused(signer("-cades -nosmimecap -md sha384")));
    CHECK(refused(signer("-cades -nosmimecap -md sha256 -nodetach")));
    CHECK(refused(signer("-cades -nosmimecap -md sha256 -certfile two.pem")));
    CHECK(refused(signer("-cades -nosmimecap -md sha256 -nocerts")));
    CHECK(refused(signer("-cades -nosmimecap -md sha256 -signer two.pem -inkey two.key")));

    // A second signature by the same person, under the one certificate.
    REQUIRE(run(folder, sign + "-cades -nosmimecap -md sha256"));
    REQUIRE(run(folder,
                "openssl cms -resign -cades -nosmimecap -nocerts -binary -md sha256 "
                "-inform DER -in approval.p7s -outform DER -out twice.p7s "
                "-signer one.pem -inkey one.key"));
    const auto twice = read_file(folder / "twice.p7s", cms_bytes_max);
    REQUIRE(twice);
    CHECK(refused(cms_signer(content, *twice)));
}

}  // namespace soxa::tests::crypto_cms
