#include "client/office/import.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "client/office/access.hpp"
#include "client/office/csv.hpp"
#include "client/office/enter.hpp"
#include "client/office/record_view.hpp"
#include "crypto/base/utf8.hpp"
#include "sync/record/legacy_text.hpp"

namespace soxa::office {

namespace {

// A transaction's worth: the whole list would be lost to a power cut at its end.
constexpr std::size_t records_per_write = 100;
// An import is named by its first record and how many there are: they follow each other in the
// chain of who took them in, so nothing needs to be kept besides.
constexpr std::size_t import_id_bytes = 8;

std::vector<std::string_view> lines_of(std::string_view text) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back(line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::string personal_id_in(const ledger::Change& change) {
    const auto found = change.fields.find(record::find_field("", "personal_id")->tag);
    if (found == change.fields.end() || !found->second) return {};
    const auto* text = std::get_if<std::string>(&*found->second);
    return text == nullptr ? std::string() : *text;
}

/// Of a list that is no Unicode: some text that no old font explains, or that was not put right.
bool says_other_letters(const Json& now, const Json& typed) {
    if (now.is_structured()) {
        for (auto at = now.begin(), was = typed.begin(); at != now.end(); ++at, ++was) {
            if (says_other_letters(*at, *was)) return true;
        }
        return false;
    }
    if (!now.is_string() || now != typed) return false;
    return std::ranges::any_of(now.get_ref<const std::string&>(), [](char c) {
        return static_cast<unsigned char>(c) >= 0x80;
    });
}

class Importer {
public:
    Importer(Office& office, bool dry, Repairs repairs)
        : office_(&office), lists_(office.lists()), dry_(dry), repairs_(repairs) {}

    /// The list is no Unicode: a value with letters beyond Latin is taken only as an old font's.
    void widen() { widened_ = true; }

    Result<void> take(std::size_t number, Result<Json> json) {
        auto change = json ? read(number, *std::move(json)) : tl::make_unexpected(json.error());
        if (!change) {
            if (change.error().code != Errc::invalid_input) {
                return tl::make_unexpected(std::move(change).error());
            }
            std::vector<Fault> faults = std::move(change.error().faults);
            if (faults.empty()) {
                faults.push_back({"line", "json", change.error().text, change.error().args});
            }
            imported_.refused.push_back({number, std::move(faults)});
            return {};
        }
        Draft draft;
        TRY_LET(draft.edit, ledger::build_edit(nullptr, change->change));
        // Said of this line: the write would refuse all that go with it.
        if (!ledger::fits(draft.edit)) {
            imported_.refused.push_back({number, {{"line", "schema", "edit.too_large", {}}}});
            return {};
        }
        drafts_.push_back(std::move(draft));
        imported_.ok += 1;
        if (change->put_right) imported_.fixed += 1;
        return drafts_.size() < records_per_write ? Result<void>() : flush();
    }

    Result<void> flush() {
        std::vector<Draft> drafts = std::exchange(drafts_, {});
        if (dry_ || drafts.empty()) return {};
        TRY_LET(const auto names, office_->write(std::move(drafts)));
        if (first_.empty()) first_ = hex(names.front().view().first(import_id_bytes));
        for (const ledger::OperationId& name : names) {
            TRY_LET(const auto state, office_->store().record(name));
            if (state) imported_.records.push_back(ledger::record_uid(*state));
        }
        return {};
    }

    Imported done() {
        if (!first_.empty()) {
            imported_.id = first_ + "-" + std::to_string(imported_.records.size());
        }
        return std::move(imported_);
    }

private:
    struct Line {
        ledger::Change change;
        bool put_right = false;
    };

    Result<Line> read(std::size_t number, Json json) {
        const Json typed = json;
        for (Repair& one : repairs_of(json, repairs_ == Repairs::taken)) {
            imported_.proposed.push_back({number, std::move(one)});
        }
        if (widened_ && says_other_letters(json, typed)) {
            return fail(Errc::invalid_input, "import.not_unicode");
        }
        TRY_LET(ledger::Change change, change_of(json, lists_));
        if (change.empty()) return fail(Errc::invalid_input, "record.empty");
        const std::string personal_id = personal_id_in(change);
        const bool put_right = was_put_right(typed, change);
        if (personal_id.empty()) return Line{std::move(change), put_right};
        TRY(check_unique(*office_, personal_id, std::nullopt));
        const auto [first, fresh] = seen_.emplace(personal_id, number);
        if (!fresh) {
            return refuse({{"personal_id", "R01", "import.twice", {std::to_string(first->second)}}});
        }
        return Line{std::move(change), put_right};
    }

    Office* office_;
    record::Lists lists_;
    bool dry_;
    Repairs repairs_;
    bool widened_ = false;
    std::map<std::string, std::size_t> seen_;  ///< personal numbers, and in which line
    std::string first_;
    std::vector<Draft> drafts_;
    Imported imported_;
};

/// Who brought a list in takes it back, and nobody else.
bool is_of(const Office& office, const ledger::ChainId& id) {
    const ledger::ChainState* const chain = office.store().directory().chain(id);
    return chain != nullptr && chain->open.account == office.account().id;
}

/// The records of an import, in order.
Result<std::vector<ledger::RecordId>> records_of_import(Office& office, std::string_view id) {
    const auto unknown = [&] {
        return fail(Errc::invalid_input, "import.unknown", {std::string(id)});
    };
    const std::size_t dash = id.find('-');
    if (dash != import_id_bytes * 2) return unknown();
    std::size_t left = 0;
    const std::string_view count = id.substr(dash + 1);
    const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), left);
    if (error != std::errc() || end != count.data() + count.size() || left == 0) return unknown();
    TRY_LET(const auto edits, office.store().operations_of(ledger::Kind::edit));
    std::vector<ledger::RecordId> records;
    std::optional<ledger::ChainId> chain;
    for (const ledger::Stored& one : edits) {
        const ledger::Header& header = one.operation.header;
        if (header.record) continue;
        const bool first =
            hex(one.operation.id.view().first(import_id_bytes)) == id.substr(0, dash);
        if (!chain && first && is_of(office, header.chain)) chain = header.chain;
        if (!chain || header.chain != *chain || records.size() == left) continue;
        records.push_back(one.operation.id);
    }
    if (records.size() != left) return unknown();
    return records;
}

/// What takes away everything that a file says.
ledger::Change all_withdrawn(const ledger::RecordState& state) {
    ledger::Change change;
    const record::Document document = ledger::document_of(state.draft);
    for (const auto& [tag, value] : document.fields) change.fields.emplace(tag, std::nullopt);
    for (const auto& [group, rows] : document.groups) {
        for (const record::Row& row : rows) change.removed.push_back(row.id);
    }
    return change;
}

}  // namespace

Result<TakenBack> undo_import(Office& office, std::string_view id) {
    TRY(office.may(ledger::Act::enter, ledger::Whose::others));
    TRY_LET(const std::vector<ledger::RecordId> records, records_of_import(office, id));
    TakenBack done;
    std::vector<Draft> drafts;
    for (const ledger::RecordId& record : records) {
        TRY_LET(const auto state, office.store().record(record));
        TRY_LET(const auto operations, office.store().operations_on(record));
        if (!state) continue;
        const ledger::Change change = all_withdrawn(*state);
        if (change.empty()) continue;  // taken back already
        if (operations.size() > 1) {
            done.kept.push_back(ledger::record_uid(*state));
            continue;
        }
        Draft draft;
        draft.record = record;
        TRY_LET(draft.edit, ledger::build_edit(&*state, change));
        drafts.push_back(std::move(draft));
        done.records += 1;
        if (drafts.size() < records_per_write) continue;
        TRY(office.write(std::exchange(drafts, {})));
    }
    if (!drafts.empty()) TRY(office.write(std::move(drafts)));
    return done;
}

Result<Imported> import_lines(Office& office, std::string_view text, bool dry,
                              const std::function<void(std::size_t, std::size_t)>& progress,
                              Repairs repairs) {
    TRY(office.may(ledger::Act::enter, ledger::Whose::others));
    Importer importer(office, dry, repairs);
    std::string widened;
    if (!is_utf8(text)) {
        widened = record::widened(bytes_of(text));
        text = widened;
        importer.widen();
    }
    if (is_csv(text)) {
        TRY_LET(const CsvList list, read_csv(text));
        for (std::size_t i = 0; i < list.rows.size(); ++i) {
            TRY(importer.take(list.rows[i].line, json_of(list, list.rows[i])));
            progress(i + 1, list.rows.size());
        }
    } else {
        const std::vector<std::string_view> lines = lines_of(text);
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (lines[i].find_first_not_of(" \t") != std::string_view::npos) {
                TRY(importer.take(i + 1, parse_json(lines[i])));
            }
            progress(i + 1, lines.size());
        }
    }
    TRY(importer.flush());
    return importer.done();
}

Result<std::size_t> export_lines(Office& office, const std::vector<std::string>& uids,
                                 const std::string& purpose,
                                 const std::function<void(const std::string&)>& line) {
    std::size_t left_out = 0;
    std::vector<ledger::RecordId> given;
    std::vector<Draft> uses;
    TRY_LET(const auto records, office.store().list());
    for (const std::string& uid : uids) TRY(office.record(uid, ledger::Act::read_file));
    for (const store::RecordLine& one : records) {
        const bool wanted = uids.empty() || std::ranges::find(uids, one.uid) != uids.end();
        if (!wanted) continue;
        auto state = office.record(one.uid, ledger::Act::read_file);
        if (!state && office.role() == ledger::Role::person) continue;
        if (!state) return tl::make_unexpected(std::move(state).error());
        // What asks why is not given out in passing: only when it is named, or why is said.
        if (uids.empty() && purpose.empty() && sight_of(office, *state).asks_purpose) {
            ++left_out;
            continue;
        }
        TRY_LET(auto use, use_of(office, *state, ledger::Use::give_out, purpose));
        if (use) uses.push_back(*std::move(use));
        given.push_back(state->id);
    }
    // Nothing leaves before it stands in the ledger that it does.
    if (!uses.empty()) TRY(office.write(std::move(uses)));
    for (const ledger::RecordId& id : given) {
        TRY_LET(const auto state, office.store().record(id));
        if (!state) return fail(Errc::defect, "record.unknown");
        TRY_LET(Json json, shown(office, *state, std::nullopt));
        json.erase("local");
        line(json.dump());
    }
    return left_out;
}

}  // namespace soxa::office
