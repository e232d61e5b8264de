#include "client/office/link_plan.hpp"

#include <algorithm>

#include "client/office/attachments.hpp"
#include "client/office/conflict.hpp"
#include "sync/exchange/compression.hpp"
#include "sync/exchange/pace.hpp"

namespace soxa::office {

namespace {

// What a session costs besides its body, measured with tests/link: both ways, packets' heads too.
constexpr std::uint64_t cold_bytes = 4000;
constexpr std::uint64_t resumed_bytes = 1700;
constexpr std::uint64_t round_trips = 3;
constexpr std::size_t weighed_parts_max = 16;
constexpr std::size_t part_weight = 256 * 1024;
// A commune's line carries for a quarter of the day what it carries while it is being looked at.
constexpr std::int64_t share_of_day = 4;
constexpr std::uint64_t halvings_max = 6;
constexpr std::chrono::hours road{24};

/// Of the body, by writing it as it would go.
Result<std::uint64_t> weighed(Office& office, std::uint64_t operations) {
    const store::Home& home = office.store().home();
    exchange::LaptopSession session(office.store(), home.stream, home.device, home.province);
    TRY(session.open(false));
    exchange::PartWriter writer(exchange::newest_dictionary());
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < weighed_parts_max; ++i) {
        TRY_LET(const auto part, session.next_part(part_weight));
        if (!part) return bytes;
        bytes += writer.add(*part).size();
    }
    const std::size_t said = session.counts().operations_sent;
    return said == 0 ? bytes : bytes * std::max<std::uint64_t>(operations, said) / said;
}

/// Bytes until then.
std::uint64_t caps_let(const LinkPlan& plan, std::chrono::seconds until) {
    std::uint64_t lets = plan.allowed.this_month.value_or(~std::uint64_t{0});
    if (plan.allowed.today) {
        const auto days = std::chrono::floor<std::chrono::days>(until).count();
        const auto later = static_cast<std::uint64_t>(std::max<std::int64_t>(0, days));
        lets = std::min(lets, *plan.allowed.today + later * plan.day_bytes_max);
    }
    return lets;
}

}  // namespace

Result<LinkPlan> plan_link(Office& office) {
    if (office.store().home().url.empty()) return fail(Errc::not_allowed, "exchange.local");
    LinkPlan plan;
    TRY_LET(const store::Waiting waiting, office.store().waiting());
    TRY_LET(const store::Link link, office.store().link());
    TRY_LET(plan.conflicts_open, office::conflicts_open(office));
    plan.operations = waiting.operations;
    plan.records = waiting.records;
    TRY_LET(const std::uint64_t body, weighed(office, waiting.operations));
    const std::uint64_t besides = link.session.empty() ? cold_bytes : resumed_bytes;
    plan.bytes = body + besides;
    plan.retry_at = link.retry_at;
    plan.failures = link.failures;
    TRY_LET(const WaitingScans scans, waiting_scans(office));
    plan.scans = scans.files;
    plan.scan_bytes = scans.bytes;
    const Preferences wanted = preferences(office.around().home);
    plan.scans_wait = wanted.low_bandwidth;
    plan.allowed = allowance(wanted, link_use(office.around()));
    plan.day_bytes_max = static_cast<std::uint64_t>(wanted.day_kb_max) * 1000;
    if (link.up_rate > 0) {
        const std::uint64_t ms =
            plan.bytes * 1000 / link.up_rate + round_trips * link.round_trip_ms;
        plan.takes = std::chrono::seconds(static_cast<std::int64_t>((ms + 999) / 1000));
    }
    return plan;
}

bool courier_advised(const LinkPlan& plan, std::chrono::seconds until_due) {
    if (plan.operations == 0) return false;
    const auto left = until_due - std::chrono::seconds(road);
    if (caps_let(plan, left) < plan.bytes) return true;
    const auto halvings = std::min(plan.failures, halvings_max);
    // Never measured: only failing says something.
    if (!plan.takes) return plan.failures >= halvings_max / 2 && left < std::chrono::hours(48);
    return plan.takes->count() * share_of_day << halvings > std::max<std::int64_t>(0, left.count());
}

}  // namespace soxa::office
