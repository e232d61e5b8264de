#include "sync/server/ticket_issue.hpp"

#include "crypto/normal_form.hpp"
#include "sync/server/plain_text.hpp"
#include "sync/server/province_author.hpp"
#include "sync/server/transfer.hpp"

namespace soxa::server {

namespace {

constexpr std::string_view basis = "province ticket";

Result<std::string> url_for(Records& records, const TicketWanted& wanted) {
    std::optional<std::string> url = wanted.url;
    if (!url) {
        TRY_LET(url, records.settings().find(setting::url));
    }
    if (!url) return fail(Errc::invalid_input, "ticket.no_url");
    if (!url->starts_with("https://") || !is_line(*url)) {
        return fail(Errc::invalid_input, "ticket.url", {*url});
    }
    return *url;
}

const ledger::AccountState* account_of(const ledger::Directory& directory,
                                       std::string_view personal_id) {
    for (const auto& [id, account] : directory.accounts()) {
        if (account.made.personal_id == personal_id && !account.revoked) return &account;
    }
    return nullptr;
}

struct Invited {
    ledger::AccountId account;
    std::string name;
};

/// Makes the person's account, or invites him to it once more.
Result<Invited> invite(Office& office, UnitStream& stream, ledger::StreamId id,
                       const TicketWanted& wanted, const crypto::PublicKey& invitation) {
    TRY_LET(const ledger::Directory* directory, stream.directory());
    const ledger::AccountState* there = account_of(*directory, wanted.personal_id);
    if (there != nullptr && there->made.role != ledger::Role::admin) {
        return fail(Errc::invalid_input, "ticket.other_role");
    }
    // Under another name it is another person, or a number mistyped.
    if (there != nullptr && there->made.name != wanted.admin_name) {
        return fail(Errc::invalid_input, "ticket.other_name", {there->made.name});
    }
    TRY_LET(ProvinceAuthor author, ProvinceAuthor::in(stream, id, ProvinceChain::founding, office));
    Invited invited;
    if (there != nullptr) {
        invited = {there->id, there->made.name};
        author.add(ledger::Kind::account_invite, ledger::encode(ledger::AccountInvite{
                                                     there->id, invitation, std::string(basis)}));
    } else {
        invited.name = wanted.admin_name;
        const ledger::AccountCreate made{"",
                                         wanted.admin_name,
                                         wanted.personal_id,
                                         ledger::Role::admin,
                                         std::string(basis),
                                         invitation};
        invited.account = {author.add(ledger::Kind::account_create, ledger::encode(made)).bytes};
    }
    TRY(author.append());
    return invited;
}

}  // namespace

Result<exchange::Ticket> issue_ticket(Office& office, const TicketWanted& given) {
    TicketWanted wanted = given;
    wanted.admin_name = crypto::nfc(given.admin_name).value_or("");
    if (!is_line(wanted.admin_name)) return fail(Errc::invalid_input, "ticket.name");
    if (!is_personal_id(wanted.personal_id)) {
        return fail(Errc::invalid_input, "ticket.personal_id");
    }
    exchange::Ticket ticket;
    ticket.number = random_bytes(*office.random, exchange::ticket_number_bytes);
    ticket.secret = Secret(random_bytes(*office.random, exchange::ticket_secret_bytes));
    ticket.province_certificate = office.root.der();
    ticket.intake_key = office.keys.intake.public_key();
    ticket.log_key = office.keys.log.public_key();
    ticket.personal_id = wanted.personal_id;
    ticket.expires = office.clock->now() + wanted.term;
    TRY_LET(const crypto::SoftwareSigner invitation, exchange::invitation_key(ticket.secret));
    TRY(office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Unit unit, required_unit(records, wanted.unit));
        TRY_LET(const Unit now, successor_of(records, unit));
        if (now.stream != unit.stream) {
            return fail(Errc::invalid_input, "ticket.merged", {unit.code, now.code});
        }
        TRY_LET(ticket.url, url_for(records, wanted));
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        TRY_LET(const Invited invited,
                invite(office, *stream, unit.stream, wanted, invitation.public_key()));
        ticket.stream = unit.stream;
        ticket.unit_code = unit.code;
        ticket.unit_name = unit.name;
        ticket.account = invited.account;
        ticket.person_name = invited.name;
        TRY_LET(ticket.founding, founding_of(*stream, unit.stream, office));
        return records.tickets().add({ticket.number, ticket.secret.duplicate(), unit.stream,
                                      ticket.account, ticket.person_name, ticket.expires,
                                      std::nullopt});
    }));
    return ticket;
}

}  // namespace soxa::server
