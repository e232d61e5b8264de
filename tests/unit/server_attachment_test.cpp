// Scans at the province: only what an operation names, only for the unit that sent it, whole or
// not at all, and told in the unit's log.
#include <catch2/catch_test_macros.hpp>

#include "crypto/checksum.hpp"
#include "sync/exchange/base64.hpp"
#include "sync/exchange/tus.hpp"
#include "sync/server/attachment_files.hpp"
#include "sync/server/attachment_upload.hpp"
#include "sync/server/evidence_pending.hpp"
#include "sync/server/routes.hpp"
#include "tests/unit/server_province.hpp"

namespace soxa::tests::server_attachment {

using namespace server;
using exchange::field;
using exchange::HttpFields;

/// A unit whose administrator has named a scan in a file.
struct Unit {
    Unit(std::uint64_t seed, std::size_t size, const std::string& code = "30001")
        : province(seed), office(province.open()) {
        province.add_unit(office, code);
        laptop.emplace(province.random, province.ticket(office, code, "082190000001"));
        laptop->enrol(office);
        admin.emplace(laptop->administrator());
        clerk.emplace(laptop->member(*admin, ledger::Role::clerk, "lan", "082190000002"));
        content = random_bytes(province.random, size);
        limits.part_bytes = 1;
        record = laptop->create_record(*clerk, "082190000003").id;
        name(content);
        laptop->exchange_all(office);
    }

    void name(ByteView bytes) {
        ledger::AttachmentRow row;
        row.kind = "07";
        row.title = "QĐ";
        row.pages = 1;
        row.mime = "application/pdf";
        row.file = {crypto::sha256(bytes), bytes.size(), false};
        ledger::Change change;
        change.added.push_back({ledger::attachment_group().tag, ledger::columns_of(row)});
        const auto edit = ledger::build_edit(nullptr, change);
        REQUIRE(edit);
        ledger::Header header;
        header.kind = ledger::Kind::edit;
        header.record = record;
        header.cells = edit->cells;
        laptop->write(*clerk, std::move(header),
                      ledger::encode(ledger::EditPayload{std::nullopt, edit->values}));
    }

    HttpResponse ask(std::string method, std::string target, HttpFields fields, Bytes body = {},
                     bool cut = false) {
        HttpRequest request{std::move(method), std::move(target), std::move(body),
                            laptop->certificate, std::move(fields), cut};
        request.fields.emplace_back("tus-resumable", "1.0.0");
        return answer_attachment(office, request, limits);
    }
    HttpResponse create(ByteView bytes) {
        const std::string digits = hex(crypto::sha256(bytes).view());
        return ask("POST", "/v1/attachments",
                   {{"upload-length", std::to_string(bytes.size())},
                    {"upload-metadata", "sha256 " + exchange::base64(bytes_of(digits))}});
    }
    HttpResponse patch(const std::string& location, std::size_t from, std::size_t count,
                       bool cut = false, const std::string& checksum = {}) {
        HttpFields fields{{"content-type", std::string(exchange::tus::body_type)},
                          {"upload-offset", std::to_string(from)}};
        if (!checksum.empty()) fields.emplace_back("upload-checksum", checksum);
        return ask("PATCH", location, std::move(fields),
                   copy_of(ByteView(content).subspan(from, count)), cut);
    }
    HttpResponse get(ByteView bytes, HttpFields fields = {}) {
        return ask("GET", "/v1/attachments/bytes/" + hex(crypto::sha256(bytes).view()),
                   std::move(fields));
    }

    ServerProvince province;
    Office office;
    std::optional<ServerLaptop> laptop;
    std::optional<ServerLaptop::Person> admin;
    std::optional<ServerLaptop::Person> clerk;
    ledger::RecordId record;
    Bytes content;
    AttachmentLimits limits;
};

std::string told(const HttpResponse& response, const std::string& name) {
    for (const auto& [key, value] : response.fields) {
        if (key == name) return value;
    }
    return {};
}

TEST_CASE("attachment: comes in parts, is checked whole and told in the log", "[server]") {
    Unit unit(71, 1000);
    CHECK(evidence_pending(unit.office, "30001")->size() == 1);
    const HttpResponse created = unit.create(unit.content);
    REQUIRE(created.status == http_status::created);
    const std::string location = told(created, "Location");
    CHECK_FALSE(told(created, "Upload-Expires").empty());

    CHECK(unit.patch(location, 0, 400).status == http_status::no_content);
    CHECK(unit.patch(location, 0, 400).status == http_status::conflict);
    CHECK(told(unit.ask("HEAD", location, {}), "Upload-Offset") == "400");
    CHECK(unit.get(unit.content).status == http_status::not_found);
    const HttpResponse last = unit.patch(location, 400, 600);

    CHECK(told(last, "Upload-Offset") == "1000");
    CHECK(unit.get(unit.content).body == unit.content);
    const HttpResponse part = unit.get(unit.content, {{"range", "bytes=10-19"}});
    CHECK(part.status == http_status::partial);
    CHECK(part.body == copy_of(ByteView(unit.content).subspan(10, 10)));
    CHECK(unit.get(unit.content, {{"range", "bytes=1000-"}}).status == http_status::no_such_range);
    CHECK(evidence_pending(unit.office, "30001")->empty());

    // The receipt: an accepted operation, once.
    const std::uint64_t before = unit.laptop->exchange_all(unit.office).size;
    CHECK(unit.laptop->exchange_all(unit.office).size == before);
    std::vector<crypto::Digest> receipts;
    const auto read = unit.office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(UnitStream* const stream, records.stream(unit.laptop->ticket.stream));
        return stream->each([&](const Kept& kept) -> Result<void> {
            const auto found = ledger::attachment_receipt(kept.logged.operation);
            if (found && kept.standing.confirmed()) {
                receipts.insert(receipts.end(), found->begin(), found->end());
            }
            return {};
        });
    });
    REQUIRE(read);
    CHECK(receipts == std::vector{crypto::sha256(ByteView(unit.content))});
}

TEST_CASE("attachment: its commit may be asked for again", "[server]") {
    Unit unit(72, 100);
    const std::string location = told(unit.create(unit.content), "Location");
    REQUIRE(unit.patch(location, 0, 100).status == http_status::no_content);
    CHECK(unit.patch(location, 100, 0).status == http_status::no_content);
    CHECK(told(unit.ask("HEAD", location, {}), "Upload-Offset") == "100");
    const HttpResponse again = unit.create(unit.content);
    CHECK(again.status == http_status::created);
    CHECK(told(again, "Upload-Offset") == "100");
}

TEST_CASE("attachment: a wrong sum is refused, of a part and of the whole", "[server]") {
    Unit unit(73, 1000);
    const std::string location = told(unit.create(unit.content), "Location");
    const auto sum = [](ByteView bytes) {
        return "sha1 " + exchange::base64(crypto::sha1_checksum(bytes));
    };
    const ByteView first = ByteView(unit.content).first(500);
    CHECK(unit.patch(location, 0, 500, false, sum(first.first(499))).status ==
          http_status::wrong_checksum);
    CHECK(told(unit.ask("HEAD", location, {}), "Upload-Offset") == "0");
    CHECK(unit.patch(location, 0, 500, false, sum(first)).status == http_status::no_content);

    unit.content[900] ^= 1;  // damaged on its way, and no sum with it
    CHECK(unit.patch(location, 500, 500).status == http_status::wrong_checksum);
    CHECK(unit.ask("HEAD", location, {}).status == http_status::not_found);
    CHECK(unit.get(unit.content).status == http_status::not_found);
}

TEST_CASE("attachment: what came before a cut is kept, but not under a sum of the whole part",
          "[server]") {
    Unit unit(74, 1000);
    const std::string location = told(unit.create(unit.content), "Location");
    (void)unit.patch(location, 0, 300, true);
    CHECK(told(unit.ask("HEAD", location, {}), "Upload-Offset") == "300");
    (void)unit.patch(location, 300, 300, true, "sha1 " + exchange::base64(Bytes(20, 1)));
    CHECK(told(unit.ask("HEAD", location, {}), "Upload-Offset") == "300");
}

TEST_CASE("attachment: only what the unit names, in bounds, from who began it", "[server]") {
    Unit unit(75, 1000);
    CHECK(unit.create(Bytes(50, 1)).status == http_status::forbidden);
    const std::string location = told(unit.create(unit.content), "Location");
    CHECK(unit.patch(location, 0, 1000).status == http_status::no_content);

    // Another unit that knows the hash has nothing of it.
    unit.province.add_unit(unit.office, "30002");
    ServerLaptop other(unit.province.random,
                       unit.province.ticket(unit.office, "30002", "082190000009"));
    other.enrol(unit.office);
    std::swap(*unit.laptop, other);
    CHECK(unit.get(unit.content).status == http_status::not_found);
    CHECK(unit.ask("HEAD", location, {}).status == http_status::not_found);
    CHECK(unit.ask("DELETE", location, {}).status == http_status::not_found);
    CHECK(unit.create(unit.content).status == http_status::forbidden);
    std::swap(*unit.laptop, other);
    CHECK(unit.get(unit.content).status == http_status::ok);

    HttpRequest nobody{"OPTIONS", "/v1/attachments", {}, std::nullopt};
    CHECK(answer_attachment(unit.office, nobody).status == http_status::unauthorized);
}

TEST_CASE("attachment: unfinished uploads are bounded, end, and expire", "[server]") {
    Unit unit(76, 1000);
    const Bytes other = random_bytes(unit.province.random, 500);
    const Bytes third = random_bytes(unit.province.random, 600);
    unit.name(other);
    unit.name(third);
    unit.laptop->exchange_all(unit.office);
    unit.limits.device_uploads = 2;
    const std::string first = told(unit.create(unit.content), "Location");
    const std::string second = told(unit.create(other), "Location");
    CHECK(unit.create(third).status == http_status::too_many);
    CHECK(unit.patch(first, 0, 100).status == http_status::no_content);
    CHECK(unit.ask("DELETE", first, {}).status == http_status::no_content);
    CHECK(unit.ask("HEAD", first, {}).status == http_status::not_found);
    CHECK_FALSE(std::filesystem::exists(unit.province.data.path / "uploads" / first.substr(16)));
    CHECK(unit.create(third).status == http_status::created);

    unit.province.clock.time += std::chrono::hours(24 * 8);
    CHECK(unit.ask("HEAD", second, {}).status == http_status::not_found);
    CHECK(unit.create(unit.content).status == http_status::created);
}

TEST_CASE("attachment: whose creation was never answered goes on and is no second upload",
          "[server]") {
    Unit unit(77, 1000);
    unit.limits.device_uploads = 1;
    const std::string location = told(unit.create(unit.content), "Location");
    REQUIRE(unit.patch(location, 0, 300).status == http_status::no_content);
    const HttpResponse again = unit.create(unit.content);
    CHECK(again.status == http_status::created);
    CHECK(told(again, "Location") == location);
    CHECK(told(again, "Upload-Offset") == "300");
}

TEST_CASE("attachment: what comes of a long part is kept while the rest is coming", "[server]") {
    Unit unit(81, 40'000);
    const std::string location = told(unit.create(unit.content), "Location");
    const auto piece = [&](std::uint64_t said, std::uint64_t before, std::size_t count, bool cut) {
        HttpRequest request{"PATCH", location,
                            copy_of(ByteView(unit.content).subspan(said + before, count)),
                            unit.laptop->certificate,
                            {{"content-type", std::string(exchange::tus::body_type)},
                             {"upload-offset", std::to_string(said)},
                             {"tus-resumable", "1.0.0"}},
                            cut, before};
        return answer_attachment(unit.office, request, unit.limits).status;
    };
    CHECK(piece(0, 0, 13'000, true) == http_status::no_content);
    CHECK(piece(0, 13'000, 13'000, true) == http_status::no_content);
    CHECK(told(unit.ask("HEAD", location, {}), "Upload-Offset") == "26000");
    // Another connection has gone on meanwhile.
    CHECK(piece(26'000, 0, 5'000, false) == http_status::no_content);
    CHECK(piece(0, 26'000, 14'000, false) == http_status::conflict);
    CHECK(piece(31'000, 0, 9'000, false) == http_status::no_content);
    CHECK(unit.get(unit.content).body == unit.content);
}

TEST_CASE("attachment: parts are files, so they are of some size", "[server]") {
    Unit unit(82, 10'000);
    unit.limits = {};
    const std::string location = told(unit.create(unit.content), "Location");
    CHECK(unit.patch(location, 0, 4'095).status == http_status::bad_request);
    CHECK(unit.patch(location, 0, 1, true).status == http_status::bad_request);
    CHECK(unit.patch(location, 0, 4'096).status == http_status::no_content);
    CHECK(unit.patch(location, 4'096, 5'900).status == http_status::no_content);
    CHECK(unit.patch(location, 9'996, 4).status == http_status::no_content);
    CHECK(unit.get(unit.content).body == unit.content);
}

TEST_CASE("attachment: asking again for what is there begins one upload", "[server]") {
    Unit unit(83, 5'000);
    const std::string location = told(unit.create(unit.content), "Location");
    REQUIRE(unit.patch(location, 0, 5'000).status == http_status::no_content);
    const std::string again = told(unit.create(unit.content), "Location");
    CHECK(told(unit.create(unit.content), "Location") == again);
    CHECK(told(unit.create(unit.content), "Upload-Offset") == "5000");
}

TEST_CASE("attachment: what a crash left of an upload that is over goes at the start", "[server]") {
    Unit unit(84, 5'000);
    const std::string location = told(unit.create(unit.content), "Location");
    REQUIRE(unit.patch(location, 0, 4'500).status == http_status::no_content);
    const auto uploads = unit.province.data.path / "uploads";
    const auto under_way = uploads / location.substr(location.rfind('/') + 1);
    const AttachmentFiles files(unit.office);
    Upload gone;
    gone.id = random_id<UploadId>(unit.province.random);
    REQUIRE(files.put_part(gone, 0, ByteView(unit.content), unit.province.random));
    REQUIRE(files.with_parts().size() == 2);

    REQUIRE(sweep_uploads(unit.office));

    CHECK(files.with_parts().size() == 1);
    CHECK(std::filesystem::exists(under_way));
    CHECK(unit.patch(location, 4'500, 500).status == http_status::no_content);
    CHECK(unit.get(unit.content).body == unit.content);
}

TEST_CASE("attachment: a part that comes late replaces nothing", "[server]") {
    Unit unit(78, 1000);
    const std::string location = told(unit.create(unit.content), "Location");
    REQUIRE(unit.patch(location, 0, 600).status == http_status::no_content);
    Upload upload;
    upload.id = *UploadId::from(*from_hex(location.substr(location.rfind('/') + 1)));
    upload.length = 1000;
    const AttachmentFiles files(unit.office);
    // Of a connection that was given up: shorter than what was taken, and longer than what comes.
    const ByteView bytes(unit.content);
    REQUIRE(files.put_part(upload, 0, bytes.first(200), unit.province.random));
    REQUIRE(files.put_part(upload, 600, bytes.subspan(600, 350), unit.province.random));
    CHECK(unit.patch(location, 600, 100).status == http_status::no_content);
    CHECK(unit.patch(location, 700, 300).status == http_status::no_content);
    CHECK(unit.get(unit.content).body == unit.content);
}

TEST_CASE("attachment: a laptop and a unit have so much room and are told when it is used",
          "[server]") {
    Unit unit(79, 1000);
    const auto word = [](const HttpResponse& response) {
        cbor::Reader in(response.body);
        CHECK(in.array(1) == 1);
        return std::string(in.text(64));
    };
    unit.limits.device_bytes = 999;
    const HttpResponse own = unit.create(unit.content);
    CHECK(own.status == http_status::storage_full);
    CHECK(word(own) == "attachment.device_full");
    unit.limits.device_bytes = 1000;
    unit.limits.unit_bytes = 999;
    const HttpResponse all = unit.create(unit.content);
    CHECK(all.status == http_status::storage_full);
    CHECK(word(all) == "attachment.unit_full");
    unit.limits.unit_bytes = 1000;
    const std::string location = told(unit.create(unit.content), "Location");
    REQUIRE(unit.patch(location, 0, 1000).status == http_status::no_content);

    // What was received counts on; the same again takes no room.
    const Bytes other = random_bytes(unit.province.random, 1);
    unit.name(other);
    unit.laptop->exchange_all(unit.office);
    CHECK(word(unit.create(other)) == "attachment.device_full");
    CHECK(unit.create(unit.content).status == http_status::created);
}

}  // namespace soxa::tests::server_attachment
