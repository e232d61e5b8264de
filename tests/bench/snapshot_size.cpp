// What a new laptop begins with: the snapshot of files that were worked on for years and approved
// each month, beside the whole history (LEDGER §2, growth). Invented texts, one clerk, one head; a
// file begins with some 190 values in its fields and rows. Prints bytes a file, as they are and as
// the wire compresses them; decides nothing.
//
//   build/release/bin/snapshot_size_bench [FILES [YEARS]]
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <random>

#include "sync/exchange/compression.hpp"
#include "sync/exchange/laptop.hpp"
#include "sync/exchange/snapshot.hpp"
#include "sync/ledger/edit.hpp"

namespace {

using namespace soxa;
using namespace soxa::ledger;

class Nobody final : public Authors {
public:
    [[nodiscard]] std::optional<Role> role_of(const ChainId&) const override {
        return std::nullopt;
    }
};

class Commune final : public exchange::WholeLog {
public:
    Commune() {
        for (ChainTail* tail : {&clerk_, &head_}) {
            tail->stream = 7;
            tail->chain = drawn<ChainId>();
            tail->seed = drawn<Seed>();
        }
    }

    RecordId create() {
        Change change;
        for (const record::Field& field : record::fields()) {
            if (field.group.empty() && field.writable) {
                change.fields.emplace(field.tag, value_of(field));
            }
        }
        for (const record::Group& group : record::groups()) {
            if (group.id == "attachment") continue;
            for (int row = 0; row < 2; ++row) change.added.push_back(row_of(group));
        }
        const Edit edit = *build_edit(nullptr, change);
        Header header;
        header.kind = Kind::edit;
        header.cells = edit.cells;
        put(clerk_, header, encode(EditPayload{drawn<Seed>(), edit.values}));
        records_.push_back(made_.back().operation.id);
        return records_.back();
    }

    /// Three edits, the version named and approved, as a month goes.
    void month(const RecordId& id) {
        for (int i = 0; i < 3; ++i) {
            const RecordState state = folded(id);
            Change change;
            if (dice_() % 12 == 0) {
                change.added.push_back(row_of(*record::find_group("work_history")));
            } else {
                const auto fields = record::fields();
                const record::Field* field = nullptr;
                while (field == nullptr || !field->group.empty() || !field->writable) {
                    field = &fields[dice_() % fields.size()];
                }
                change.fields.emplace(field->tag, value_of(*field));
            }
            const auto edit = build_edit(&state, change);
            if (!edit || edit->cells.empty()) continue;
            Header header;
            header.kind = Kind::edit;
            header.record = id;
            header.cells = edit->cells;
            put(clerk_, header, encode(EditPayload{std::nullopt, edit->values}));
        }
        Header submit;
        submit.kind = Kind::submit;
        submit.record = id;
        submit.references = {last_of(id)};
        put(clerk_, submit, encode_reason(""));
        const OperationId cut = made_.back().operation.id;
        const auto root = folded(id).cut(cut)->content.root;
        if (!root) return;
        Header approve;
        approve.kind = Kind::approve;
        approve.references = {cut};
        // A signature over all of a month's files is one; here each file bears its part of it.
        put(head_, approve,
            encode(ApprovalPayload{{1}, {2}, {{cut, id, root->root, record::schema_version}}}));
    }

    [[nodiscard]] std::uint64_t size() const { return made_.size(); }
    [[nodiscard]] std::size_t wire_bytes() {
        std::vector<exchange::Outgoing> all;
        for (const Row& row : made_) {
            all.push_back({row.operation, row.seed, crypto::Signature{}});
        }
        std::size_t bytes = 0;
        std::size_t done = 0;
        while (done < all.size()) {
            std::size_t count = 0;
            for (const Bytes& frame :
                 exchange::frames_of(all, done, exchange::NothingShared(), count)) {
                bytes += exchange::compressed(frame).size();
            }
            done += count;
        }
        return bytes;
    }

    Result<std::vector<RecordId>> records() override { return records_; }
    Result<std::vector<Stored>> on_record(const RecordId& id) override {
        std::vector<Stored> found;
        for (const std::size_t i : by_record_[id]) {
            found.push_back({made_[i].operation, made_[i].standing});
        }
        return found;
    }
    Result<void> each_row(const std::function<Result<void>(const Row&)>& look) override {
        for (const Row& row : made_) TRY(look(row));
        return {};
    }

private:
    template <class Fixed>
    Fixed drawn() {
        Fixed id;
        for (auto& byte : id.bytes) byte = static_cast<std::uint8_t>(dice_());
        return id;
    }
    record::Value value_of(const record::Field& field) {
        static constexpr std::string_view words[] = {"Trường", "Đại học", "Công chức", "xã",
                                                     "Hưng Yên", "Quyết định", "2019", "Văn phòng",
                                                     "thống kê", "Tiền Hải", "hạng III", "kế toán"};
        const auto number = static_cast<std::int64_t>(dice_() % 9000 + 1000);
        switch (field.type) {
            case record::Type::year:
            case record::Type::integer:
            case record::Type::decimal1:
            case record::Type::decimal2:
            case record::Type::percent:
            case record::Type::money: return number;
            case record::Type::date:
            case record::Type::partial_date: return "20" + std::to_string(10 + number % 15) + "-03-12";
            case record::Type::year_month: return "20" + std::to_string(10 + number % 15) + "-03";
            case record::Type::code: return std::to_string(number % 90);
            case record::Type::codes:
            case record::Type::texts:
                return std::vector<std::string>{std::to_string(number % 90)};
            default: break;
        }
        std::string text;
        for (int i = 0; i < 3; ++i) text += std::string(words[dice_() % std::size(words)]) + " ";
        return text + std::to_string(number);
    }
    Change::Added row_of(const record::Group& group) {
        Change::Added row{group.tag, {}};
        for (const record::Field& field : record::fields()) {
            if (field.group == group.id && field.writable) {
                row.columns.emplace(field.tag, value_of(field));
            }
        }
        return row;
    }
    RecordState folded(const RecordId& id) {
        std::vector<Entry> entries;
        for (const std::size_t i : by_record_[id]) {
            entries.push_back({&made_[i].operation, made_[i].standing});
        }
        return fold_record(id, entries, Nobody());
    }
    OperationId last_of(const RecordId& id) {
        for (auto at = by_record_[id].rbegin();; ++at) {
            if (made_[*at].operation.header.kind != Kind::approve) return made_[*at].operation.id;
        }
    }
    void put(ChainTail& tail, Header header, Bytes payload) {
        header.at = timestamp_of(1'790'000'000 + 3600 * made_.size());
        Row row;
        row.operation = extend(tail, std::move(header), std::move(payload));
        row.seed = tail.seed;
        row.standing.position = made_.size() + 1;
        row.standing.received = row.operation.header.at;
        row.entry = {*row.standing.position, row.operation.id, Judgement::accepted, Reason::none,
                     row.standing.received};
        const auto approval = approval_payload(row.operation);
        by_record_[approval ? approval->versions.front().record : row.operation.record()].push_back(
            made_.size());
        made_.push_back(std::move(row));
    }

    std::mt19937 dice_{7};
    ChainTail clerk_;
    ChainTail head_;
    std::deque<Row> made_;
    std::vector<RecordId> records_;
    std::map<RecordId, std::vector<std::size_t>> by_record_;
};

}  // namespace

int main(int count, char** arguments) {
    const int files = count > 1 ? std::atoi(arguments[1]) : 10;
    const int years = count > 2 ? std::atoi(arguments[2]) : 10;
    Commune commune;
    for (int i = 0; i < files; ++i) static_cast<void>(commune.create());
    const auto ids = commune.records();
    const auto tell = [&](int year) {
        std::size_t plain = 0;
        std::size_t packed = 0;
        const auto made = exchange::make_snapshot(
            commune, 7, commune.size(), [&](ByteView part) -> Result<void> {
                plain += part.size();
                packed += exchange::compressed(part).size();
                return {};
            });
        if (!made) return false;
        const auto each = [&](std::size_t bytes) { return bytes / static_cast<std::size_t>(files); };
        std::printf("year %2d: %6llu operations, %5llu left out; a file: history %6zu B on the wire, "
                    "snapshot %6zu B, compressed %6zu B\n",
                    year, static_cast<unsigned long long>(commune.size()),
                    static_cast<unsigned long long>(made->left_out), each(commune.wire_bytes()),
                    each(plain), each(packed));
        std::fflush(stdout);
        return true;
    };
    for (int year = 0; year <= years; ++year) {
        for (int month = 0; month < (year == 0 ? 1 : 12); ++month) {
            for (const RecordId& id : *ids) commune.month(id);
        }
        if ((year <= 1 || year % 3 == 1) && !tell(year)) return 1;
    }
    return 0;
}
