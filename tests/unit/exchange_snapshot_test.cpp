// What the province gives a new laptop to begin with, and to whom [LEDGER 20, 21, 40].
#include "sync/exchange/snapshot.hpp"
#include "sync/server/account_confirm.hpp"
#include "sync/server/backup.hpp"
#include "sync/server/device_revoke.hpp"
#include "sync/server/off_site.hpp"
#include "sync/server/routes.hpp"
#include "tests/unit/exchange_world.hpp"

namespace soxa::tests::exchange_snapshot {

using exchange_world::good;
using ledger::Entry;
using ledger::Operation;
using ledger::OperationId;
namespace fs = std::filesystem;

namespace {

class Nobody final : public ledger::Authors {
public:
    [[nodiscard]] std::optional<ledger::Role> role_of(const ledger::ChainId&) const override {
        return std::nullopt;
    }
};

/// A commune in which every file is changed, submitted and signed again and again.
struct Commune {
    explicit Commune(std::uint64_t seed) : province(seed) {
        elsewhere = province.folder.path() / "elsewhere";
        fs::create_directory(elsewhere);
        laptop.enrol(office);
        laptop.exchange_all(office);
        good(server::confirm_account(office, {"30001", "082190000003", std::nullopt}));
    }

    struct File {
        ledger::RecordId id;
        std::vector<const Operation*> operations;
    };

    void create(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            const std::string number = "0821900001" + std::to_string(10 + files.size());
            const Operation& made = laptop.create_record(clerk, number);
            files.push_back({made.record(), {&made}});
        }
    }
    /// `on_version`: by who has seen it approved, and so names the version.
    void change(File& file, bool on_version = false) {
        const auto state = folded(file);
        ledger::Change change;
        const record::Field& phone = *record::find_field("", "phone_mobile");
        const std::string number = "09" + std::to_string(10'000'000 + ++changes);
        change.fields.emplace(phone.tag, record::parse(phone, number).value());
        const auto edit = good(ledger::build_edit(&state, change));
        ledger::Header header;
        header.kind = ledger::Kind::edit;
        header.record = file.id;
        header.cells = edit.cells;
        for (auto& one : header.cells) {
            if (on_version) one.replaces = {file.operations.back()->id};
        }
        file.operations.push_back(&laptop.write(
            clerk, std::move(header), ledger::encode(ledger::EditPayload{{}, edit.values})));
    }
    void sign(File& file) {
        ledger::Header header;
        header.kind = ledger::Kind::submit;
        header.record = file.id;
        header.references = {file.operations.back()->id};
        const Operation& submitted =
            laptop.write(clerk, std::move(header), ledger::encode_reason(""));
        file.operations.push_back(&submitted);
        laptop.approve(head, submitted);
    }
    /// So many months of work.
    void work(int months) {
        for (int month = 0; month < months; ++month) {
            for (File& file : files) {
                change(file);
                sign(file);
            }
            laptop.exchange_all(office);
        }
    }
    ledger::RecordState folded(const File& file) const {
        std::vector<Entry> entries;
        for (const Operation* one : file.operations) entries.push_back({one, {}});
        return ledger::fold_record(file.id, entries, Nobody());
    }
    server::OffSiteUnit confirm() {
        province.clock.time += std::chrono::hours(1);
        const auto made = good(server::make_backup(office, province.data, elsewhere, nullptr));
        last_backup = made.backup.file;
        const auto told =
            good(server::confirm_off_site(office, province.data, last_backup, nullptr));
        REQUIRE(told.units.size() == 1);
        CHECK_FALSE(told.units.front().snapshot_failed);
        return told.units.front();
    }
    server::HttpResponse get(const std::string& path, std::optional<Bytes> certificate) {
        return server::route(office, {"GET", path, {}, std::move(certificate)});
    }
    server::HttpResponse get(const std::string& path) { return get(path, laptop.certificate); }
    exchange::SnapshotHead head_given() {
        const auto given = get("/v2/snapshot");
        REQUIRE(given.status == server::http_status::ok);
        return good(exchange::decode_snapshot_head(given.body));
    }
    std::string part_path(const exchange::SnapshotHead& of, std::size_t number) {
        return "/v2/snapshot/" + std::to_string(of.size) + "/" + std::to_string(number);
    }
    void see_whole(ledger::StreamId stream, const std::function<void(server::UnitStream&)>& look) {
        good(office.storage->transaction([&](server::Records& records) -> Result<void> {
            TRY_LET(server::UnitStream* const found, records.stream(stream));
            look(*found);
            return {};
        }));
    }

    ServerProvince province;
    server::Office office = province.open();
    ServerLaptop laptop = [this] {
        province.add_unit(office, "30001");
        return ServerLaptop(province.random, province.ticket(office, "30001", "082190000001"));
    }();
    ServerLaptop::Person administrator = laptop.administrator();
    ServerLaptop::Person clerk =
        laptop.member(administrator, ledger::Role::clerk, "binh", "082190000002");
    ServerLaptop::Person head =
        laptop.member(administrator, ledger::Role::head, "dung", "082190000003");
    std::vector<File> files;
    fs::path elsewhere;
    fs::path last_backup;
    std::uint64_t changes = 0;
};

struct Read {
    std::map<ledger::RecordId, ledger::RecordBase> bases;
    std::vector<exchange::SnapshotRow> rows;
    std::size_t bytes = 0;
};

Read read_all(Commune& commune, const exchange::SnapshotHead& head) {
    Read read;
    exchange::SnapshotReader reader(head);
    for (std::size_t i = 0; i < head.parts.size(); ++i) {
        const auto given = commune.get(commune.part_path(head, i));
        REQUIRE(given.status == server::http_status::ok);
        CHECK(given.body.size() <= exchange::snapshot_part_sent_max);
        read.bytes += given.body.size();
        const Bytes part = good(exchange::decompressed(given.body, exchange::snapshot_part_max));
        for (exchange::SnapshotItem& item : good(reader.take(part))) {
            if (auto* base = std::get_if<ledger::RecordBase>(&item)) {
                read.bases.emplace(base->record, std::move(*base));
            } else if (auto* row = std::get_if<exchange::SnapshotRow>(&item)) {
                read.rows.push_back(std::move(*row));
            }
        }
    }
    REQUIRE(reader.complete());
    return read;
}

bool is_about(const Operation& operation, const ledger::RecordId& id) {
    const auto approval = ledger::approval_payload(operation);
    if (!approval) return operation.record() == id;
    return std::ranges::any_of(approval->versions,
                               [&](const auto& one) { return one.record == id; });
}

}  // namespace

TEST_CASE("snapshot: what the province gives folds to the files of the whole log [LEDGER 20]",
          "[healing]") {
    Commune commune(461);
    commune.create(3);
    commune.work(1);
    CHECK(commune.get("/v2/snapshot").status == server::http_status::not_found);
    commune.work(29);
    commune.change(commune.files.front(), true);  // a draft above its version
    commune.laptop.exchange_all(commune.office);
    const auto told = commune.confirm();
    REQUIRE(told.snapshot);
    CHECK(told.snapshot->size == told.entries);
    CHECK(told.snapshot->offered);
    CHECK(told.snapshot->files == 3);
    CHECK(told.snapshot->left_out >= 3 * 29 * 3);
    CHECK(told.snapshot->bytes < told.snapshot->history_bytes);

    const auto head = commune.head_given();
    CHECK(head.size == told.entries);
    CHECK(head.stream == commune.laptop.ticket.stream);
    CHECK(exchange::verifies(head, commune.office.keys.log.public_key()));
    CHECK_FALSE(exchange::verifies(head, commune.office.keys.intake.public_key()));
    const Read read = read_all(commune, head);
    CHECK(read.bytes + exchange::encode(head).size() == told.snapshot->bytes);
    CHECK(read.rows.size() + told.snapshot->left_out == head.size);
    commune.see_whole(head.stream, [&](server::UnitStream& stream) {
        CHECK(good(stream.root_at(head.size)) == head.log.root());
        for (const auto& row : read.rows) {
            const auto stored = good(stream.find(row.operation.id));
            CHECK(row.standing() == stored->standing.as_of(head.size));
        }
        for (const Commune::File& file : commune.files) {
            const auto stored = good(stream.on_record(file.id));
            std::vector<Entry> all;
            for (const auto& one : stored) all.push_back({&one.operation, one.standing});
            std::vector<Entry> kept;
            for (const auto& row : read.rows) {
                if (!is_about(row.operation, file.id)) continue;
                kept.push_back({&row.operation, row.standing()});
            }
            REQUIRE(read.bases.contains(file.id));
            const auto whole = ledger::fold_record(file.id, all, Nobody());
            const auto state = ledger::fold_from(read.bases.at(file.id), kept, Nobody());
            CHECK(whole.cuts.size() == 30);
            CHECK(state.cuts.size() == 1);
            CHECK(state.effective.has_value());
            CHECK(state.status == whole.status);
            CHECK(state.draft.root == whole.draft.root);
            CHECK(ledger::document_of(state.draft) == ledger::document_of(whole.draft));
            CHECK(ledger::record_uid(state) == ledger::record_uid(whole));
        }
    });
}

TEST_CASE("snapshot: made once for each word, and who is just fetching one goes on with it",
          "[healing]") {
    Commune commune(462);
    commune.create(1);
    commune.work(40);
    REQUIRE(commune.confirm().snapshot);
    const auto first = commune.head_given();
    CHECK_FALSE(commune.confirm().snapshot);  // nothing has happened but the word itself
    commune.work(1);
    REQUIRE(commune.confirm().snapshot);
    const auto second = commune.head_given();
    CHECK(second.size > first.size);
    CHECK(read_all(commune, first).rows.size() < first.size);
    CHECK(read_all(commune, second).rows.size() < second.size);
    commune.work(1);
    REQUIRE(commune.confirm().snapshot);
    CHECK(commune.get(commune.part_path(first, 0)).status == server::http_status::not_found);
    CHECK(commune.get(commune.part_path(second, 0)).status == server::http_status::ok);
}

TEST_CASE("snapshot: not where it would be no less than the log, nor of a log that is gone",
          "[healing]") {
    Commune commune(463);
    commune.create(2);
    commune.work(1);
    const auto young = commune.confirm();
    REQUIRE(young.snapshot);
    CHECK_FALSE(young.snapshot->offered);
    CHECK(young.snapshot->bytes >= young.snapshot->history_bytes);
    CHECK(commune.get("/v2/snapshot").status == server::http_status::not_found);
    const fs::path early = commune.last_backup;
    commune.work(40);
    REQUIRE(commune.confirm().snapshot);
    CHECK(commune.head_given().size > young.entries);
    good(server::restore_backup(commune.province.data, early, nullptr, true,
                                commune.province.clock, commune.province.random));
    commune.office = commune.province.open();
    CHECK(commune.get("/v2/snapshot").status == server::http_status::not_found);
}

TEST_CASE("snapshot: for the unit's own laptops, and never a damaged part", "[healing]") {
    Commune commune(464);
    commune.create(1);
    commune.work(40);
    REQUIRE(commune.confirm().snapshot);
    const auto head = commune.head_given();
    const std::string part = commune.part_path(head, 0);
    commune.province.add_unit(commune.office, "30002");
    ServerLaptop other(commune.province.random,
                       commune.province.ticket(commune.office, "30002", "082190000011"));
    other.enrol(commune.office);
    for (const std::string& path : {std::string("/v2/snapshot"), part}) {
        CHECK(commune.get(path, std::nullopt).status == server::http_status::unauthorized);
        CHECK(commune.get(path, other.certificate).status == server::http_status::not_found);
        CHECK(server::route(commune.office, {"POST", path, {}, commune.laptop.certificate}).status ==
              server::http_status::method_not_allowed);
    }
    const std::string size = std::to_string(head.size);
    const std::vector<std::string> not_there{
        "/", "/" + size, "/" + size + "/", "/" + size + "/0/", "/" + size + "/-1",
        "/" + size + "/" + std::to_string(head.parts.size()), "/99/../0",
        "/" + size + "/99999999999999999999999", "/0/0"};
    for (const std::string& wrong : not_there) {
        CAPTURE(wrong);
        CHECK(commune.get("/v2/snapshot" + wrong).status == server::http_status::not_found);
    }
    CHECK(commune.get("/v2/snapshots").status == server::http_status::not_found);
    for (const auto& entry :
         fs::recursive_directory_iterator(commune.office.folder / "snapshots" / "parts")) {
        if (!entry.is_regular_file()) continue;
        Bytes bytes = good(crypto::read_file(entry.path(), 1024 * 1024));
        // Sealed: what a file says is nowhere to be read on the disk.
        CHECK(text_of(bytes).find("Trần Thị Bình") == std::string::npos);
        bytes[bytes.size() / 2] ^= 1;
        good(crypto::write_durably(entry.path(), bytes));
    }
    CHECK(commune.get(part).status != server::http_status::ok);
    CHECK(commune.get("/v2/snapshot").status == server::http_status::ok);
    good(server::revoke_device(commune.office, hex(commune.laptop.device.view()), "mất máy"));
    CHECK(commune.get("/v2/snapshot").status == server::http_status::forbidden);
}

}  // namespace soxa::tests::exchange_snapshot
