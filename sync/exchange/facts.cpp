#include <algorithm>

#include "sync/exchange/life_facts.hpp"
#include "sync/ledger/self_approval.hpp"
#include "sync/ledger/subject.hpp"
#include "sync/ledger/transfer_start.hpp"
#include "sync/ledger/version_rules.hpp"
#include "sync/record/consent_basis.hpp"
#include "sync/record/signing_window.hpp"

namespace soxa::exchange {

namespace {

using ledger::Facts;
using ledger::Operation;

/// Whose file an edit is on: his who was its subject before it, and whose number it has after it; a
/// new file by the number it enters. Otherwise a number typed into another's file would make it
/// one's own.
Result<ledger::Whose> whose_file(StreamStorage& storage, const Operation& operation) {
    TRY_LET(const ledger::Directory* directory, storage.directory());
    const ledger::AccountState* author = directory->author(operation.header.chain);
    if (author == nullptr || author->made.role != ledger::Role::person) {
        return ledger::Whose::others;
    }
    TRY_LET(const std::vector<Stored> stored, storage.on_record(operation.record()));
    std::vector<ledger::Entry> entries = entries_of(stored);
    bool before = true;
    if (operation.header.record) {
        const auto state = ledger::fold_record(*operation.header.record, entries,
                                               ledger::DirectoryAuthors(*directory));
        before = ledger::is_subject(state, entries, author->made.personal_id);
    }
    if (operation.header.kind == ledger::Kind::edit) entries.push_back({&operation, {}});
    const bool after = personal_id_in(entries) == author->made.personal_id;
    return before && after ? ledger::Whose::own : ledger::Whose::others;
}

Result<bool> begun_by_author(StreamStorage& storage, const Operation& operation) {
    if (!operation.header.record) return true;
    TRY_LET(const ledger::Directory* directory, storage.directory());
    TRY_LET(const auto creation, storage.find({operation.header.record->bytes}));
    if (!creation) return false;
    const ledger::AccountState* const author = directory->author(operation.header.chain);
    const ledger::AccountState* const begun =
        directory->author(creation->operation.header.chain);
    return author != nullptr && begun != nullptr && author->id == begun->id;
}

/// True of what this program can read whole: of anything else it would find missing what it does
/// not see.
bool may_be_asked(const ledger::Cut& cut) {
    return cut.content.root && cut.schema <= record::schema_version &&
           ledger::shows_all(cut.content);
}

/// What its author had heard of.
const ledger::Rulebook& known_to(const ledger::Rulebooks& rules,
                                 const ledger::Directory& directory, const Operation& operation) {
    const ledger::ChainState* const chain = directory.chain(operation.header.chain);
    return rules.as_of(chain == nullptr ? 0 : chain->known_position);
}

/// Whether another open file of the unit has the number (R01). Two laptops may each make a file of
/// one person before they meet, so this is nobody's mistake: the second is held.
Result<void> ask_namesakes(StreamStorage& storage, const ledger::Cut& cut,
                           const ledger::RecordId& record, Facts& facts) {
    const std::string number(ledger::document_of(cut.content).text("personal_id"));
    if (number.empty()) return {};
    TRY_LET(const std::vector<ledger::RecordId> files, storage.files_of_number(number));
    TRY_LET(const ledger::Directory* directory, storage.directory());
    for (const ledger::RecordId& other : files) {
        if (other == record) continue;
        TRY_LET(const std::vector<Stored> stored, storage.on_record(other));
        const ledger::RecordState file = ledger::fold_record(
            other, entries_of(stored), ledger::DirectoryAuthors(*directory));
        // The register keeps a number that was taken back, so the file itself is asked.
        const bool has_it = ledger::document_of(file.draft).text("personal_id") == number;
        if (file.ghost || file.life.closed || !has_it) continue;
        if (facts.rules == ledger::Rules::kept) facts.rules = ledger::Rules::broken_since;
        facts.broken.push_back({"personal_id", "R01", "finding.id_twice", {}});
        return {};
    }
    return {};
}

/// When it was done: as the laptop says, but not before what its author had already heard of. A clock
/// set back chooses no older pack so (F14); who was offline is judged by the pack of his day. What
/// came to him after the operation had reached the province (a second look asks later) says nothing.
Result<Timestamp> done_at(StreamStorage& storage, const ledger::Directory& directory,
                          const Operation& operation, Timestamp received) {
    const ledger::ChainState* const chain = directory.chain(operation.header.chain);
    const std::uint64_t known = chain == nullptr ? 0 : chain->known_position;
    const auto heard = known == 0 ? std::nullopt : storage.at(known);
    if (!heard) return operation.header.at;
    TRY_LET(const auto stored, storage.find(*heard));
    const bool before = stored && stored->standing.received <= received;
    return before ? std::max(operation.header.at, stored->standing.received) : operation.header.at;
}

/// By the rules in force on its day: as its author had them, and as they are now.
Result<void> ask_rules(StreamStorage& storage, const Operation& operation, Timestamp now,
                       Facts& facts) {
    if (!operation.header.record) return {};
    const ledger::RecordId record = *operation.header.record;
    TRY_LET(const std::vector<Stored> stored, storage.on_record(record));
    std::vector<ledger::Entry> entries = entries_of(stored);
    entries.push_back({&operation, {}});
    TRY_LET(const ledger::Directory* directory, storage.directory());
    ledger::RecordState state =
        ledger::fold_record(record, entries, ledger::DirectoryAuthors(*directory));
    const auto cut = std::ranges::find(state.cuts, operation.id, &ledger::Cut::submit);
    if (cut == state.cuts.end()) return {};
    TRY_LET(cut->at, done_at(storage, *directory, operation, now));
    // What rests on something not let in is asked when it is signed.
    if (cut->rests_on_ghost || !may_be_asked(*cut)) return {};
    TRY_LET(const ledger::Rulebooks* rules, storage.rulebooks());
    facts.broken =
        ledger::errors_in(ledger::findings_in(state, *cut, entries, rules->now(), now));
    const auto& unit = directory->unit();
    const auto old_unit = ledger::used_by_old_unit(state, ledger::document_of(cut->content),
                                                   unit ? std::string_view(unit->code) : "");
    if (old_unit) {
        facts.broken.push_back(old_unit->fault);
        facts.rules = ledger::Rules::broken;
    } else if (!facts.broken.empty()) {
        const ledger::Rulebook& known = known_to(*rules, *directory, operation);
        const bool knew =
            !ledger::errors_in(ledger::findings_in(state, *cut, entries, known, now)).empty();
        facts.rules = knew ? ledger::Rules::broken : ledger::Rules::broken_since;
    }
    return ask_namesakes(storage, *cut, record, facts);
}

/// Whether the unit may begin the move, by the pack of its day: as it was known there, and as it
/// is now.
Result<void> ask_starter(StreamStorage& storage, const Operation& operation, Timestamp now,
                         Facts& facts) {
    const auto said = ledger::release(operation);
    if (!said || !operation.header.record) return {};
    TRY_LET(const std::vector<Stored> stored, storage.on_record(*operation.header.record));
    TRY_LET(const ledger::Directory* directory, storage.directory());
    TRY_LET(const ledger::Rulebooks* rules, storage.rulebooks());
    const ledger::Life life = ledger::fold_life(entries_of(stored));
    TRY_LET(const Timestamp at, done_at(storage, *directory, operation, now));
    const record::Day day = ledger::event_day(at, now);
    const auto may = [&](const ledger::Rulebook& book) {
        return ledger::may_be_released(life, said->terms, book.on(day), *directory);
    };
    if (may(rules->now())) return {};
    const bool knew = !may(known_to(*rules, *directory, operation));
    facts.rules = knew ? ledger::Rules::broken : ledger::Rules::broken_since;
    facts.broken = {{"to", "TB-9.3", "finding.province_starts", {}}};
    return {};
}

/// Whether a consent may rest on what it names, by the pack of its day [TB-4.4].
Result<void> ask_consent(StreamStorage& storage, const Operation& operation, Timestamp now,
                         Facts& facts) {
    const auto grant = ledger::access_grant(operation);
    if (!grant || grant->kind != ledger::GrantKind::consent) return {};
    TRY_LET(const ledger::Directory* directory, storage.directory());
    TRY_LET(const ledger::Rulebooks* rules, storage.rulebooks());
    const ledger::AccountState* const grantee = directory->account(grant->grantee);
    record::Consent consent;
    consent.on_duty = grantee != nullptr &&
        ledger::may(grantee->made.role, ledger::Act::check, ledger::Whose::others);
    consent.one_file = grant->record.has_value();
    if (grant->record) {
        TRY_LET(const std::vector<Stored> stored, storage.on_record(*grant->record));
        const std::vector<ledger::Entry> entries = entries_of(stored);
        const ledger::RecordState state = ledger::fold_record(
            *grant->record, entries, ledger::DirectoryAuthors(*directory));
        consent.by_its_person = record::same_person(
            grant->signer, ledger::document_of(state.draft).text("full_name"));
    }
    TRY_LET(const Timestamp at, done_at(storage, *directory, operation, now));
    const record::Day day = ledger::event_day(at, now);
    const auto may = [&](const ledger::Rulebook& book) {
        const record::Policy* const pack = book.on(day);
        return pack == nullptr || record::may_rest(consent, *pack);
    };
    if (may(rules->now())) return {};
    const bool knew = !may(known_to(*rules, *directory, operation));
    facts.rules = knew ? ledger::Rules::broken : ledger::Rules::broken_since;
    facts.broken = {{"basis", "TB-4.4", "finding.consent_basis", {}}};
    return {};
}

/// What a pack says of a signature on a day: whether a stand-in may at all [R34], and whether anybody
/// may after the unit's day [TB-6.4].
std::vector<Fault> signing_faults(const record::Policy* pack, record::Day day,
                                  const ledger::AccountState& approver) {
    std::vector<Fault> faults;
    if (pack == nullptr) return faults;
    const bool delegates = std::ranges::find(pack->unit_signers, "delegate") !=
                           pack->unit_signers.end();
    if (approver.made.role != ledger::Role::head && !delegates) {
        faults.push_back({"using_unit_id", "R34", "finding.signer_role", {}});
    }
    if (const auto closed = record::signing_closed(*pack, day)) {
        faults.push_back(
            {"using_unit_id", "TB-6.4", "finding.window_closed", {record::shown(*closed)}});
    }
    return faults;
}

/// By the pack of the day that the signer says; and, where the pack counts receipts, by the day on
/// which it came, under what he had heard of: else a clock set back would open what is closed
/// (F14). An honest head who was offline looks the same, so that is for an officer to decide.
Result<void> ask_signer(StreamStorage& storage, const Operation& operation, Timestamp now,
                        const ledger::AccountState& approver, Facts& facts) {
    TRY_LET(const ledger::Rulebooks* rules, storage.rulebooks());
    TRY_LET(const ledger::Directory* directory, storage.directory());
    const record::Day said = ledger::event_day(operation.header.at, now);
    auto faults = signing_faults(rules->now().on(said), said, approver);
    if (!faults.empty()) {
        facts.rules = ledger::Rules::broken;
    } else {
        const record::Day received(day_in_vietnam(now));
        const record::Policy* const known = known_to(*rules, *directory, operation).on(received);
        if (known == nullptr || known->time_source != record::TimeSource::received) return {};
        faults = signing_faults(known, received, approver);
        if (!faults.empty() && facts.rules == ledger::Rules::kept) {
            facts.rules = ledger::Rules::broken_since;
        }
    }
    std::ranges::move(faults, std::back_inserter(facts.broken));
    return {};
}

/// A version is asked when it is submitted, and once more here as the rules were then: what rested
/// on something not let in was not asked, and a signature over it says that it stands without. An
/// officer who admitted it has answered.
Result<void> ask_rules_again(StreamStorage& storage, const ledger::RecordState& state,
                             const ledger::Cut& cut, std::span<const ledger::Entry> entries,
                             Facts& facts) {
    if (!may_be_asked(cut) || !cut.standing.position || !cut.standing.earlier.empty()) return {};
    TRY_LET(const ledger::Rulebooks* rules, storage.rulebooks());
    auto broken = ledger::errors_in(ledger::findings_in(
        state, cut, entries, rules->as_of(*cut.standing.position), cut.standing.received));
    if (broken.empty()) return {};
    facts.rules = ledger::Rules::broken;
    std::ranges::move(broken, std::back_inserter(facts.broken));
    return {};
}

Result<Facts> approval_facts(StreamStorage& storage, const Operation& operation, Timestamp now) {
    Facts facts;
    TRY_LET(const ledger::Directory* directory, storage.directory());
    const ledger::ChainState* chain = directory->chain(operation.header.chain);
    const ledger::AccountState* approver = directory->author(operation.header.chain);
    const auto payload = ledger::approval_payload(operation);
    if (chain == nullptr || approver == nullptr || !payload) return facts;
    const auto manifest = ledger::verify(*payload, operation, chain->open.key);
    if (!manifest || manifest->approver != approver->id) return facts;
    facts.approval_holds = true;
    bool others_hold = true;
    for (const ledger::ApprovedVersion& version : payload->versions) {
        TRY_LET(const std::optional<Stored> submitted, storage.find(version.cut));
        TRY_LET(const std::vector<Stored> stored, storage.on_record(version.record));
        const std::vector<ledger::Entry> entries = entries_of(stored);
        const ledger::RecordState state =
            ledger::fold_record(version.record, entries, ledger::DirectoryAuthors(*directory));
        const ledger::Cut* cut = state.cut(version.cut);
        if (cut == nullptr || !cut->content.root || cut->content.root->root != version.root ||
            cut->schema != version.schema) {
            facts.approval_holds = false;
            const bool ghost = cut != nullptr ? cut->rests_on_ghost
                                              : submitted && submitted->standing.ghost();
            others_hold = others_hold && ghost;
        }
        if (cut != nullptr &&
            ledger::approves_himself(*approver, state, *cut, entries, *directory)) {
            facts.approves_himself = true;
        }
        if (cut == nullptr) continue;
        facts.number_waits = facts.number_waits || ledger::number_waits(state, *cut);
        TRY(ask_rules_again(storage, state, *cut, entries, facts));
        TRY(ask_namesakes(storage, *cut, version.record, facts));
    }
    facts.rests_on_ghost = !facts.approval_holds && others_hold;
    TRY(ask_signer(storage, operation, now, *approver, facts));
    return facts;
}

}  // namespace

Result<Facts> facts_of(StreamStorage& storage, const Operation& operation, Timestamp now) {
    Facts facts;
    switch (operation.header.kind) {
        case ledger::Kind::edit:
        case ledger::Kind::submit:
        case ledger::Kind::alias: {
            TRY_LET(facts.whose, whose_file(storage, operation));
            TRY_LET(facts.begun_by_him, begun_by_author(storage, operation));
            if (operation.header.kind == ledger::Kind::submit) {
                TRY(ask_rules(storage, operation, now, facts));
            }
            break;
        }
        case ledger::Kind::approve: {
            TRY_LET(facts, approval_facts(storage, operation, now));
            break;
        }
        case ledger::Kind::release: {
            TRY(ask_starter(storage, operation, now, facts));
            break;
        }
        case ledger::Kind::access_grant: {
            TRY(ask_consent(storage, operation, now, facts));
            break;
        }
        case ledger::Kind::device_open: {
            const auto opened = ledger::device_open(operation);
            if (!opened) break;
            TRY_LET(const auto registered, storage.device_key(opened->device));
            facts.device_differs = registered != opened->signing;
            break;
        }
        default: break;
    }
    TRY(add_life_facts(storage, operation, facts));
    facts.today = iso_date(day_in_vietnam(now));
    return facts;
}

}  // namespace soxa::exchange
