// Scans in the ledger: rows that name bytes, what a value rests on, the province's receipt.
#include <catch2/catch_test_macros.hpp>

#include "sync/ledger/attachment_wanted.hpp"
#include "sync/ledger/edit.hpp"
#include "sync/record/page_count.hpp"

namespace soxa::tests::ledger_attachment {

using namespace soxa::ledger;

struct NobodyKnown final : Authors {
    [[nodiscard]] std::optional<Role> role_of(const ChainId&) const override { return std::nullopt; }
};

AttachmentRow scan(std::uint8_t filler) {
    AttachmentRow row;
    row.kind = "07";
    row.title = "QĐ nâng lương";
    row.pages = 2;
    row.mime = "image/jpeg";
    row.file.digest.bytes.fill(filler);
    row.file.size = 1000;
    row.thumbnail = NamedBytes{{}, 90, true};
    row.thumbnail->digest.bytes.fill(static_cast<std::uint8_t>(filler + 100));
    return row;
}

/// One chain that edits one record.
struct Record {
    RecordState state() const {
        std::vector<Entry> entries;
        for (const Operation& one : made) entries.push_back({&one, {}});
        return fold_record(made.front().id, entries, NobodyKnown());
    }
    std::set<std::string, std::less<>> proven() const {
        std::vector<Entry> entries;
        for (const Operation& one : made) entries.push_back({&one, {}});
        return evidenced(state(), entries);
    }
    const Operation& edit(const Change& change, std::vector<OperationId> evidence = {}) {
        const std::optional<RecordState> seen =
            made.empty() ? std::nullopt : std::optional(state());
        const auto built = build_edit(seen ? &*seen : nullptr, change);
        REQUIRE(built);
        Header header;
        header.kind = Kind::edit;
        if (seen) header.record = seen->id;
        header.cells = built->cells;
        header.references = std::move(evidence);
        EditPayload payload{seen ? std::nullopt : std::optional(Seed{}), built->values};
        made.push_back(extend(tail, std::move(header), encode(payload)));
        return made.back();
    }
    const Operation& set(const std::string& id, const std::string& value,
                         std::vector<OperationId> evidence = {}) {
        Change change;
        change.fields.emplace(record::find_field("", id)->tag, value);
        return edit(change, std::move(evidence));
    }
    const Operation& attach(std::uint8_t filler) {
        Change change;
        change.added.push_back({attachment_group().tag, columns_of(scan(filler))});
        return edit(change);
    }
    ChainTail tail;
    std::vector<Operation> made;
};

TEST_CASE("attachment: an edit names the bytes of its scans", "[ledger]") {
    Record record;
    record.set("full_name", "Nguyễn Văn An");
    const Operation added = record.attach(1);
    const auto named = bytes_named(added);
    REQUIRE(named.size() == 2);
    CHECK(named[0] == scan(1).file);
    CHECK(named[1] == *scan(1).thumbnail);
    const auto rows = attachments_of(document_of(record.state().draft));
    REQUIRE(rows.size() == 1);
    CHECK(rows.front().row.added == added.id);
    CHECK(rows.front().title == "QĐ nâng lương");
    CHECK(rows.front().pages == 2);
    CHECK(bytes_named(record.made.front()).empty());
}

TEST_CASE("attachment: the content root covers what a scan is", "[ledger]") {
    Record one;
    one.set("full_name", "Nguyễn Văn An");
    const auto before = one.state().draft.root;
    one.attach(1);
    CHECK(one.state().draft.root != before);
}

TEST_CASE("attachment: a value is proven by its own edit's scan and by none of before [R32]",
          "[ledger]") {
    Record record;
    record.set("full_name", "Nguyễn Văn An");
    const OperationId scanned = record.attach(1).id;
    record.set("birth_date", "1980-01-02", {scanned});
    CHECK(record.proven().contains("birth_date"));
    CHECK_FALSE(record.proven().contains("full_name"));
    record.set("birth_date", "1981-01-02");
    CHECK_FALSE(record.proven().contains("birth_date"));
    record.set("birth_date", "1982-01-02", {scanned});
    CHECK(record.proven().contains("birth_date"));
    // A scan that was taken away proves nothing.
    Change removal;
    removal.removed = {{scanned, 0}};
    record.edit(removal);
    CHECK_FALSE(record.proven().contains("birth_date"));
}

TEST_CASE("attachment: the receipt says which bytes, and nothing else is one", "[ledger]") {
    const std::vector<crypto::Digest> digests{scan(1).file.digest, scan(2).file.digest};
    ChainTail tail;
    Header header;
    header.kind = Kind::attachment_receipt;
    const Operation receipt = extend(tail, header, encode_attachment_receipt(digests));
    CHECK(attachment_receipt(receipt) == digests);
    header.kind = Kind::context;
    CHECK_FALSE(attachment_receipt(extend(tail, header, encode_attachment_receipt(digests))));
}

TEST_CASE("attachment: the province's last word on bytes counts, by its place in the log", "[ledger]") {
    const std::vector<crypto::Digest> both{scan(1).file.digest, scan(2).file.digest};
    const std::vector<crypto::Digest> lost{scan(2).file.digest};
    ChainTail tail;
    const auto said = [&](Kind kind, const std::vector<crypto::Digest>& digests,
                          std::optional<std::uint64_t> position) {
        Header header;
        header.kind = kind;
        Stored stored;
        stored.operation = extend(tail, header, encode_attachment_receipt(digests));
        stored.standing.position = position;
        return stored;
    };
    const std::vector<Stored> first{said(Kind::attachment_receipt, both, 5)};
    const std::vector<Stored> wanted{said(Kind::attachment_wanted, lost, 9)};
    CHECK(wanted_again(wanted[0].operation) == lost);
    CHECK_FALSE(attachment_receipt(wanted[0].operation));
    CHECK(bytes_received(first, {}) == std::set(both.begin(), both.end()));
    CHECK(bytes_received(first, wanted) == std::set{both[0]});
    std::vector<Stored> again = first;
    again.push_back(said(Kind::attachment_receipt, lost, 12));
    CHECK(bytes_received(again, wanted) == std::set(both.begin(), both.end()));
    // Nobody has confirmed it.
    CHECK(bytes_received(first, std::vector{said(Kind::attachment_wanted, lost, std::nullopt)}) ==
          std::set(both.begin(), both.end()));
}

TEST_CASE("page count: as plain PDFs tell it, and nothing where they do not [DM-3.10]",
          "[ledger]") {
    using record::page_count;
    const auto of = [](std::string_view text) { return page_count(bytes_of(text)); };
    CHECK(of("%PDF-1.4\n<</Type/Pages/Count 2>>\n<</Type /Page>>\n<</Type\n/Page /Parent 1 0 R>>") == 2);
    CHECK(of("%PDF-1.5\n<</Type/Pages /Count 12 >>") == 12);
    CHECK_FALSE(of("%PDF-1.5\nxxxx"));
    CHECK_FALSE(of("%PDF-1.5\n/Count 999999999999999999999"));
    CHECK(of("\xFF\xD8\xFF\xE0") == 1);
    CHECK_FALSE(of("hello"));
}

}  // namespace soxa::tests::ledger_attachment
