#include "client/office/move.hpp"

#include <algorithm>

#include "client/office/access.hpp"
#include "client/office/approve.hpp"
#include "client/office/enter.hpp"
#include "client/office/month.hpp"
#include "client/office/move_row.hpp"
#include "client/office/record_view.hpp"
#include "crypto/cms.hpp"
#include "sync/ledger/adoption.hpp"
#include "sync/ledger/leaving.hpp"
#include "sync/ledger/transfer_start.hpp"
#include "sync/record/code_list.hpp"
#include "sync/record/personnel_status.hpp"

namespace soxa::office {

namespace {

using ledger::Act;
using ledger::Kind;
using ledger::TransferState;
using ledger::Whose;

constexpr std::size_t name_digits_min = 8;

std::vector<ledger::Entry> entries_of(const std::vector<ledger::Stored>& stored) {
    std::vector<ledger::Entry> entries;
    for (const ledger::Stored& one : stored) entries.push_back({&one.operation, one.standing});
    return entries;
}

/// What a person typed as a day, as it is kept.
std::optional<std::string> day_of(const std::string& typed) {
    const record::Field& field = *record::find_field("unit_move", "effective_date");
    const auto value = record::parse(field, typed);
    if (!value) return std::nullopt;
    return record::text_of(field, *value);
}

/// A move rests on a day and a decision, whatever its case.
Result<ledger::MoveTerms> checked(ledger::MoveTerms terms) {
    std::vector<Fault> faults;
    const auto day = day_of(terms.effective);
    if (!day) faults.push_back({"date", "TB-9.3", "move.date", {}});
    if (terms.basis.empty()) faults.push_back({"basis", "TB-9.3", "move.basis", {}});
    if (!faults.empty()) return refuse(std::move(faults));
    terms.effective = *day;
    return terms;
}

Result<ledger::OperationId> write_one(Office& office, Draft draft) {
    std::vector<Draft> drafts;
    drafts.push_back(std::move(draft));
    TRY_LET(const auto names, office.write(std::move(drafts)));
    return names.front();
}

/// A file is asked for of who has none here; who has one in the archive is reopened [TB-9.4].
Result<void> check_not_here(const Office& office, const std::string& number) {
    TRY_LET(const auto files, office.store().records_with_personal_id(number));
    for (const ledger::RecordId& id : files) {
        TRY_LET(const auto state, office.store().record(id));
        if (!state || (state->life.closed && state->life.closed->why != ledger::Reason::archived)) {
            continue;
        }
        return refuse({{"id", "R01",
                        state->life.archived() ? "record.exists_archived" : "record.exists_as",
                        {ledger::record_uid(*state)}}});
    }
    return {};
}

/// Prepared by a clerk, signed by the head (DOMAIN §1.9).
Result<void> may_move(const Office& office) {
    const bool may_prepare = office.role() == ledger::Role::clerk;
    if (may_prepare) return office.may(Act::submit, Whose::others);
    return office.may(Act::approve, Whose::others);
}

Result<Draft> release_draft(Office& office, const ledger::RecordState& state,
                            const ledger::MoveTerms& terms) {
    if (!state.draft.root) return fail(Errc::decision_needed, "submit.conflict");
    if (!ledger::shows_all(state.draft)) return fail(Errc::not_allowed, "approve.not_shown");
    TRY_LET(const auto operations, office.store().operations_on(state.id));
    const auto entries = entries_of(operations);
    const Timestamp now = office.around().clock.now();
    ledger::Release said;
    said.terms = terms;
    said.root = state.draft.root->root;
    said.statement = ledger::signed_statement({office.store().home().unit_code, state.stream,
                                               state.id, said.root, record::schema_version, terms,
                                               office.account().id, office.account().made.name,
                                               now});
    TRY_LET(const crypto::Certificate own, signing_certificate(office));
    TRY_LET(said.cms, crypto::cms_sign(said.statement, own, office.signing_key(), now));
    ledger::Provenance from;
    from.statement = said.statement;
    from.cms = said.cms;
    if (auto evidence = ledger::evidence_of(state, entries)) {
        from.approvals.push_back(std::move(*evidence));
    }
    if (!ledger::fits(ledger::adoption_of(state.draft, from, {}))) {
        return fail(Errc::invalid_input, "transfer.too_large");
    }
    Draft draft;
    draft.kind = Kind::release;
    draft.record = state.id;
    draft.references = ledger::heads_of(entries);
    draft.payload = ledger::encode(said);
    return draft;
}

Result<const ledger::Arrival*> find_offer(const std::vector<ledger::Arrival>& all,
                                          const std::string& name) {
    const auto meant = [&](const ledger::Arrival& one) {
        return one.state == TransferState::in_transit &&
               hex(one.operation.view()).starts_with(name);
    };
    if (name.size() < name_digits_min || std::ranges::count_if(all, meant) != 1) {
        return fail(Errc::invalid_input, "move.unknown", {name});
    }
    return &*std::ranges::find_if(all, meant);
}

Result<std::string> answer(Office& office, const std::string& offer, Kind kind,
                           const std::string& reason) {
    TRY(office.may(Act::approve, Whose::others));
    TRY(check_unit(office));
    TRY_LET(const auto all, arrivals(office));
    TRY_LET(const ledger::Arrival* one, find_offer(all, offer));
    Draft draft;
    draft.kind = kind;
    draft.references = {one->operation};
    draft.payload = ledger::encode_reason(reason);
    TRY(write_one(office, std::move(draft)));
    return one->offer.full_name;
}

/// Its code or its label.
std::string status_meant(const std::string& typed) {
    const record::Code* const meant =
        record::find_code_as_typed(*record::find_code_list("personnel_status"), typed);
    return meant == nullptr ? typed : std::string(meant->code);
}

/// "40 Nghỉ hưu đúng tuổi; …": every status that ends the work here.
std::string ways_out() {
    std::string all;
    for (const record::Code& one : record::find_code_list("personnel_status")->codes) {
        if (!record::is_archived_status(one.code)) continue;
        all += (all.empty() ? "" : "; ") + std::string(one.code) + " " + std::string(one.label);
    }
    return all;
}

}  // namespace

const ledger::UnitChange* merger_of(const Office& office) {
    const auto& changes = office.store().directory().unit_changes();
    const auto found =
        std::ranges::find(changes, ledger::UnitStep::merged_into, &ledger::UnitChange::step);
    return found == changes.end() ? nullptr : &*found;
}

Json merger_json(const Office& office) {
    const ledger::UnitChange* const merger = merger_of(office);
    if (merger == nullptr) return nullptr;
    return {{"code", merger->units.empty() ? std::string() : merger->units.front()},
            {"name", merger->name},
            {"basis", merger->basis},
            {"effective_date", merger->effective}};
}

Result<void> check_unit(const Office& office) {
    const ledger::UnitChange* const merger = merger_of(office);
    if (merger == nullptr) return {};
    return fail(Errc::not_allowed, "unit.merged",
                {merger->units.empty() ? std::string() : merger->units.front()});
}

Result<void> check_open(const Office& office, const ledger::RecordState& state) {
    TRY(check_unit(office));
    // Signed here and not at the province yet: what is entered now it would hold.
    for (const ledger::Approval& one : state.approvals) {
        const ledger::Cut* const cut = one.waits ? state.cut(one.cut) : nullptr;
        const auto left = cut == nullptr ? std::nullopt : ledger::leaving_in(cut->content);
        if (!left || ledger::is_ahead(*left, office.access_days().proven)) continue;
        // The province has it and waits for somebody's word on it: a sync alone changes nothing.
        const bool held = one.standing.position && !one.standing.confirmed();
        return fail(Errc::not_allowed, held ? "file.leaving_held" : "file.leaving_signed");
    }
    if (!state.life.closed) return {};
    switch (state.life.closed->why) {
        case ledger::Reason::released: return fail(Errc::not_allowed, "file.released");
        case ledger::Reason::gave_way: return fail(Errc::not_allowed, "file.gave_way");
        default: return fail(Errc::not_allowed, "file.archived");
    }
}

Result<TransferState> release(Office& office, const ledger::RecordState& state,
                              const ledger::MoveTerms& asked) {
    TRY(may_move(office));
    TRY(check_open(office, state));
    ledger::MoveTerms terms = asked;
    const ledger::Departure* prepared = state.life.departure();
    const bool as_prepared = terms.to.empty() && prepared != nullptr;
    if (as_prepared) terms = prepared->terms;
    TRY_LET(terms, checked(std::move(terms)));
    if (terms.to.empty() || terms.to == office.store().home().unit_code) {
        return refuse({{"to", "TB-9.3", "move.to", {}}});
    }
    if (!ledger::may_be_released(state.life, terms,
                                 office.store().rulebook().on(today_of(office)),
                                 office.store().directory())) {
        return refuse({{"to", "TB-9.3", "finding.province_starts", {}}});
    }
    if (office.role() == ledger::Role::head) {
        TRY_LET(Draft draft, release_draft(office, state, terms));
        // It gives the whole file out; why, the decision says.
        TRY(log_use(office, state, ledger::Use::give_out, terms.basis));
        TRY(write_one(office, std::move(draft)));
        return TransferState::released;
    }
    Draft draft;
    draft.kind = Kind::transfer_propose;
    draft.record = state.id;
    draft.payload = ledger::encode(terms);
    TRY(write_one(office, std::move(draft)));
    return TransferState::proposed;
}

Result<void> move_inside(Office& office, const ledger::RecordState& state,
                         const ledger::MoveTerms& asked) {
    TRY_LET(const ledger::MoveTerms terms, checked(asked));
    if (terms.to.empty()) return refuse({{"to", "TB-9.2", "move.to_part", {}}});
    ledger::Change change;
    change.added.push_back(move_row(office, "2", terms, ""));
    change.fields.emplace(record::find_field("", "using_unit_id")->tag,
                          record::Value(terms.to));
    TRY(edit_record(office, state, change));
    return {};
}

Result<void> leave(Office& office, const ledger::RecordState& state, const std::string& typed,
                   const ledger::MoveTerms& asked, const std::vector<std::string>& evidence) {
    const std::string status = status_meant(typed);
    if (!record::is_archived_status(status)) {
        return refuse({{"personnel_status", "TB-9.5", "move.status", {ways_out()}}});
    }
    TRY_LET(const ledger::MoveTerms terms, checked(asked));
    ledger::Change change;
    change.fields.emplace(record::find_field("", "personnel_status")->tag, record::Value(status));
    ledger::Change::Added row{record::find_group("status_event")->tag, {}};
    put_text(row.columns, "status_event", "status", status);
    put_text(row.columns, "status_event", "effective_date", terms.effective);
    put_decision(row.columns, "status_event", terms.basis);
    change.added.push_back(std::move(row));
    TRY_LET(const auto proof, rest_on(office, state, evidence, change));
    TRY(edit_record(office, state, change, {}, proof));
    return {};
}

std::optional<std::string> leaves_later(const Office& office, const ledger::RecordState& state) {
    const auto left = ledger::leaving_in(state.draft);
    if (!left || !ledger::is_ahead(*left, office.today())) return std::nullopt;
    return left->day;
}

std::optional<ledger::Leaving> leaving(const Office& office, const store::RecordLine& line) {
    // Of few, and told of those alone: the rest is not folded for it.
    const auto told = office.store().operations_of(ledger::Kind::leaving_ahead);
    const bool is_told = told && std::ranges::any_of(*told, [&](const ledger::Stored& one) {
        return one.operation.header.record == line.id;
    });
    if (!is_told || line.archived) return std::nullopt;
    const auto state = office.store().record(line.id);
    return state && *state ? (*state)->life.leaving : std::nullopt;
}

Result<ledger::OperationId> request_file(Office& office, const ledger::FileRequest& asked) {
    TRY(may_move(office));
    TRY(check_unit(office));
    ledger::FileRequest wanted = asked;
    TRY_LET(wanted.terms, checked(asked.terms));
    if (!ledger::is_personal_number(wanted.personal_id)) {
        return refuse({{"id", "DM-3.1", "account.id", {}}});
    }
    if (wanted.full_name.empty()) return refuse({{"name", "TB-3.4", "account.name", {}}});
    TRY(check_not_here(office, wanted.personal_id));
    Draft draft;
    draft.kind = Kind::request;
    draft.payload = ledger::encode(wanted);
    return write_one(office, std::move(draft));
}

Result<std::vector<ledger::Arrival>> arrivals(const Office& office) {
    std::vector<ledger::Stored> all;
    for (const Kind kind : {Kind::offer, Kind::accept, Kind::refuse, Kind::adopt, Kind::request}) {
        TRY_LET(const auto some, office.store().operations_of(kind));
        all.insert(all.end(), some.begin(), some.end());
    }
    auto found = ledger::fold_arrivals(entries_of(all));
    for (ledger::Arrival& one : found) {
        // What was asked for has come when a file of that person is here, whoever handed it over.
        const bool asked = one.offer.transfer == one.operation;
        const bool waits = one.state == TransferState::accepted ||
                           one.state == TransferState::awaiting_national_pull;
        if (!asked || !waits) continue;
        TRY_LET(const auto files, office.store().records_with_personal_id(one.offer.personal_id));
        if (files.empty()) continue;
        one.state = TransferState::closed;
        one.record = files.front();
    }
    return found;
}

Result<std::string> accept(Office& office, const std::string& offer) {
    return answer(office, offer, Kind::accept, "");
}

Result<std::string> refuse_offer(Office& office, const std::string& offer,
                                 const std::string& reason) {
    if (reason.empty()) return refuse({{"reason", "TB-9.3", "return.reason", {}}});
    return answer(office, offer, Kind::refuse, reason);
}

Result<void> reopen(Office& office, const ledger::RecordState& state, const std::string& basis) {
    TRY(office.may(Act::approve, Whose::others));
    TRY(check_unit(office));
    if (basis.empty()) return refuse({{"basis", "TB-9.4", "move.basis", {}}});
    const auto& closed = state.life.closed;
    if (!closed) return fail(Errc::invalid_input, "reopen.not_archived");
    if (closed->why != ledger::Reason::archived || state.life.status) {
        return fail(Errc::not_allowed, "reopen.province");
    }
    Draft draft;
    draft.kind = Kind::reopen;
    draft.record = state.id;
    draft.payload = ledger::encode_reason(basis);
    TRY(write_one(office, std::move(draft)));
    return {};
}

}  // namespace soxa::office
