#include "client/office/claimed_time.hpp"

namespace soxa::office {

namespace {

constexpr std::chrono::minutes slack{10};
/// As version_rules.hpp has it: who was away for longer has claimed a day that is not believed.
constexpr std::chrono::days away_max{60};

bool is_ahead(const Office& office, const ledger::Stored& stored) {
    const Timestamp latest =
        stored.standing.provisional() ? office.known_now() : stored.standing.received;
    return stored.operation.header.at > latest + slack;
}

/// What its author had written on the same laptop before it.
bool before_its_forerunner(const Office& office, const ledger::Stored& stored) {
    const ledger::Header& header = stored.operation.header;
    if (!header.prev) return false;
    const auto before = office.store().operation(*header.prev);
    if (!before || !*before || is_ahead(office, **before)) return false;
    return header.at + slack < (*before)->operation.header.at;
}

}  // namespace

std::string_view name_of(ClaimedTime time) {
    switch (time) {
        case ClaimedTime::fits: return "fits";
        case ClaimedTime::ahead: return "ahead";
        case ClaimedTime::behind: return "behind";
    }
    return {};
}

ClaimedTime claimed_time(const Office& office, const ledger::Stored& stored) {
    if (is_ahead(office, stored)) return ClaimedTime::ahead;
    const bool long_away = !stored.standing.provisional() &&
                           stored.operation.header.at + away_max < stored.standing.received;
    return long_away || before_its_forerunner(office, stored) ? ClaimedTime::behind
                                                              : ClaimedTime::fits;
}

}  // namespace soxa::office
