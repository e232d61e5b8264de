// What the head signs, and what can be shown of it: TB-6.4, TB-3.8, LEDGER §3, 37.
#include <catch2/catch_test_macros.hpp>

#include "crypto/cms.hpp"
#include "sync/ledger/approval.hpp"
#include "tests/unit/seeded_random.hpp"

namespace soxa::test::ledger_approval {

using namespace ledger;

namespace {

struct Signed {
    tests::SeededRandom random{3};
    crypto::SoftwareSigner key = crypto::SoftwareSigner::generate(random);
    Timestamp at = timestamp_of(1'790'000'000);
    std::vector<ApprovedVersion> versions;
    Manifest manifest;
    Operation operation;
    ApprovalPayload payload;

    Signed() {
        for (std::uint8_t i = 1; i <= 3; ++i) {
            ApprovedVersion version;
            version.cut.bytes.fill(i);
            version.record.bytes.fill(static_cast<std::uint8_t>(0x40 + i));
            version.root.bytes.fill(static_cast<std::uint8_t>(0x80 + i));
            versions.push_back(version);
        }
        manifest = {"H31.55",
                    7,
                    "Duyệt hồ sơ tháng 11/2026",
                    3,
                    at,
                    {},
                    "Nguyễn Văn Hoà",
                    manifest_root(versions)};
        operation.header.stream = 7;
        operation.header.kind = Kind::approve;
        for (const ApprovedVersion& one : versions) {
            operation.header.references.push_back(one.cut);
        }
        sign();
    }
    void sign() {
        const crypto::CertificateRequest request{{"Nguyễn Văn Hoà", "Xã Tiền Hải"},
                                                 key.public_key(),
                                                 crypto::CertificateUse::person,
                                                 {},
                                                 at,
                                                 at + std::chrono::hours(24 * 365)};
        const auto certificate = crypto::issue(request, nullptr, key, random);
        REQUIRE(certificate.has_value());
        payload.manifest = signed_manifest(manifest);
        const auto cms = crypto::cms_sign(payload.manifest, *certificate, key, at);
        REQUIRE(cms.has_value());
        payload.cms = *cms;
        payload.versions = versions;
    }
    [[nodiscard]] bool holds() const {
        return verify(payload, operation, key.public_key()).has_value();
    }
};

}  // namespace

TEST_CASE("ledger approval: verifies over just what was signed [TB-6.4]", "[ledger]") {
    Signed approval;
    const auto manifest = verify(approval.payload, approval.operation, approval.key.public_key());
    REQUIRE(manifest.has_value());
    CHECK(*manifest == approval.manifest);

    SECTION("not with a version more, less, exchanged or changed") {
        approval.payload.versions.pop_back();
        CHECK_FALSE(approval.holds());
        approval.payload.versions = approval.versions;
        approval.payload.versions.push_back({});
        CHECK_FALSE(approval.holds());
        approval.payload.versions = approval.versions;
        std::swap(approval.payload.versions[0], approval.payload.versions[1]);
        CHECK_FALSE(approval.holds());
        for (int part = 0; part < 4; ++part) {
            approval.payload.versions = approval.versions;
            ApprovedVersion& version = approval.payload.versions[1];
            if (part == 0) version.cut.bytes[0] ^= 1U;
            if (part == 1) version.record.bytes[0] ^= 1U;
            if (part == 2) version.root.bytes[0] ^= 1U;
            if (part == 3) ++version.schema;
            CHECK_FALSE(approval.holds());
        }
    }
    SECTION("not of no version at all") {
        approval.versions.clear();
        approval.manifest.count = 0;
        approval.manifest.root = manifest_root({});
        approval.sign();
        CHECK_FALSE(approval.holds());
    }
    SECTION("not where the manifest counts another number of files") {
        approval.manifest.count = 2;
        approval.sign();
        CHECK_FALSE(approval.holds());
    }
    SECTION("not for another unit's stream") {
        approval.operation.header.stream = 8;
        CHECK_FALSE(approval.holds());
    }
    SECTION("not by another's key") {
        auto other = crypto::SoftwareSigner::generate(approval.random);
        const auto wrong = verify(approval.payload, approval.operation, other.public_key());
        REQUIRE_FALSE(wrong.has_value());
        CHECK(wrong.error().text == "approval.other_key");
    }
    SECTION("not with a byte of the manifest or the signature changed") {
        for (std::size_t i = 0; i < approval.payload.manifest.size(); ++i) {
            Signed changed;
            changed.payload.manifest[i] ^= 1U;
            REQUIRE_FALSE(changed.holds());
        }
        Signed changed;
        changed.payload.cms.back() ^= 1U;
        CHECK_FALSE(changed.holds());
    }
}

TEST_CASE("ledger approval: one version is shown without the others [TB-3.8, LEDGER 3.37]",
          "[ledger]") {
    const Signed approval;
    std::vector<crypto::Digest> leaves;
    for (const ApprovedVersion& one : approval.versions) leaves.push_back(leaf(one));
    const auto path = crypto::merkle_path(leaves, 1);
    const auto root = crypto::merkle_root_from_path(leaf(approval.versions[1]), 1, 3, path);

    REQUIRE(root.has_value());
    CHECK(*root == read_manifest(approval.payload.manifest)->root);
}

TEST_CASE("ledger approval: a manifest has one form and says its purpose first [LEDGER 3.36]",
          "[ledger]") {
    const Signed approval;
    const Bytes bytes = signed_manifest(approval.manifest);
    CHECK(*read_manifest(bytes) == approval.manifest);
    CHECK(std::ranges::search(bytes, bytes_of("approve/1")).begin() != bytes.end());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        Bytes changed = bytes;
        for (int bit = 0; bit < 8; ++bit) {
            changed[i] = static_cast<std::uint8_t>(bytes[i] ^ (1U << static_cast<unsigned>(bit)));
            if (const auto other = read_manifest(changed)) {
                REQUIRE(signed_manifest(*other) == changed);
            }
        }
        REQUIRE_FALSE(read_manifest(ByteView(bytes).first(i)).has_value());
    }
    Bytes longer = bytes;
    longer.push_back(0);
    CHECK_FALSE(read_manifest(longer).has_value());
}

}  // namespace soxa::test::ledger_approval
