#include "client/office/exchange_attachments.hpp"

#include <thread>

#include "client/office/bundle.hpp"

namespace soxa::office {

namespace {

// Between two tries of a patient exchange, as of records.
constexpr std::chrono::milliseconds next_try{700};

void add(const Exchanged& more, Exchanged& to) {
    to.operations_sent += more.operations_sent;
    to.operations_received += more.operations_received;
    to.bytes_sent += more.bytes_sent;
    to.bytes_received += more.bytes_received;
    to.requests += more.requests;
    to.conflicts_open = more.conflicts_open;
    to.refused.insert(to.refused.end(), more.refused.begin(), more.refused.end());
    to.refused_keys.insert(to.refused_keys.end(), more.refused_keys.begin(),
                           more.refused_keys.end());
    to.log_size = more.log_size;
    to.cuts += more.cuts;
}

void add(const AttachmentsExchanged& more, AttachmentsExchanged& to) {
    to.files_sent += more.files_sent;
    to.thumbnails_sent += more.thumbnails_sent;
    to.thumbnails_received += more.thumbnails_received;
    to.refused = more.refused;  // of the last try: it tried them all again
    to.no_room = more.no_room;
    to.bytes_sent += more.bytes_sent;
    to.bytes_received += more.bytes_received;
    to.requests += more.requests;
    to.resumed = to.resumed || more.resumed;
}

Result<void> run(Office& office, ScanExchange& exchange) {
    while (exchange.under_way()) {
        TRY(exchange.prepare(office));
        exchange.carry();
        TRY(exchange.take(office));
    }
    return {};
}

Result<AttachmentsExchanged> exchange_attachments(Office& office, const ExchangeManner& manner) {
    AttachmentsExchanged all;
    const auto begun = std::chrono::steady_clock::now();
    for (;;) {
        TRY_LET(ScanExchange exchange, ScanExchange::begin(office, manner, {}));
        const auto ran = run(office, exchange);
        TRY_LET(const AttachmentsExchanged done, exchange.finish(office));
        add(done, all);
        if (ran) return all;
        const bool cut = ran.error().code == Errc::no_connection &&
                         ran.error().text != "exchange.capped";
        if (!cut || std::chrono::steady_clock::now() - begun >= manner.patience) {
            return tl::make_unexpected(ran.error());
        }
        std::this_thread::sleep_for(next_try);
    }
}

}  // namespace

Result<Bytes> fetch_attachment(Office& office, const ledger::NamedBytes& named) {
    TRY_LET(ScanExchange exchange, ScanExchange::fetching(office, named));
    const auto ran = run(office, exchange);
    TRY(exchange.finish(office));
    TRY(ran);
    TRY_LET(const auto folder, attachment_folder(office));
    TRY_LET(auto bytes, folder.get(named.digest));
    if (!bytes) return fail(Errc::no_connection, "attachment.not_there_yet");
    return std::move(*bytes);
}

Result<ExchangedAll> exchange_all(Office& office, const ExchangeManner& manner,
                                  bool records_only) {
    ExchangedAll all;
    TRY_LET(all.records, exchange_now(office, manner));
    TRY(take_waiting_bundles(office));
    if (records_only) return all;
    TRY_LET(all.attachments, exchange_attachments(office, manner));
    if (all.attachments.files_sent + all.attachments.thumbnails_sent > 0) {
        // The receipts.
        TRY_LET(const Exchanged told, exchange_now(office, manner));
        add(told, all.records);
    }
    return all;
}

}  // namespace soxa::office
