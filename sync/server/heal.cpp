#include "sync/server/heal.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "sync/exchange/compression.hpp"
#include "sync/exchange/healing_province.hpp"
#include "sync/server/attachment_upload.hpp"
#include "sync/server/exchange_answer.hpp"
#include "sync/server/identity_claim.hpp"
#include "sync/server/province_author.hpp"
#include "sync/server/second_look.hpp"

namespace soxa::server {

namespace {

/// Laptops that the recovered log shuts out must not come in by the register's older list.
Result<void> revoke_again(Records& records, const exchange::Recovered& recovered, Timestamp now) {
    for (const ledger::Operation& operation : recovered.accepted) {
        const auto revoked = ledger::device_revoke(operation);
        if (revoked) TRY(records.devices().revoke(revoked->device, now));
    }
    return {};
}

/// What this store let in by itself, before it knew what it had lost, and would not now.
Result<std::vector<ledger::Rejudgement>> let_in_unknowing(UnitStream& stream,
                                                          const exchange::Recovered& recovered) {
    std::vector<ledger::Rejudgement> second;
    const std::set<ledger::OperationId> decided(recovered.proven.begin(), recovered.proven.end());
    for (std::uint64_t position = recovered.base + 1; position <= recovered.before; ++position) {
        const auto id = stream.at(position);
        if (!id || decided.contains(*id)) continue;
        TRY_LET(const std::optional<exchange::Stored> stored, stream.find(*id));
        // Where somebody has looked again, that stands.
        if (!stored || !stored->standing.confirmed()) continue;
        if (!stored->standing.earlier.empty()) continue;
        // The laws of the ledger's own opening and of the province are not asked again.
        const ledger::Kind kind = stored->operation.header.kind;
        const bool work = kind == ledger::Kind::edit || kind == ledger::Kind::submit ||
                          kind == ledger::Kind::check || kind == ledger::Kind::give_back ||
                          kind == ledger::Kind::approve;
        if (!work) continue;
        TRY_LET(const ledger::Facts facts,
                exchange::facts_of(stream, stored->operation, stored->standing.received));
        TRY_LET(const ledger::Directory* directory, stream.directory());
        const ledger::Judged judged = ledger::judge(stored->operation, *directory, facts);
        if (judged.judgement != ledger::Judgement::held &&
            judged.judgement != ledger::Judgement::refused) {
            continue;
        }
        second.push_back({*id, judged.judgement, judged.reason});
    }
    return second;
}

/// The same word, of the same file and with what it rests on: the province's own among them have
/// other names now.
ledger::Header same_word(const ledger::Header& said,
                         const std::map<ledger::OperationId, ledger::OperationId>& names) {
    const auto renamed = [&](const ledger::OperationId& id) {
        const auto found = names.find(id);
        return found == names.end() ? id : found->second;
    };
    ledger::Header again;
    again.kind = said.kind;
    again.schema = said.schema;
    if (said.record) again.record = ledger::RecordId{renamed({said.record->bytes}).bytes};
    again.cells = said.cells;
    for (ledger::Assignment& cell : again.cells) {
        std::ranges::transform(cell.replaces, cell.replaces.begin(), renamed);
    }
    for (const ledger::OperationId& id : said.references) again.references.push_back(renamed(id));
    return again;
}

Result<void> say_again(Office& office, UnitStream& stream, ledger::StreamId id,
                       const std::vector<ledger::Operation>& words) {
    TRY_LET(ProvinceAuthor author, ProvinceAuthor::in(stream, id, ProvinceChain::verdicts, office));
    std::map<ledger::OperationId, ledger::OperationId> names;
    for (const ledger::Operation& word : words) {
        const ledger::Kind kind = word.header.kind;
        const bool names_itself = kind == ledger::Kind::chain_open ||
                                  kind == ledger::Kind::unit_open ||
                                  kind == ledger::Kind::account_create;
        // What a move changed in a file went with an adoption that is made anew under another name:
        // the unit's own rules ask for it [R34]. A day that came is told again by its date.
        const bool follows = kind == ledger::Kind::edit || kind == ledger::Kind::leaving_day;
        if (names_itself || follows) continue;
        names.emplace(word.id, author.add(same_word(word.header, names), word.payload));
    }
    return author.append_as_judged();
}

}  // namespace

Result<exchange::Agreed> take_evidence(Office& office, Records& records, UnitStream& stream,
                                       const Device& device, const exchange::Evidence& evidence) {
    TRY_LET(const exchange::Recovered recovered,
            exchange::recover(stream, evidence, office.keys.log.public_key(), office.keys.intake));
    TRY(revoke_again(records, recovered, office.clock->now()));
    if (recovered.diverged()) {
        // Not to be foreseen: a store put back twice must not come upon one epoch twice.
        const Bytes drawn = random_bytes(*office.random, 2);
        const std::uint64_t step = 1 + drawn[0] + 256U * drawn[1];
        if (stream.epoch() <= recovered.epoch) TRY(stream.raise_epoch(recovered.epoch + step));
        TRY(say_again(office, stream, device.stream, recovered.said_before));
        std::vector<ledger::Rejudgement> second = recovered.first_verdicts;
        if (recovered.added > 0) {
            TRY_LET(const auto unknowing, let_in_unknowing(stream, recovered));
            second.insert(second.end(), unknowing.begin(), unknowing.end());
        }
        if (!second.empty()) TRY(look_again(office, stream, device.stream, second));
    } else if (recovered.epoch > stream.epoch()) {
        TRY(stream.raise_epoch(recovered.epoch));
    }
    if (recovered.added > 0) {
        TRY(want_attachments_again(office, records, stream, device.stream));
    }
    TRY_LET(const auto unit, records.units().of(device.stream));
    if (recovered.added > 0 && unit) TRY(fill_numbers(office, records, *unit));
    return exchange::Agreed{stream.log().size()};
}

Result<Bytes> answer_healing(Office& office, ByteView certificate, ByteView body) {
    TRY_LET(const Bytes bytes, exchange::decompressed(body, exchange::healing_bytes_max));
    const bool asks = exchange::is_witness(bytes);
    exchange::Witness witness;
    exchange::Evidence evidence;
    if (asks) {
        TRY_LET(witness, exchange::decode_witness(bytes));
    } else {
        TRY_LET(evidence, exchange::decode_evidence(bytes));
    }
    Bytes answered;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Device device, admitted(office, records, certificate));
        const ledger::StreamId stream_id = asks ? witness.stream : evidence.stream;
        const ledger::DeviceId& device_id = asks ? witness.device : evidence.device;
        if (stream_id != device.stream || device_id != device.id) {
            return fail(Errc::not_allowed, "exchange.not_yours");
        }
        TRY_LET(UnitStream* const stream, records.stream(device.stream));
        exchange::Agreed agreed;
        if (asks) {
            TRY_LET(agreed, exchange::agree(*stream, witness, office.keys.log.public_key()));
            // Of all that it signed only the epoch is lost: there is no evidence to wait for.
            const ledger::Checkpoint& signed_once = witness.checkpoint;
            if (agreed.size == signed_once.size && signed_once.epoch > stream->epoch()) {
                TRY(stream->raise_epoch(signed_once.epoch));
            }
        } else {
            TRY_LET(agreed, take_evidence(office, records, *stream, device, evidence));
        }
        answered = exchange::encode(agreed);
        return {};
    });
    TRY(done);
    return answered;
}

}  // namespace soxa::server
