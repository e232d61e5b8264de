#include "client/office/join.hpp"

#include "client/office/attachments.hpp"

namespace soxa::office {

namespace {

constexpr std::size_t records_per_write = 100;

/// Those that were made, in order, and still say something.
Result<std::vector<ledger::RecordId>> records_in(store::Store& earlier) {
    std::vector<ledger::RecordId> records;
    TRY_LET(const auto edits, earlier.operations_of(ledger::Kind::edit));
    for (const ledger::Stored& one : edits) {
        if (!one.operation.header.record) records.push_back(one.operation.id);
    }
    return records;
}

/// The invitation behind each account's slot: the last one, if there were several.
Result<std::map<ledger::AccountId, crypto::PublicKey>> invitations_in(store::Store& earlier) {
    std::map<ledger::AccountId, crypto::PublicKey> last;
    for (const auto& [id, account] : earlier.directory().accounts()) {
        last.emplace(id, account.made.invitation);
    }
    TRY_LET(const auto invites, earlier.operations_of(ledger::Kind::account_invite));
    for (const ledger::Stored& one : invites) {
        const auto invite = ledger::account_invite(one.operation);
        if (invite) last.insert_or_assign(invite->account, invite->invitation);
    }
    return last;
}

/// Makes the other accounts again in the unit's ledger, each behind the slot it has.
Result<std::size_t> carry_accounts(Office& earlier, Office& joined) {
    store::Home home = joined.store().home().duplicate();
    TRY_LET(const auto invitations, invitations_in(earlier.store()));
    std::vector<Draft> drafts;
    std::vector<ledger::AccountState> accounts;
    for (const auto& [id, account] : earlier.store().directory().accounts()) {
        if (account.revoked || id == earlier.account().id) continue;
        if (account.made.personal_id == joined.account().made.personal_id) continue;
        if (earlier.keystore().find(id) == nullptr) continue;
        ledger::AccountCreate made = account.made;
        made.invitation = invitations.at(id);
        Draft draft;
        draft.kind = ledger::Kind::account_create;
        draft.payload = ledger::encode(made);
        drafts.push_back(std::move(draft));
        accounts.push_back(account);
    }
    if (drafts.empty()) return std::size_t{0};
    TRY_LET(const auto names, joined.write(std::move(drafts)));
    for (std::size_t i = 0; i < accounts.size(); ++i) {
        home.earlier->accounts.emplace(accounts[i].id, ledger::AccountId{names[i].bytes});
        TRY(joined.keystore().put(*earlier.keystore().find(accounts[i].id),
                                  joined.database_key(), joined.around().random));
    }
    TRY(joined.store().save(home));
    return accounts.size();
}

/// A file as it stood, as a change to nothing.
ledger::Change as_new(const ledger::RecordState& state) {
    ledger::Change change;
    const record::Document document = ledger::document_of(state.draft);
    for (const auto& [tag, value] : document.fields) change.fields.emplace(tag, value);
    for (const auto& [group, rows] : document.groups) {
        for (const record::Row& row : rows) change.added.push_back({group, row.columns});
    }
    return change;
}

/// One that worked by itself, or one of a unit that another has taken over: there the province has
/// given everything that it holds to the new unit, so nothing may be unsent (F10).
Result<void> check_may_join(Office& earlier, const exchange::Ticket& ticket) {
    const store::Home& home = earlier.store().home();
    if (home.stream == ledger::local_stream) return {};
    const bool same_province = home.province.intake == ticket.intake_key &&
                               home.province.log == ticket.log_key;
    if (!earlier.store().directory().merged() || !same_province) {
        return fail(Errc::invalid_input, "enrol.already");
    }
    // Of the book before: it is read for what a clerk has not entered again yet.
    if (home.earlier && home.earlier->carried < home.earlier->records) {
        return fail(Errc::invalid_input, "join.uncarried",
                    {std::to_string(home.earlier->records - home.earlier->carried)});
    }
    TRY_LET(const store::Waiting waiting, earlier.store().waiting());
    if (waiting.operations > 0) {
        return fail(Errc::invalid_input, "join.unsent", {std::to_string(waiting.operations)});
    }
    // The new ledger does not name what only this laptop has.
    TRY_LET(const WaitingScans scans, waiting_scans(earlier));
    if (scans.files > 0) {
        return fail(Errc::invalid_input, "join.unsent_scans", {std::to_string(scans.files)});
    }
    return {};
}

}  // namespace

Result<Joined> join(const Surroundings& around, const exchange::Ticket& ticket,
                    const Secret& password) {
    Joined done;
    {
        auto opened = Office::log_in(around, ticket.personal_id, password);
        if (!opened) return tl::make_unexpected(std::move(opened).error());
        Office& earlier = *opened;
        TRY(check_may_join(earlier, ticket));
        const bool was_alone = earlier.store().home().stream == ledger::local_stream;
        if (earlier.role() != ledger::Role::admin) {
            return fail(Errc::not_allowed, "join.other_person", {ticket.person_name});
        }
        TRY_LET(Beginning beginning, beginning_of(around, ticket));
        beginning.home.earlier.emplace();
        beginning.home.earlier->database_key = earlier.database_key().duplicate();
        if (was_alone) {
            TRY_LET(const auto records, records_in(earlier.store()));
            beginning.home.earlier->records = records.size();
        }
        TRY_LET(Office joined, build_laptop(around, staging_in(around.home),
                                            std::move(beginning), password));
        // The bytes of scans stay where they are, under the key that they have.
        TRY_LET(const Secret scans, earlier.store().attachment_key(around.random));
        TRY(joined.store().set_attachment_key(scans));
        TRY_LET(done.accounts, carry_accounts(earlier, joined));
        TRY_LET(const auto list, earlier.store().list());
        if (was_alone) done.records = list.size();
    }
    // Both stores are closed and unlocked now; nobody has moved in meanwhile but this program.
    TRY_LET(const crypto::FolderLock lock, crypto::FolderLock::take(around.home));
    TRY(join_into_place(around.home));
    return done;
}

Result<std::size_t> carry_over(Office& office,
                               const std::function<void(std::size_t, std::size_t)>& progress) {
    std::size_t entered = 0;
    const std::optional<store::EarlierLedger>& there = office.store().home().earlier;
    if (!there || there->carried >= there->records) return entered;
    if (!office.may(ledger::Act::enter, ledger::Whose::others)) return entered;
    TRY_LET(const auto earlier, store::Store::open(office.around().home / earlier_folder,
                                                   there->database_key));
    TRY_LET(const std::vector<ledger::RecordId> records, records_in(*earlier));
    while (there->carried < records.size()) {
        store::Home home = office.store().home().duplicate();
        std::uint64_t& carried = home.earlier->carried;
        std::vector<Draft> drafts;
        for (; carried < records.size() && drafts.size() < records_per_write; ++carried) {
            TRY_LET(const auto state, earlier->record(records[carried]));
            if (!state) continue;
            const ledger::Change change = as_new(*state);
            if (change.empty()) continue;  // taken back there
            Draft draft;
            TRY_LET(draft.edit, ledger::build_edit(nullptr, change));
            drafts.push_back(std::move(draft));
        }
        entered += drafts.size();
        if (drafts.empty()) {
            TRY(office.store().save(home));
        } else {
            TRY(office.write(std::move(drafts), &home));
        }
        progress(there->carried, records.size());
    }
    return entered;
}

}  // namespace soxa::office
