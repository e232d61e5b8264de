#include "sync/server/repair.hpp"

#include "sync/exchange/compression.hpp"
#include "sync/server/exchange_answer.hpp"

namespace soxa::server {

Result<Bytes> answer_repair(Office& office, ByteView certificate, ByteView body) {
    TRY_LET(const Bytes bytes, exchange::decompressed(body, exchange::repair_bytes_max));
    TRY_LET(const exchange::RepairAsk ask, exchange::decode_repair_ask(bytes));
    Bytes answered;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Device device, admitted(office, records, certificate));
        if (ask.stream != device.stream || ask.device != device.id) {
            return fail(Errc::not_allowed, "exchange.not_yours");
        }
        TRY_LET(UnitStream* const stream, records.stream(device.stream));
        const bool same_log = ask.checkpoint.epoch == stream->epoch() &&
                              ask.checkpoint.size <= stream->log().size();
        if (!same_log) return fail(Errc::integrity, "exchange.rewound");
        TRY_LET(const exchange::RepairAnswer answer,
                exchange::answer_repair(*stream, ask, office.keys.log.public_key()));
        answered = exchange::encode(answer);
        return {};
    });
    TRY(done);
    return exchange::compressed(answered);
}

}  // namespace soxa::server
