// An operation's header and every kind of payload behind it.
#include <cstdlib>

#include "sync/ledger/account.hpp"
#include "sync/ledger/approval.hpp"
#include "sync/ledger/verdict.hpp"
#include "sync/record/value.hpp"

namespace {

using namespace soxa;

void look_inside(const ledger::Operation& operation) {
    (void)ledger::edit_payload(operation);
    (void)ledger::chain_open(operation);
    (void)ledger::context(operation);
    (void)ledger::unit_open(operation);
    (void)ledger::account_create(operation);
    (void)ledger::account_invite(operation);
    (void)ledger::account_key(operation);
    (void)ledger::account_change(operation);
    (void)ledger::account_verdict(operation);
    (void)ledger::device_open(operation);
    (void)ledger::device_revoke(operation);
    (void)ledger::slot_share(operation);
    (void)ledger::rejudgements(operation);
    (void)ledger::reason(operation);
    (void)ledger::needs(operation);
    if (const auto approval = ledger::approval_payload(operation)) {
        (void)ledger::read_manifest(approval->manifest);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const ByteView bytes(data, size);
    if (const auto header = ledger::decode_header(bytes)) {
        if (!std::ranges::equal(ledger::encode(*header), bytes)) std::abort();
    }
    // The first byte chooses a kind, the rest is its payload.
    if (bytes.empty()) return 0;
    ledger::Operation operation;
    operation.header.kind = static_cast<ledger::Kind>(bytes[0]);
    operation.payload = copy_of(bytes.subspan(1));
    look_inside(operation);
    for (const record::Field& field : record::fields()) {
        (void)record::decode_cell(field.cell, bytes.subspan(1));
    }
    return 0;
}
