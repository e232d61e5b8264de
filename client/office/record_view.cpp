#include "client/office/record_view.hpp"

#include <algorithm>

#include "client/office/access.hpp"
#include "client/office/handed_file.hpp"
#include "client/office/attachments.hpp"
#include "client/office/conflict.hpp"
#include "client/office/error_report.hpp"
#include "client/office/move.hpp"
#include "client/office/proposal.hpp"
#include "client/office/suggestion.hpp"
#include "sync/ledger/leaving.hpp"
#include "sync/record/code_list.hpp"
#include "sync/record/conflict_policy.hpp"

namespace soxa::office {

namespace {

std::string_view state_of(const ledger::Approval& approval) {
    if (!approval.holds) return "void";
    if (approval.overruled) return "overruled";
    if (approval.superseded) return "superseded";
    if (approval.standing.provisional()) return "pending";
    return approval.standing.confirmed() ? "confirmed" : "held";
}

std::size_t version_of(const ledger::RecordState& state, const ledger::OperationId& submit) {
    const auto cut = std::ranges::find(state.cuts, submit, &ledger::Cut::submit);
    return static_cast<std::size_t>(cut - state.cuts.begin()) + 1;
}

Json approvals_json(const Office& office, const ledger::RecordState& state) {
    Json list = Json::array();
    for (const ledger::Approval& approval : state.approvals) {
        const bool draft = state.draft.root && approval.signed_root == state.draft.root->root;
        list.push_back({{"version", version_of(state, approval.cut)},
                        {"signer", author_of(office, approval.by).name},
                        {"signed_at", rfc3339(approval.at)},
                        {"content_root", hex(approval.signed_root.view())},
                        {"state", state_of(approval)},
                        {"current", approval.holds && draft}});
        if (approval.standing.position) {
            list.back()["received_at"] = rfc3339(approval.standing.received);
        }
    }
    return list;
}

Result<Json> local_json(const Office& office, const ledger::RecordState& state) {
    TRY_LET(const auto operations, office.store().operations_on(state.id));
    std::size_t unreceipted = 0;
    for (const ledger::Stored& one : operations) {
        if (one.standing.provisional()) ++unreceipted;
    }
    return Json{{"unreceipted", unreceipted}, {"received", unreceipted == 0}};
}

Json root_json(const ledger::Content& content) {
    return content.root ? Json(hex(content.root->root.view())) : Json(nullptr);
}

std::string_view kind_name(ledger::Kind kind) {
    if (kind == ledger::Kind::leaving_ahead) return "leaving_ahead";
    if (kind == ledger::Kind::leaving_day) return "leaving_day";
    switch (kind) {
        case ledger::Kind::edit: return "edit";
        case ledger::Kind::access_level: return "access_level";
        case ledger::Kind::access_use: return "access_use";
        case ledger::Kind::submit: return "submit";
        case ledger::Kind::check: return "check";
        case ledger::Kind::give_back: return "return";
        case ledger::Kind::approve: return "approve";
        case ledger::Kind::transfer_propose: return "transfer_propose";
        case ledger::Kind::release: return "release";
        case ledger::Kind::transfer_word: return "transfer_word";
        case ledger::Kind::adopt: return "adopt";
        case ledger::Kind::late_edit: return "late_edit";
        case ledger::Kind::claim: return "claim";
        case ledger::Kind::claim_verdict: return "claim_verdict";
        case ledger::Kind::alias: return "alias";
        case ledger::Kind::alias_verdict: return "alias_verdict";
        case ledger::Kind::status_word: return "status_word";
        case ledger::Kind::reopen: return "reopen";
        case ledger::Kind::error_report: return "error_report";
        case ledger::Kind::error_answer: return "error_answer";
        case ledger::Kind::decision_reason: return "decision_reason";
        default: return "other";
    }
}

std::string_view verdict_name(const ledger::Standing& standing) {
    if (standing.provisional()) return "provisional";
    switch (standing.judgement) {
        case ledger::Judgement::accepted: return "accepted";
        case ledger::Judgement::held: return "held";
        case ledger::Judgement::refused: return "refused";
        case ledger::Judgement::forked: return "forked";
    }
    return "";
}

/// Of a version by itself, whatever came after it.
ledger::Status status_of(const ledger::RecordState& state, std::size_t index) {
    const ledger::Cut& cut = state.cuts[index];
    const auto approved = [&](auto counts) {
        return std::ranges::any_of(state.approvals, [&](const ledger::Approval& approval) {
            return approval.cut == cut.submit && counts(approval);
        });
    };
    if (approved([](const auto& one) { return one.effective(); })) {
        return ledger::Status::synced_to_province;
    }
    if (approved([](const auto& one) { return one.holds; })) return ledger::Status::unit_signed;
    if (cut.returned) return ledger::Status::returned;
    return cut.checked ? ledger::Status::checked : ledger::Status::submitted;
}

/// Where there is a restriction, or something is left out for this account.
void put_access(Json& json, const Office& office, const ledger::Sight& sight,
                const ledger::RecordState& state) {
    const ledger::LevelSet* set =
        office.store().directory().access().level(state.id, office.access_days());
    if (set != nullptr) {
        json["access"] = {{"level", set->level.level},
                          {"until", set->level.until},
                          {"basis", set->level.basis}};
    }
    const std::vector<std::string> left_out = withheld(sight, state);
    if (!left_out.empty()) json["withheld"] = left_out;
}

Result<const ledger::Content*> content_of(const ledger::RecordState& state, std::size_t version) {
    if (version == 0) return &state.draft;
    if (version > state.cuts.size()) {
        return fail(Errc::invalid_input, "record.no_version",
                    {std::to_string(version), std::to_string(state.cuts.size())});
    }
    return &state.cuts[version - 1].content;
}

}  // namespace

Json changes_json(const ledger::Operation& operation, const ledger::Seed& seed,
                  const ledger::Sight& sight) {
    Json changes = Json::array();
    const auto payload = ledger::edit_payload(operation);
    if (!payload) return changes;
    for (std::size_t i = 0; i < operation.header.cells.size(); ++i) {
        const ledger::Cell cell = operation.cell(i);
        if (!sight.shows(cell)) continue;
        if (cell.is_guard() || record::find_group(cell.tag) != nullptr) {
            const bool removed = record::is_withdrawn(payload->values[i]);
            if (!cell.is_guard() && removed) {
                changes.push_back({{"removed", std::string(record::find_group(cell.tag)->id)},
                                   {"row_uid", ledger::row_uid(seed, *cell.row)}});
            }
            continue;
        }
        const auto values = record::decode_cell(cell.tag, payload->values[i]);
        for (const record::Field* field : record::fields_of_cell(cell.tag)) {
            const auto value = values.find(field->tag);
            if (value == values.end() && !record::is_withdrawn(payload->values[i])) continue;
            Json change{{"field", std::string(field->id)}};
            if (cell.row) {
                change["field"] = std::string(field->group) + "." + std::string(field->id);
                change["row_uid"] = ledger::row_uid(seed, *cell.row);
            }
            change["value"] = value == values.end() ? Json() : json_of(*field, value->second);
            changes.push_back(std::move(change));
        }
    }
    return changes;
}

namespace {

/// The office behind what the province says; a unit knows its province by code.
std::string province_text(const std::string& code) {
    const record::Code* const province =
        record::find_code(*record::find_code_list("province"), code);
    return "Sở Nội vụ " + (province == nullptr ? code : std::string(province->label));
}

}  // namespace

Author author_of(const Office& office, const ledger::ChainId& chain) {
    const ledger::Directory& directory = office.store().directory();
    Author author;
    if (directory.unit()) author.unit = directory.unit()->name;
    const ledger::ChainState* found = directory.chain(chain);
    if (found == nullptr) return author;
    const auto role = directory.role_of(chain);
    if (role) author.role = ledger::name_of(*role);
    const ledger::AccountState* account = directory.account(found->open.account);
    if (account != nullptr) author.name = account->made.name;
    if (role == ledger::Role::province && directory.unit()) {
        author.name = province_text(directory.unit()->province);
    }
    const auto device = directory.devices().find(found->open.device);
    if (device != directory.devices().end()) author.device = device->second.opened.label;
    return author;
}

std::optional<Returned> returned(const Office& office, const ledger::RecordState& state) {
    if (state.cuts.empty() || !state.cuts.back().returned) return std::nullopt;
    const auto& [by, reason] = *state.cuts.back().returned;
    const auto stored = office.store().operation(by);
    if (!stored || !*stored) return std::nullopt;
    const ledger::Header& header = (*stored)->operation.header;
    return Returned{author_of(office, header.chain).name, header.at, reason};
}

Json json_of(const Returned& returned) {
    return {{"by", returned.by}, {"at", rfc3339(returned.at)}, {"reason", returned.reason}};
}

Json conflicts_json(const Office& office, const ledger::RecordState& state) {
    Json list = Json::array();
    for (const Dispute& dispute : disputes(office, state)) {
        Json values = Json::array();
        for (const Dispute::Side& side : dispute.sides) {
            values.push_back({{"value", side.value},
                              {"author", side.author.name},
                              {"role", side.author.role},
                              {"device", side.author.device},
                              {"unit", side.author.unit},
                              {"time", rfc3339(side.at)},
                              {"clock", std::string(name_of(side.clock))},
                              {"operation", hex(side.by.view())}});
        }
        Json entry{{"id", dispute.id},
                   {"conflict", dispute.conflict},
                   {"record_uid", ledger::record_uid(state)},
                   {"field", dispute.field}};
        if (!dispute.row_uid.empty()) entry["row_uid"] = dispute.row_uid;
        entry["values"] = std::move(values);
        const auto merge = dispute.cell.legal ? record::MergeClass::legal
                                              : record::MergeClass::ordinary;
        const record::ConflictPolicy policy = record::conflict_policy(merge);
        entry["policy"] = std::string(name_of(policy.together));
        entry["decides"] = std::string(name_of(policy.decider));
        if (const auto suggestion = suggestion_for(dispute)) {
            entry["suggested"] = suggestion->side + 1;
            entry["suggested_why"] = std::string(suggestion->why);
        }
        list.push_back(std::move(entry));
    }
    return list;
}

Result<Json> shown(const Office& office, const ledger::RecordState& whole,
                   std::optional<std::size_t> version) {
    const ledger::Sight sight = sight_of(office, whole);
    const ledger::RecordState state = seen(sight, whole);
    TRY_LET(const ledger::Content* content, content_of(state, version.value_or(0)));
    Json json;
    json["record_uid"] = ledger::record_uid(state);
    const bool old = version && *version > 0;
    json["status"] = std::string(old ? name_of(status_of(state, *version - 1))
                                     : state.shown_status());
    if (version) json["version"] = *version;
    if (const auto back = version ? std::nullopt : returned(office, state)) {
        json["returned"] = json_of(*back);
    }
    if (state.effective) json["effective_version"] = *state.effective + 1;
    json["content_root"] = root_json(*content);
    put_access(json, office, sight, whole);
    put_document(json, ledger::document_of(*content), state.seed.value_or(ledger::Seed{}));
    Json life = version ? Json::object() : life_json(state.life, sight);
    if (!version && sight.reach == ledger::Sight::Reach::fields) {
        TRY_LET(Json origin, handed_origin(office, state.id));
        if (!origin.is_null()) life["origin"] = std::move(origin);
    }
    if (!life.empty()) json["life"] = std::move(life);
    json["approvals"] = approvals_json(office, state);
    if (!version) {
        TRY_LET(Json set_aside, proposals_json(office, whole));
        if (!set_aside.empty()) json["set_aside"] = std::move(set_aside);
    }
    json["conflicts"] = version ? Json::array() : conflicts_json(office, state);
    if (sight.works()) {
        TRY_LET(json["evidence_pending"], evidence_pending(office, *content));
    }
    TRY_LET(json["local"], local_json(office, state));
    return json;
}

Result<Json> history(const Office& office, const ledger::RecordState& state) {
    const ledger::Sight sight = sight_of(office, state);
    TRY_LET(const auto operations, office.store().operations_on(state.id));
    Json list = Json::array();
    for (const ledger::Stored& one : operations) {
        const ledger::Header& header = one.operation.header;
        const Author author = author_of(office, header.chain);
        Json entry{{"operation", hex(one.operation.id.view())},
                   {"kind", std::string(kind_name(header.kind))},
                   {"time", rfc3339(header.at)},
                   {"author", author.name},
                   {"role", author.role},
                   {"device", author.device},
                   {"verdict", std::string(verdict_name(one.standing))}};
        if (one.standing.position) entry["received_at"] = rfc3339(one.standing.received);
        if (const auto said = ledger::reason(one.operation); said && !said->empty()) {
            entry["reason"] = *said;
        }
        if (const auto why = ledger::decision_reason(one.operation)) entry["reason"] = *why;
        if (const auto told = ledger::error_report(one.operation)) {
            const record::Field* const field = reported_field(told->place);
            if (field == nullptr || sight.shows(*field)) entry["reason"] = told->text;
        }
        if (ledger::carries_cells(header.kind)) {
            entry["changes"] =
                changes_json(one.operation, state.seed.value_or(ledger::Seed{}), sight);
        }
        list.push_back(std::move(entry));
    }
    return list;
}

Result<Json> difference(const Office& office, const ledger::RecordState& whole, std::size_t from,
                        std::size_t to) {
    const ledger::RecordState state = seen(sight_of(office, whole), whole);
    TRY_LET(const ledger::Content* before, content_of(state, from));
    TRY_LET(const ledger::Content* after, content_of(state, to));
    const ledger::Seed seed = state.seed.value_or(ledger::Seed{});
    Json old_file = Json::object();
    Json new_file = Json::object();
    put_document(old_file, ledger::document_of(*before), seed);
    put_document(new_file, ledger::document_of(*after), seed);
    Json changes = Json::array();
    const auto value = [](const Json& file, const std::string& key) {
        const auto found = file.find(key);
        return found == file.end() ? Json() : *found;
    };
    const auto compare = [&](const std::string& key) {
        const Json was = value(old_file, key);
        const Json is = value(new_file, key);
        if (was != is) changes.push_back({{"field", key}, {"from", was}, {"to", is}});
    };
    for (const auto& [key, ignored] : new_file.items()) compare(key);
    for (const auto& [key, ignored] : old_file.items()) {
        if (!new_file.contains(key)) compare(key);
    }
    return changes;
}

}  // namespace soxa::office
