#include "sync/ledger/understood.hpp"

#include "sync/ledger/access.hpp"
#include "sync/ledger/attachment_wanted.hpp"
#include "sync/ledger/error_report.hpp"
#include "sync/ledger/leaving.hpp"
#include "sync/ledger/off_site.hpp"
#include "sync/ledger/transfer.hpp"
#include "sync/ledger/verdict.hpp"
#include "sync/ledger/withdrawal.hpp"

namespace soxa::ledger {

bool understood(const Operation& operation) {
    switch (operation.header.kind) {
        case Kind::chain_open: return chain_open(operation).has_value();
        case Kind::context: return context(operation).has_value();
        case Kind::unit_open: return unit_open(operation).has_value();
        case Kind::edit: return edit_payload(operation).has_value();
        case Kind::submit:
        case Kind::check:
        case Kind::give_back: return reason(operation).has_value();
        case Kind::approve: return approval_payload(operation).has_value();
        case Kind::account_create: return account_create(operation).has_value();
        case Kind::account_invite: return account_invite(operation).has_value();
        case Kind::account_key: return account_key(operation).has_value();
        case Kind::account_change: return account_change(operation).has_value();
        case Kind::account_verdict: return account_verdict(operation).has_value();
        case Kind::device_open: return device_open(operation).has_value();
        case Kind::device_revoke: return device_revoke(operation).has_value();
        case Kind::slot_share: return slot_share(operation).has_value();
        case Kind::rejudge: return rejudgements(operation).has_value();
        case Kind::transfer_propose: return move_terms(operation).has_value();
        case Kind::release: return release(operation).has_value();
        case Kind::transfer_word: return transfer_word(operation).has_value();
        case Kind::offer: return offer(operation).has_value();
        case Kind::accept:
        case Kind::refuse:
        case Kind::reopen: return life_reason(operation).has_value();
        case Kind::adopt: return provenance(operation).has_value();
        case Kind::late_edit: return late_note(operation).has_value();
        case Kind::claim: return claim(operation).has_value();
        case Kind::claim_verdict: return claim_verdict(operation).has_value();
        case Kind::alias: return alias(operation).has_value();
        case Kind::alias_verdict: return alias_verdict(operation).has_value();
        case Kind::unit_change: return unit_change(operation).has_value();
        case Kind::status_word: return status_word(operation).has_value();
        case Kind::request: return file_request(operation).has_value();
        case Kind::access_level: return access_level(operation).has_value();
        case Kind::access_grant: return access_grant(operation).has_value();
        case Kind::grant_sign: return grant_sign(operation).has_value();
        case Kind::grant_end: return grant_end(operation).has_value();
        case Kind::access_use: return access_use(operation).has_value();
        case Kind::attachment_wanted: return wanted_again(operation).has_value();
        case Kind::leaving_ahead:
        case Kind::leaving_day: return leaving(operation).has_value();
        case Kind::off_site: return off_site(operation).has_value();
        case Kind::pack_withdraw: return withdrawal(operation).has_value();
        case Kind::error_report: return error_report(operation).has_value();
        case Kind::error_answer: return error_answer(operation).has_value();
        case Kind::decision_reason: return decision_reason(operation).has_value();
        default: return true;  // of the province's publications, in parts
    }
}

}  // namespace soxa::ledger
