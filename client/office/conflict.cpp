#include "client/office/conflict.hpp"

#include <algorithm>
#include <set>

#include "client/office/access.hpp"
#include "client/office/conflict_before.hpp"
#include "client/office/move.hpp"
#include "client/office/resolution_edit.hpp"
#include "sync/ledger/error_report.hpp"
#include "sync/record/conflict_policy.hpp"
#include "sync/record/text.hpp"

namespace soxa::office {

namespace {

using ledger::Cell;
using ledger::Claim;

std::string short_id(const ledger::RecordState& state, const Cell& cell, std::string_view field) {
    const Bytes name = ledger::encoded(cell);
    return hex(crypto::sha256({state.id.view(), name, bytes_of(field)}).view().first(6));
}

/// The operation behind a claim, as far as it is here.
Dispute::Side side_of(const Office& office, const Claim& claim) {
    Dispute::Side side;
    side.by = claim.by;
    side.claim = claim.value;
    const auto stored = office.store().operation(claim.by);
    if (stored && *stored) {
        const ledger::Header& header = (*stored)->operation.header;
        side.at = header.at;
        side.clock = claimed_time(office, **stored);
        side.author = author_of(office, header.chain);
        const ledger::ChainState* chain = office.store().directory().chain(header.chain);
        side.ours = chain != nullptr && chain->open.device == office.store().home().device;
    }
    return side;
}

Json member(const Cell& cell, const record::Field& field, const Bytes& value) {
    const auto values = record::decode_cell(cell.tag, value);
    const auto found = values.find(field.tag);
    return found == values.end() ? Json() : json_of(field, found->second);
}

/// What an edit says in a section: field by field.
Json section_values(const Office& office, const ledger::Sight& sight,
                    const ledger::OperationId& by, record::Tag section) {
    Json values = Json::object();
    const auto stored = office.store().operation(by);
    if (!stored || !*stored) return values;
    const ledger::Operation& operation = (*stored)->operation;
    const auto payload = ledger::edit_payload(operation);
    if (!payload) return values;
    for (std::size_t i = 0; i < operation.header.cells.size(); ++i) {
        const Cell cell = operation.cell(i);
        if (cell.is_guard() || record::section_of_cell(cell.tag) != section) continue;
        for (const record::Field* field : record::fields_of_cell(cell.tag)) {
            if (!sight.shows(*field)) continue;
            const std::string name =
                field->group.empty() ? std::string(field->id)
                                     : std::string(field->group) + "." + std::string(field->id);
            const Json value = member(cell, *field, payload->values[i]);
            if (!value.is_null()) values[name] = value;
        }
    }
    return values;
}

Dispute of_field(const Office& office, const ledger::RecordState& state,
                 const ledger::Conflict& conflict, const record::Field& field) {
    Dispute dispute;
    dispute.cell = conflict.cell;
    dispute.field = std::string(field.id);
    if (conflict.cell.row) {
        dispute.field = std::string(field.group) + "." + dispute.field;
        dispute.row_uid = ledger::row_uid(*state.seed, *conflict.cell.row);
    }
    dispute.id = short_id(state, conflict.cell, dispute.field);
    dispute.conflict = short_id(state, conflict.cell, "");
    for (const Claim& claim : conflict.claims) {
        dispute.sides.push_back(side_of(office, claim));
        dispute.sides.back().value = member(conflict.cell, field, claim.value);
    }
    return dispute;
}

void add_fields(const Office& office, const ledger::RecordState& state,
                const ledger::Conflict& conflict, std::vector<Dispute>& disputes) {
    const auto fields = record::fields_of_cell(conflict.cell.tag);
    const std::size_t before = disputes.size();
    for (const record::Field* field : fields) {
        Dispute dispute = of_field(office, state, conflict, *field);
        const bool differ = std::ranges::any_of(dispute.sides, [&](const Dispute::Side& side) {
            return side.value != dispute.sides.front().value;
        });
        if (differ) disputes.push_back(std::move(dispute));
    }
    // They differ in something that this program does not show: still a question, as a whole.
    const bool none = disputes.size() == before;
    if (none && !fields.empty()) {
        disputes.push_back(of_field(office, state, conflict, *fields.front()));
    }
}

std::string section_id(record::Tag tag) {
    for (const record::Section& section : record::sections()) {
        if (section.tag == tag) return std::string(section.id);
    }
    return std::to_string(tag);
}

void add_whole(const Office& office, const ledger::RecordState& state,
               const ledger::Conflict& conflict, const ledger::Sight& sight,
               std::vector<Dispute>& disputes) {
    Dispute dispute;
    dispute.cell = conflict.cell;
    if (conflict.cell.is_guard()) {
        dispute.field = "section:" + section_id(conflict.section);
    } else if (const record::Group* group = record::find_group(conflict.cell.tag)) {
        dispute.field = std::string(group->id);
        dispute.row_uid = ledger::row_uid(*state.seed, *conflict.cell.row);
    }
    dispute.id = short_id(state, conflict.cell, dispute.field);
    dispute.conflict = short_id(state, conflict.cell, "");
    for (const Claim& claim : conflict.claims) {
        dispute.sides.push_back(side_of(office, claim));
        dispute.sides.back().value =
            conflict.cell.is_guard() ? section_values(office, sight, claim.by, conflict.section)
                                     : Json(!record::is_withdrawn(claim.value));
    }
    disputes.push_back(std::move(dispute));
}

Result<void> check_decider(const Office& office, const Dispute& dispute) {
    const auto merge =
        dispute.cell.legal ? record::MergeClass::legal : record::MergeClass::ordinary;
    const bool open = record::conflict_policy(merge).decider == record::Decider::who_enters ||
                      office.role() != ledger::Role::person;
    if (open) return {};
    return fail(Errc::not_allowed, "conflict.not_yours", {dispute.field});
}

/// With why in one step, and the reason before the decision: it names what is decided between.
Result<Decided> write_decision(Office& office, const ledger::RecordState& state,
                               const Dispute& dispute, const ledger::Edit& edit,
                               const std::string& reason_typed) {
    Draft draft;
    draft.record = state.id;
    draft.edit = edit;
    std::vector<Draft> drafts;
    if (const std::string why = record::normalised(reason_typed); !why.empty()) {
        Draft reason;
        reason.kind = ledger::Kind::decision_reason;
        reason.record = state.id;
        for (const Dispute::Side& side : dispute.sides) {
            if (std::ranges::find(reason.references, side.by) == reason.references.end()) {
                reason.references.push_back(side.by);
            }
        }
        reason.payload = ledger::encode_decision_reason(why);
        drafts.push_back(std::move(reason));
    }
    drafts.push_back(std::move(draft));
    TRY_LET(const auto written, office.write(std::move(drafts)));
    return Decided{ledger::record_uid(state), dispute, written.back()};
}

}  // namespace

std::vector<Dispute> disputes(const Office& office, const ledger::RecordState& state) {
    std::vector<Dispute> found;
    const ledger::Sight sight = sight_of(office, state);
    for (const ledger::Conflict& conflict : state.conflicts) {
        if (!sight.shows(conflict.cell)) continue;
        const bool whole = conflict.cell.is_guard() ||
                           record::find_group(conflict.cell.tag) != nullptr;
        if (whole) {
            add_whole(office, state, conflict, sight, found);
        } else {
            add_fields(office, state, conflict, found);
        }
    }
    return found;
}

Result<std::uint64_t> conflicts_open(const Office& office) {
    std::uint64_t count = 0;
    TRY_LET(const auto lines, office.store().list());
    for (const store::RecordLine& line : lines) {
        if (line.conflicts == 0) continue;
        const auto state = office.record(line.uid, ledger::Act::read_file);
        if (!state) continue;
        std::set<std::string> conflicts;
        for (const Dispute& one : disputes(office, *state)) conflicts.insert(one.conflict);
        count += conflicts.size();
    }
    return count;
}

Result<Decided> resolve(Office& office, const ledger::RecordState& state,
                        const Resolution& resolution) {
    TRY(office.may(ledger::Act::enter, office.whose(state)));
    TRY(check_open(office, state));
    const std::vector<Dispute> all = disputes(office, state);
    const Dispute* meant = nullptr;
    for (const Dispute& dispute : all) {
        const bool named = dispute.field == resolution.field || dispute.id == resolution.field ||
                           dispute.conflict == resolution.field;
        const bool row = resolution.row_uid.empty() || dispute.row_uid == resolution.row_uid;
        if (!named || !row) continue;
        // Two rows may dispute one column; the fields of one cell are decided together.
        if (meant != nullptr && meant->cell != dispute.cell) {
            return fail(Errc::invalid_input, "conflict.ambiguous", {resolution.field});
        }
        if (meant == nullptr) meant = &dispute;
    }
    if (meant == nullptr) return fail(Errc::invalid_input, "conflict.none", {resolution.field});
    TRY(check_decider(office, *meant));
    TRY_LET(const ledger::Edit edit, edit_of(office, state, *meant, resolution));
    return write_decision(office, state, *meant, edit, resolution.reason);
}

bool may_decide_anew(const Office& office, const Decided& decided) {
    const auto stored = office.store().operation(decided.by);
    if (!stored || !*stored || (*stored)->standing.position) return false;
    const auto state = office.record(decided.record_uid, ledger::Act::enter);
    if (!state || !check_open(office, *state)) return false;
    return std::ranges::all_of((*stored)->operation.header.cells, [&](const auto& written) {
        const auto reading = state->draft.cells.find(written.cell);
        return reading != state->draft.cells.end() && reading->second.live.size() == 1 &&
               reading->second.live.front().by == decided.by;
    });
}

Result<Decided> decide_anew(Office& office, const ledger::RecordState& state,
                            const Decided& decided, const Resolution& resolution) {
    TRY(office.may(ledger::Act::enter, office.whose(state)));
    TRY(check_open(office, state));
    if (!may_decide_anew(office, decided)) {
        return fail(Errc::invalid_input, "conflict.decided_for_good");
    }
    TRY(check_decider(office, decided.dispute));
    TRY_LET(const ledger::Edit edit, edit_anew(office, state, decided, resolution));
    return write_decision(office, state, decided.dispute, edit, resolution.reason);
}

}  // namespace soxa::office
