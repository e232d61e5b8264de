#include "client/office/link_use.hpp"

#include <algorithm>

#include "client/office/record_json.hpp"
#include "crypto/durable_file.hpp"
#include "sync/record/month.hpp"

namespace soxa::office {

namespace {

constexpr std::size_t file_bytes_max = 4096;
constexpr std::uint64_t handshake_bytes = 4000;
constexpr std::uint64_t kilobyte = 1000;
constexpr std::uint64_t megabyte = 1000 * kilobyte;

std::filesystem::path file_in(const std::filesystem::path& home) { return home / "link_use.json"; }

struct Days {
    std::string day;
    std::string month;
};
Days days_of(const Surroundings& around) {
    const auto day = record::Day(day_in_vietnam(around.clock.now()));
    return {record::stored(day),
            record::stored(record::Month{record::year_of(day), record::month_of(day)})};
}

}  // namespace

LinkUse link_use(const Surroundings& around) {
    LinkUse used;
    const auto content = crypto::read_file(file_in(around.home), file_bytes_max);
    if (!content) return used;
    const auto json = parse_json(text_of(*content));
    if (!json || !json->is_object()) return used;
    const auto of = [&](const char* period, const std::string& now, const char* bytes) {
        const auto kept = json->find(period);
        const auto count = json->find(bytes);
        const bool same = kept != json->end() && kept->is_string() && *kept == now;
        return same && count != json->end() && count->is_number_unsigned()
                   ? count->get<std::uint64_t>()
                   : 0;
    };
    const Days now = days_of(around);
    used.day_bytes = of("day", now.day, "day_bytes");
    used.month_bytes = of("month", now.month, "month_bytes");
    return used;
}

Result<void> count_link_use(const Surroundings& around, std::uint64_t bytes) {
    if (bytes == 0) return {};
    const LinkUse used = link_use(around);
    const Days now = days_of(around);
    const Json json{{"day", now.day},
                    {"day_bytes", used.day_bytes + bytes + handshake_bytes},
                    {"month", now.month},
                    {"month_bytes", used.month_bytes + bytes + handshake_bytes}};
    const std::string text = json.dump() + "\n";
    return crypto::write_durably(file_in(around.home), bytes_of(text));
}

std::optional<std::uint64_t> Allowance::now() const {
    if (!today || !this_month) return today ? today : this_month;
    return std::min(*today, *this_month);
}

Allowance allowance(const Preferences& wanted, const LinkUse& used) {
    const auto left = [](std::uint64_t most, std::uint64_t so_far) {
        return most > so_far ? most - so_far : 0;
    };
    Allowance allowed;
    if (wanted.day_kb_max > 0) {
        const auto most = static_cast<std::uint64_t>(wanted.day_kb_max) * kilobyte;
        allowed.today = left(most, used.day_bytes);
    }
    if (wanted.month_mb_max > 0) {
        const auto most = static_cast<std::uint64_t>(wanted.month_mb_max) * megabyte;
        allowed.this_month = left(most, used.month_bytes);
    }
    return allowed;
}

Allowance allowance(const Surroundings& around) {
    return allowance(preferences(around.home), link_use(around));
}

Result<LinkMeter> LinkMeter::begin(const Surroundings& around) {
    LinkMeter meter;
    meter.left_ = allowance(around).now();
    if (!meter.left_) return meter;
    // A handshake that leaves nothing to say with is a waste of what is left.
    if (*meter.left_ <= handshake_bytes) return fail(Errc::no_connection, "exchange.capped");
    *meter.left_ -= handshake_bytes;
    return meter;
}

bool LinkMeter::allows(std::uint64_t bytes) {
    capped_ = capped_ || (left_ && bytes > *left_);
    return !capped_;
}

}  // namespace soxa::office
