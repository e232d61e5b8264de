#include "client/office/import.hpp"

#include <algorithm>
#include <set>

#include "client/office/record_view.hpp"

namespace soxa::office {

namespace {

// A transaction's worth: the whole list would be lost to a power cut at its end.
constexpr std::size_t records_per_write = 100;

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

class Importer {
public:
    Importer(Office& office, bool dry) : office_(&office), dry_(dry) {}

    Result<void> take(std::size_t number, std::string_view line) {
        auto change = read(line);
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
        TRY_LET(draft.edit, ledger::build_edit(nullptr, *change));
        drafts_.push_back(std::move(draft));
        imported_.ok += 1;
        return drafts_.size() < records_per_write ? Result<void>() : flush();
    }

    Result<void> flush() {
        std::vector<Draft> drafts = std::exchange(drafts_, {});
        if (dry_ || drafts.empty()) return {};
        TRY_LET(const auto names, office_->write(std::move(drafts)));
        for (const ledger::OperationId& name : names) {
            TRY_LET(const auto state, office_->store().record(name));
            if (state) imported_.records.push_back(ledger::record_uid(*state));
        }
        return {};
    }

    Imported done() { return std::move(imported_); }

private:
    Result<ledger::Change> read(std::string_view line) {
        TRY_LET(const Json json, parse_json(line));
        TRY_LET(ledger::Change change, change_of(json));
        if (change.empty()) return fail(Errc::invalid_input, "record.empty");
        const std::string personal_id = personal_id_in(change);
        if (personal_id.empty()) return change;
        TRY_LET(const auto there, office_->store().records_with_personal_id(personal_id));
        if (!there.empty() || !seen_.insert(personal_id).second) {
            return refuse({{"personal_id", "R01", "record.exists", {}}});
        }
        return change;
    }

    Office* office_;
    bool dry_;
    std::set<std::string> seen_;
    std::vector<Draft> drafts_;
    Imported imported_;
};

}  // namespace

Result<Imported> import_lines(Office& office, std::string_view text, bool dry,
                              const std::function<void(std::size_t, std::size_t)>& progress) {
    TRY(office.may(ledger::Act::enter, ledger::Whose::others));
    const std::vector<std::string_view> lines = lines_of(text);
    Importer importer(office, dry);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (lines[i].find_first_not_of(" \t") != std::string_view::npos) {
            TRY(importer.take(i + 1, lines[i]));
        }
        progress(i + 1, lines.size());
    }
    TRY(importer.flush());
    return importer.done();
}

Result<void> export_lines(Office& office, const std::vector<std::string>& uids,
                          const std::function<void(const std::string&)>& line) {
    TRY_LET(const auto records, office.store().list());
    for (const store::RecordLine& one : records) {
        const bool wanted = uids.empty() || std::ranges::find(uids, one.uid) != uids.end();
        if (!wanted) continue;
        auto state = office.record(one.uid, ledger::Act::read_file);
        if (!state && office.role() == ledger::Role::person) continue;
        if (!state) return tl::make_unexpected(std::move(state).error());
        TRY_LET(Json json, shown(office, *state, std::nullopt));
        json.erase("local");
        line(json.dump());
    }
    return {};
}

}  // namespace soxa::office
