#include "client/office/enter.hpp"

#include <algorithm>
#include <set>

#include "client/office/access.hpp"
#include "client/office/move.hpp"
#include "client/office/attachments.hpp"
#include "client/office/person_number.hpp"
#include "client/office/record_json.hpp"
#include "sync/ledger/subject.hpp"

namespace soxa::office {

namespace {

using ledger::Act;
using ledger::Whose;

/// "key=value" at the first sign; nothing without one.
std::optional<std::pair<std::string, std::string>> split(const std::string& typed, char sign) {
    const auto at = typed.find(sign);
    if (at == std::string::npos) return std::nullopt;
    return std::pair(typed.substr(0, at), typed.substr(at + 1));
}

Fault fault(std::string_view where, std::string_view text) {
    return {std::string(where), "schema", std::string(text), {std::string(where)}};
}

/// The row that "education/2" or "education/UID" names.
const record::Row* find_row(const record::Document& document, const ledger::Seed& seed,
                            const record::Group& group, std::string_view name) {
    const auto rows = document.groups.find(group.tag);
    if (rows == document.groups.end()) return nullptr;
    for (std::size_t i = 0; i < rows->second.size(); ++i) {
        const record::Row& row = rows->second[i];
        if (name == std::to_string(i + 1) || name == ledger::row_uid(seed, row.id)) return &row;
    }
    return nullptr;
}

class TypedReader {
public:
    TypedReader(const ledger::RecordState& state, const record::Lists& lists)
        : document_(ledger::document_of(state.draft)),
          seed_(state.seed.value_or(ledger::Seed{})),
          lists_(lists) {}

    void set(const std::string& typed) {
        const auto parts = split(typed, '=');
        if (!parts) return refuse(typed, "edit.set_form");
        const record::Field* field = record::find_field("", parts->first);
        if (field == nullptr) return refuse(parts->first, "field.unknown");
        if (auto value = read(*field, parts->first, parts->second)) {
            change_.fields.insert_or_assign(field->tag, std::move(*value));
        }
    }

    void add(const std::string& typed) {
        const auto parts = split(typed, '=');
        if (!parts || record::find_group(parts->first) == nullptr) {
            return refuse(typed, "edit.add_form");
        }
        auto row = parse_json(parts->second);
        if (!row) {
            faults_.push_back({parts->first, "json", row.error().text, row.error().args});
            return;
        }
        Json file;
        file[parts->first] = Json::array({std::move(*row)});
        auto added = change_of(file, lists_);
        if (!added) {
            faults_.insert(faults_.end(), added.error().faults.begin(),
                           added.error().faults.end());
            return;
        }
        for (auto& one : added->added) change_.added.push_back(std::move(one));
    }

    void change(const std::string& typed) {
        const auto parts = split(typed, '=');
        const auto place = parts ? split(parts->first, '/') : std::nullopt;
        if (!place) return refuse(typed, "edit.change_form");
        const auto dot = place->second.rfind('.');
        if (dot == std::string::npos) return refuse(typed, "edit.change_form");
        const auto row = row_of(place->first, place->second.substr(0, dot));
        if (!row) return;
        const record::Field* field =
            record::find_field(place->first, place->second.substr(dot + 1));
        if (field == nullptr) return refuse(parts->first, "field.unknown");
        if (auto value = read(*field, parts->first, parts->second)) {
            change_.rows[*row].insert_or_assign(field->tag, std::move(*value));
        }
    }

    void remove(const std::string& typed) {
        const auto place = split(typed, '/');
        if (!place) return refuse(typed, "edit.remove_form");
        if (const auto row = row_of(place->first, place->second)) change_.removed.push_back(*row);
    }

    Result<ledger::Change> take() {
        if (!faults_.empty()) return soxa::refuse(std::move(faults_));
        return std::move(change_);
    }

private:
    using Maybe = std::optional<record::Value>;

    void refuse(std::string_view where, std::string_view text) {
        faults_.push_back(fault(where, text));
    }

    /// Nothing on a fault; nothing inside where the value is taken away.
    std::optional<Maybe> read(const record::Field& field, const std::string& where,
                              const std::string& typed) {
        if (!field.writable) {
            refuse(where, "field.not_writable");
            return std::nullopt;
        }
        if (typed.empty()) return Maybe{};
        auto value = typed.starts_with('[') && !Json::parse(typed, nullptr, false).is_discarded()
                         ? value_of(field, Json::parse(typed), lists_)
                         : record::parse(field, typed, lists_);
        if (value) return Maybe{std::move(*value)};
        Fault found = value.error();
        found.field = where;
        faults_.push_back(std::move(found));
        return std::nullopt;
    }

    std::optional<record::RowId> row_of(const std::string& group_id, const std::string& name) {
        const record::Group* group = record::find_group(group_id);
        const record::Row* row =
            group == nullptr ? nullptr : find_row(document_, seed_, *group, name);
        if (row == nullptr) {
            refuse(group_id + "/" + name, "edit.no_row");
            return std::nullopt;
        }
        return row->id;
    }

    record::Document document_;
    ledger::Seed seed_;
    const record::Lists& lists_;
    ledger::Change change_;
    std::vector<Fault> faults_;
};

std::string personal_id_in(const ledger::Change& change) {
    const record::Field* field = record::find_field("", "personal_id");
    const auto found = change.fields.find(field->tag);
    if (found == change.fields.end() || !found->second) return {};
    const auto* text = std::get_if<std::string>(&*found->second);
    return text == nullptr ? std::string() : *text;
}

}  // namespace

Result<void> check_unique(const Office& office, const std::string& personal_id,
                          const std::optional<ledger::RecordId>& self) {
    if (personal_id.empty()) return {};
    TRY_LET(const auto others, records_of_number(office, personal_id));
    for (const ledger::RecordId& other : others) {
        if (other == self) continue;
        TRY_LET(const auto state, office.store().record(other));
        // The province found that the number never was this person's: its owner may be entered.
        if (state && state->life.has_wrong_number(personal_id) &&
            ledger::number_known(*state) != personal_id) {
            continue;
        }
        // Given away, or left to another unit's: the person may come back as anybody does.
        if (state && state->life.archived() && state->life.closed->why != ledger::Reason::archived) {
            continue;
        }
        // A person may not learn of files that are not his own.
        if (state && state->life.archived() && office.role() != ledger::Role::person) {
            return refuse({{"personal_id", "R01", "record.exists_archived",
                            {ledger::record_uid(*state)}}});
        }
        if (!state || office.role() == ledger::Role::person) {
            return refuse({{"personal_id", "R01", "record.exists", {}}});
        }
        return refuse({{"personal_id", "R01", "record.exists_as", {ledger::record_uid(*state)}}});
    }
    return {};
}

namespace {

/// What a conflict is about, as `conflict resolve --field` takes it.
std::string name_of(const ledger::Conflict& conflict) {
    if (const record::Group* group = record::find_group(conflict.cell.tag)) {
        return std::string(group->id);
    }
    if (!conflict.cell.is_guard()) {
        const record::Field& field = *record::fields_of_cell(conflict.cell.tag).front();
        return field.group.empty() ? std::string(field.id)
                                   : std::string(field.group) + "." + std::string(field.id);
    }
    for (const record::Section& section : record::sections()) {
        if (section.tag == conflict.section) return "section:" + std::string(section.id);
    }
    return "section";
}

/// An edit of a cell in question would answer it without anybody having looked at the other
/// sides; it also asserts the guard of its section and the presence of its row. So the question
/// comes first.
Result<void> check_questions(const ledger::RecordState& state, const ledger::Edit& edit) {
    for (const ledger::Conflict& conflict : state.conflicts) {
        const bool touched = std::ranges::any_of(edit.cells, [&](const auto& assignment) {
            return assignment.cell == conflict.cell;
        });
        if (touched) return fail(Errc::decision_needed, "edit.in_conflict", {name_of(conflict)});
    }
    return {};
}

/// Once a version is approved, another number is the same person only by a document (F17).
Result<void> add_alias(const ledger::RecordState& state, const ledger::Change& change,
                       const std::string& basis, std::vector<Draft>& drafts) {
    if (!change.fields.contains(record::find_field("", "personal_id")->tag)) return {};
    const std::string number = personal_id_in(change);
    if (!ledger::needs_document(state, number)) return {};
    if (number.empty()) return refuse({{"personal_id", "F17", "record.number_emptied", {}}});
    if (basis.empty()) return refuse({{"personal_id", "F17", "record.number_basis", {}}});
    Draft draft;
    draft.kind = ledger::Kind::alias;
    draft.record = state.id;
    draft.payload =
        ledger::encode(ledger::Alias{ledger::number_known(state), number, basis});
    drafts.push_back(std::move(draft));
    return {};
}

/// A scan comes with its bytes: nobody adds a row that names none.
Result<void> check_scans(const ledger::Change& change) {
    const record::Tag digest = record::find_field("attachment", "sha256")->tag;
    for (const ledger::Change::Added& added : change.added) {
        const bool scan = added.group == ledger::attachment_group().tag;
        if (scan && !added.columns.contains(digest)) {
            return fail(Errc::invalid_input, "attachment.needs_file");
        }
    }
    return {};
}

/// The cells of set fields whose value is what it was, which build_edit() leaves out otherwise.
std::set<ledger::Cell> said_again(const ledger::RecordState& state, const ledger::Change& change) {
    const record::Document document = ledger::document_of(state.draft);
    std::set<ledger::Cell> cells;
    for (const auto& [tag, value] : change.fields) {
        const auto is = document.fields.find(tag);
        const bool stands = value && is != document.fields.end() && is->second == *value;
        if (stands) cells.insert(ledger::field_cell(*record::find_field(tag)));
    }
    return cells;
}

}  // namespace

Result<ledger::RecordId> new_record(Office& office, const ledger::Change& change,
                                    const std::vector<ledger::OperationId>& rests_on) {
    const std::string personal_id = personal_id_in(change);
    const bool own = personal_id == office.account().made.personal_id;
    TRY(office.may(Act::enter, own ? Whose::own : Whose::others));
    TRY(check_unit(office));
    if (change.empty()) return fail(Errc::invalid_input, "record.empty");
    TRY(check_unique(office, personal_id, std::nullopt));
    Draft draft;
    TRY_LET(draft.edit, ledger::build_edit(nullptr, change));
    draft.references = rests_on;
    TRY_LET(const auto names, office.write({std::move(draft)}));
    return names.front();
}

Result<ledger::Change> change_of(const ledger::RecordState& state, const TypedEdit& typed,
                                 const record::Lists& lists) {
    TypedReader reader(state, lists);
    for (const std::string& one : typed.set) reader.set(one);
    for (const std::string& one : typed.add) reader.add(one);
    for (const std::string& one : typed.change) reader.change(one);
    for (const std::string& one : typed.remove) reader.remove(one);
    return reader.take();
}

Result<record::RowId> row_named(const ledger::RecordState& state, const std::string& typed) {
    const record::Lists lists;  // no value is read
    TypedReader reader(state, lists);
    reader.remove(typed);
    TRY_LET(const ledger::Change change, reader.take());
    return change.removed.front();
}

Result<void> add_evidence(std::string_view group, const record::Row& row,
                          const std::vector<std::string>& digests, ledger::Setting& columns) {
    const record::Field& evidence = *record::find_field(group, "evidence_ids");
    std::vector<std::string> ids;
    const auto there = row.columns.find(evidence.tag);
    if (there != row.columns.end()) {
        const auto* list = std::get_if<std::vector<std::string>>(&there->second);
        if (list != nullptr) ids = *list;
    }
    for (const std::string& digest : digests) {
        if (std::ranges::find(ids, digest) == ids.end()) ids.push_back(digest);
    }
    if (ids.size() > record::list_count_max) {
        return fail(Errc::invalid_input, "attachment.row_full",
                    {std::to_string(record::list_count_max)});
    }
    columns.insert_or_assign(evidence.tag, std::move(ids));
    return {};
}

Result<std::vector<ledger::OperationId>> rest_on(const Office& office,
                                                 const ledger::RecordState& state,
                                                 const std::vector<std::string>& evidence,
                                                 ledger::Change& change) {
    std::vector<ledger::OperationId> operations;
    std::vector<std::string> digests;
    TRY_LET(const auto list, attachments(office, state));
    for (const std::string& name : evidence) {
        TRY_LET(const ListedAttachment one, attachment_named(list, name));
        const std::string digest = hex(one.row.file.digest.view());
        if (std::ranges::find(digests, digest) != digests.end()) continue;
        digests.push_back(digest);
        if (std::ranges::find(operations, one.row.row.added) == operations.end()) {
            operations.push_back(one.row.row.added);
        }
    }
    if (digests.empty()) return operations;
    for (auto& added : change.added) {
        const std::string_view group = record::find_group(added.group)->id;
        added.columns[record::find_field(group, "evidence_ids")->tag] = digests;
    }
    const record::Document document = ledger::document_of(state.draft);
    for (const auto& [group, rows] : document.groups) {
        for (const record::Row& row : rows) {
            const auto changed = change.rows.find(row.id);
            if (changed == change.rows.end()) continue;
            TRY(add_evidence(record::find_group(group)->id, row, digests, changed->second));
        }
    }
    return operations;
}

Result<bool> edit_record(Office& office, const ledger::RecordState& state,
                         const ledger::Change& change, const std::string& basis,
                         const std::vector<ledger::OperationId>& evidence) {
    TRY(office.may(Act::enter, office.whose(state)));
    TRY(check_open(office, state));
    TRY(check_scans(change));
    const std::string number = personal_id_in(change);
    if (office.role() == ledger::Role::person && !number.empty() &&
        number != office.account().made.personal_id) {
        return refuse({{"personal_id", "F17", "record.own_number", {}}});
    }
    TRY(check_unique(office, number, state.id));
    Draft draft;
    draft.record = state.id;
    // A value that stands already is said again, so that its proof stands with it.
    const auto again = evidence.empty() ? std::set<ledger::Cell>() : said_again(state, change);
    TRY_LET(draft.edit, ledger::build_edit(&state, change, again));
    std::vector<Draft> drafts;
    if (!draft.edit.cells.empty()) {
        TRY(check_questions(state, draft.edit));
        TRY(check_seen(office, state, draft.edit));
        TRY(add_alias(state, change, basis, drafts));
        draft.references = evidence;
        drafts.push_back(std::move(draft));
    }
    if (drafts.empty()) return false;
    TRY(office.write(std::move(drafts)));
    return true;
}

}  // namespace soxa::office
