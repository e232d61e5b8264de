#include <algorithm>

#include "client/office/exchange_parts.hpp"
#include "client/office/exchange_results.hpp"
#include "client/office/left_behind.hpp"
#include "client/office/slots.hpp"
#include "sync/exchange/compression.hpp"

namespace soxa::office {

namespace {

// More conversations than any honest exchange needs: a province that never is done is not one.
constexpr std::size_t conversations_max = 8;
constexpr int rounds_max = 2;
// Measured over less, a rate is that of the handshake.
constexpr std::uint64_t measured_bytes_min = 4 * 1024;
constexpr std::string_view enrol_path = "/v1/enrol";
constexpr std::string_view exchange_path = "/v2/exchange";
/// Where a province that lost some of its log gets it back.
constexpr std::string_view healing_path = "/v1/heal";
constexpr std::string_view repair_path = "/v2/repair";
std::int64_t now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// The unit may have been renamed since the ticket (F10).
Result<void> keep_unit_name(Office& office) {
    const auto& unit = office.store().directory().unit();
    if (!unit || unit->name == office.store().home().unit_name) return {};
    store::Home named = office.store().home().duplicate();
    named.unit_name = unit->name;
    return office.store().save(named);
}

}  // namespace

Exchange::Exchange(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Exchange::Exchange(Exchange&&) noexcept = default;
Exchange& Exchange::operator=(Exchange&&) noexcept = default;
Exchange::~Exchange() = default;

Result<Exchange> Exchange::begin(Office& office, const ExchangeManner& manner, Watch watch) {
    if (office.store().home().url.empty()) return fail(Errc::not_allowed, "exchange.local");
    TRY_LET(LinkMeter meter, LinkMeter::begin(office.around()));
    auto parts = std::make_unique<Parts>();
    parts->manner = manner;
    parts->watch = std::move(watch);
    parts->meter = std::make_shared<LinkMeter>(meter);
    parts->log_before = office.store().log().size();
    // Stands in the folder as long as an exchange is under way: found at the start, the last one
    // was cut.
    parts->mark = office.around().home / "exchanging";
    std::error_code ignored;
    parts->cut_before = std::filesystem::exists(parts->mark, ignored);
    return Exchange(std::move(parts));
}

/// Of a link, whose requests are nobody's business.
std::function<bool(const transport::Traffic&)> Exchange::Parts::watching() const {
    return [told = watch, counts = meter](const transport::Traffic& traffic) {
        return counts->allows(traffic.sent_bytes + traffic.received_bytes) &&
               (!told || told(traffic.sent_bytes, traffic.received_bytes));
    };
}

bool Exchange::under_way() const { return !parts_->complete; }

Result<void> Exchange::prepare(Office& office) {
    if (office.store().home().device_certificate.empty()) {
        return parts_->ask_for_certificate(office);
    }
    if (parts_->healing) {
        TRY_LET(const Bytes request, parts_->healing->request());
        parts_->request = exchange::compressed(request);
        return {};
    }
    // Rows that are gone come first, but not twice on a line that cut it off: what waits must leave.
    const bool first = !parts_->session && !parts_->compared && !parts_->cut_before;
    if (first && office.store().has_gaps()) TRY(parts_->begin_repair(office));
    if (parts_->repair) {
        const auto request = parts_->repair->request();
        if (request) parts_->request = exchange::compressed(*request);
        if (!request) TRY(parts_->not_mended(office, request.error()));
        if (request || parts_->complete) return {};
    }
    if (parts_->talk) return parts_->go_on();
    if (!parts_->session) TRY(parts_->begin_round(office));
    return parts_->converse(office);
}

Result<void> Exchange::Parts::ask_for_certificate(Office& office) {
    TRY_LET(link, open_link(office, {}, watching()));
    TRY_LET(const exchange::Enrolment claim, certificate_claim(office.store().home()));
    request = exchange::encode(claim);
    return {};
}

Result<void> Exchange::Parts::begin_round(Office& office) {
    const store::Home& home = office.store().home();
    if (round == 0) {
        // What it cannot take stays where it is; that ends nobody's exchange.
        const auto behind = take_left_behind(office);
        if (!behind && behind.error().code == Errc::storage) {
            return tl::make_unexpected(behind.error());
        }
        TRY(share_slots(office));
        TRY_LET(link, open_link(office, manner, watching()));
        exchanged.resumed = cut_before;
        after_cut = cut_before;
        TRY(crypto::write_durably(mark, {}));
    }
    session.emplace(office.store(), home.stream, home.device, home.province);
    if (!healed) session->ask_before_restart();
    return {};
}

/// Opens a conversation with all that fits its first piece.
Result<void> Exchange::Parts::converse(Office& office) {
    if (++conversations > conversations_max) {
        return fail(Errc::integrity, "exchange.no_progress");
    }
    TRY_LET(const store::Link known, office.store().link());
    TRY(session->open(after_cut));
    talk.emplace(dictionaries.empty() ? 0 : dictionaries.front(), known.up_rate);
    talk->begun_ms = now_ms();
    Bytes first;
    for (bool more = true; more && first.size() < talk->pace.part_bytes();) {
        TRY_LET(const std::optional<Bytes> part, next_part());
        if (part) append(first, *part);
        more = part.has_value();
        talk->ended = !more;
    }
    using Body = transport::Https::Body;
    return link->begin(exchange_path, std::move(first),
                       talk->ended ? Body::whole : Body::to_be_continued);
}

/// Compressed; nothing once all is said.
Result<std::optional<Bytes>> Exchange::Parts::next_part() {
    const std::size_t weight = talk->pace.part_weight();
    const std::size_t sent_before = session->counts().operations_sent;
    TRY_LET(const std::optional<Bytes> part, session->next_part(weight));
    if (!part) return std::nullopt;
    Bytes packed = talk->out.add(*part);
    const bool full = session->counts().operations_sent > sent_before && session->has_more();
    talk->pace.said(full ? weight : 0, packed.size(), now_ms());
    return packed;
}

Result<void> Exchange::Parts::go_on() {
    if (!talk->heard.wants || talk->ended) return {};
    talk->heard.wants = false;
    TRY_LET(const std::optional<Bytes> part, next_part());
    if (part) {
        link->say(*part);
    } else {
        talk->ended = true;
        link->end();
    }
    return {};
}

Result<void> Exchange::carry() {
    const auto carried = parts_->carry();
    if (!carried && parts_->meter->capped()) return fail(Errc::no_connection, "exchange.capped");
    return carried;
}

Result<void> Exchange::Parts::carry() {
    if (complete) return {};  // what was left could not be mended
    if (session) {
        TRY_LET(talk->heard, link->wait());
        return {};
    }
    const std::string_view path = healing  ? healing_path
                                  : repair ? repair_path
                                                   : enrol_path;
    auto answered = link->post(path, request);
    const bool cut = !answered && answered.error().code == Errc::no_connection;
    if (cut && complete_but_for_repair) {
        answer = {};  // all else is done, and rows are compared another day
        return {};
    }
    TRY_LET(answer, std::move(answered));
    if (answer.status == 200) return {};
    // A province that is older than this program compares no rows, and one that lost some of its log
    // is helped by the conversation.
    constexpr long not_found = 404;
    constexpr long conflict = 409;
    if (repair && (answer.status == not_found || answer.status == conflict)) return {};
    return refused(word_in(answer.body),
                           refusal_of(answer.status, answer.body));
}

/// Remembered: a laptop that cannot send any more must not go on collecting.
Result<void> Exchange::Parts::refused(std::string word, Error error) {
    if (word_key(word) == "province.device.revoked") {
        TRY(crypto::write_durably(mark.parent_path() / revoked_mark, {}));
    }
    return tl::make_unexpected(std::move(error));
}

Result<void> Exchange::take(Office& office) {
    if (parts_->complete) return {};
    if (parts_->healing) return parts_->take_healing();
    if (parts_->repair) {
        TRY(parts_->take_repair(office));
        // After all else it was the last thing.
        parts_->complete = parts_->complete_but_for_repair && !parts_->repair;
        return {};
    }
    if (!parts_->session) return keep_certificate(office, parts_->answer.body);
    TRY(parts_->hear());
    if (parts_->rewound) return parts_->begin_healing(office);
    if (parts_->talk->heard.over || parts_->session->offer_failed()) {
        return parts_->hear_the_end(office);
    }
    return {};
}

/// Every part of the answer that is there whole.
Result<void> Exchange::Parts::hear() {
    transport::Https::Heard& heard = talk->heard;
    seen.retry_after = heard.retry_after;
    if (heard.status != 200) {
        append(talk->refusal, heard.bytes);
        return {};
    }
    talk->received += heard.bytes.size();
    talk->in.feed(heard.bytes);
    heard.bytes.clear();
    while (!session->offer_failed()) {
        TRY_LET(const std::optional<Bytes> part, talk->in.next());
        if (!part) break;
        talk->pace.answered(now_ms());
        auto taken = session->take_part(*part);
        rewound = session->restart_offered();
        if (rewound) return {};
        if (taken) continue;
        if (taken.error().text != "exchange.refused_part") return taken;
        const std::string word = taken.error().args.at(0);
        rewound = word == "exchange.rewound" && !healed;
        if (rewound) return {};
        const Errc code = word.starts_with("device.") ? Errc::not_allowed : Errc::integrity;
        return refused(word, {code, word_key(word), {}, {}});
    }
    return {};
}

Result<void> Exchange::Parts::hear_the_end(Office& office) {
    measure();
    const std::string word = word_in(talk->refusal);
    // A province that is older than this program: it may know an earlier dictionary.
    if (word == "message.dictionary" && !dictionaries.empty()) {
        dictionaries.erase(dictionaries.begin());
        talk.reset();
        return {};
    }
    if (word == "exchange.rewound" && !healed) return begin_healing(office);
    if (talk->heard.status != 200) {
        return refused(word, refusal_of(talk->heard.status, talk->refusal));
    }
    const bool cut = !session->offer_failed() &&
                     (talk->in.inside_part() || session->parts_open() > 0);
    if (cut) return fail(Errc::no_connection, "transport.cut", {"answer"});
    after_cut = false;
    talk.reset();
    if (session->offer_failed() || !session->complete()) return {};
    TRY(office.store().keep_left_out(session->left_out()));
    exchanged.operations_sent += session->counts().operations_sent;
    exchanged.operations_received += session->counts().operations_received;
    session.reset();
    round += 1;
    TRY(take_slots(office));
    TRY(keep_unit_name(office));
    // A second round where the first brought laptops that lack this one's slots.
    TRY_LET(const std::size_t shared, share_slots(office));
    complete = shared == 0 || round == rounds_max;
    if (!complete) return {};
    TRY_LET(const bool due, repair_due(office));
    if (!due) return {};
    complete = false;
    complete_but_for_repair = true;
    return begin_repair(office);
}

void Exchange::Parts::measure() {
    if (talk->pace.up_rate() > 0) seen.up_rate = talk->pace.up_rate();
    const auto took = static_cast<std::uint64_t>(std::max<std::int64_t>(1, now_ms() - talk->begun_ms));
    if (talk->received >= measured_bytes_min) seen.down_rate = talk->received * 1000 / took;
}

Result<void> Exchange::Parts::count_use(const Office& office) const {
    const transport::Traffic& traffic = link->traffic();
    return count_link_use(office.around(), traffic.sent_bytes + traffic.received_bytes);
}

Result<void> Exchange::failed(Office& office) {
    if (!parts_->link) return {};
    if (parts_->talk) parts_->measure();
    parts_->seen.session = parts_->link->session();
    parts_->seen.round_trip_ms = parts_->link->traffic().round_trip_ms;
    // A cap is no fault of the link.
    parts_->seen.ended_well = parts_->meter->capped();
    TRY(parts_->count_use(office));
    return keep_link(office, std::move(parts_->seen));
}

Result<Exchanged> Exchange::outcome(Office& office) const {
    parts_->seen.session = parts_->link->session();
    parts_->seen.round_trip_ms = parts_->link->traffic().round_trip_ms;
    parts_->seen.ended_well = true;
    TRY(keep_link(office, std::move(parts_->seen)));
    TRY(parts_->count_use(office));
    Exchanged exchanged = parts_->exchanged;
    exchanged.bytes_sent = parts_->link->traffic().sent_bytes;
    exchanged.bytes_received = parts_->link->traffic().received_bytes;
    exchanged.requests = parts_->link->traffic().requests;
    TRY(add_results(office, parts_->log_before, exchanged));
    std::error_code ignored;
    std::filesystem::remove(parts_->mark, ignored);
    std::filesystem::remove(office.around().home / revoked_mark, ignored);
    return exchanged;
}

}  // namespace soxa::office
