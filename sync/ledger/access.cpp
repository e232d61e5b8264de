#include "sync/ledger/access.hpp"

#include <algorithm>

#include "sync/ledger/payload.hpp"

namespace soxa::ledger {

namespace {

constexpr std::size_t day_bytes = 10;

/// Empty, or a name.
template <class Fixed>
std::optional<Fixed> name_or_nothing(cbor::Reader& in) {
    const ByteView bytes = in.bytes(Fixed::size);
    if (bytes.empty()) return std::nullopt;
    const auto name = Fixed::from(bytes);
    if (!name) in.reject();
    return name;
}

std::optional<GrantWord> grant_word(const Operation& operation, Kind kind) {
    return payload_of<GrantWord>(operation, kind, 2, [](auto& in, auto& payload) {
        payload.grant = in.template id<OperationId>();
        payload.basis = read_line(in);
    });
}

}  // namespace

bool is_day(std::string_view text) {
    return text.size() == day_bytes &&
           from_rfc3339(std::string(text) + "T00:00:00Z").has_value();
}

std::string_view name_of(Use use) {
    switch (use) {
        case Use::look: return "look";
        case Use::history: return "history";
        case Use::compare: return "compare";
        case Use::give_out: return "give_out";
    }
    return {};
}

Bytes encode(const AccessLevel& payload) {
    cbor::Writer out;
    out.array(5).bytes(payload.record.view()).number(payload.level).text(payload.until);
    out.text(payload.basis).text(payload.reason);
    return out.take();
}

std::optional<AccessLevel> access_level(const Operation& operation) {
    return payload_of<AccessLevel>(
        operation, Kind::access_level, 5, [](auto& in, auto& payload) {
            payload.record = in.template id<RecordId>();
            payload.level = static_cast<unsigned>(in.number(access_level_max));
            payload.until = read_line(in);
            payload.basis = read_line(in);
            payload.reason = read_line(in);
        });
}

Bytes encode(const AccessGrant& payload) {
    cbor::Writer out;
    out.array(9).number(static_cast<std::uint64_t>(payload.kind)).bytes(payload.grantee.view());
    out.bytes(payload.record ? payload.record->view() : ByteView());
    out.number(payload.sensitivity).text(payload.basis).text(payload.signer);
    out.text(payload.purpose).text(payload.from).text(payload.until);
    return out.take();
}

std::optional<AccessGrant> access_grant(const Operation& operation) {
    return payload_of<AccessGrant>(
        operation, Kind::access_grant, 9, [](auto& in, auto& payload) {
            payload.kind = static_cast<GrantKind>(in.number(2));
            if (payload.kind != GrantKind::consent && payload.kind != GrantKind::signing) {
                in.reject();
            }
            payload.grantee = in.template id<AccountId>();
            payload.record = name_or_nothing<RecordId>(in);
            payload.sensitivity = static_cast<unsigned>(in.number(sensitivity_max));
            payload.basis = read_line(in);
            payload.signer = read_line(in);
            payload.purpose = read_line(in);
            payload.from = read_line(in);
            payload.until = read_line(in);
        });
}

Bytes encode(const GrantWord& payload) {
    cbor::Writer out;
    out.array(2).bytes(payload.grant.view()).text(payload.basis);
    return out.take();
}

std::optional<GrantWord> grant_sign(const Operation& operation) {
    return grant_word(operation, Kind::grant_sign);
}

std::optional<GrantWord> grant_end(const Operation& operation) {
    return grant_word(operation, Kind::grant_end);
}

Bytes encode(const AccessUse& payload) {
    cbor::Writer out;
    out.array(4).bytes(payload.record.view()).number(static_cast<std::uint64_t>(payload.use));
    out.bytes(payload.grant ? payload.grant->view() : ByteView()).text(payload.purpose);
    return out.take();
}

std::optional<AccessUse> access_use(const Operation& operation) {
    return payload_of<AccessUse>(operation, Kind::access_use, 4, [](auto& in, auto& payload) {
        payload.record = in.template id<RecordId>();
        payload.use = static_cast<Use>(in.number(4));
        if (name_of(payload.use).empty()) in.reject();
        payload.grant = name_or_nothing<OperationId>(in);
        payload.purpose = read_line(in);
    });
}

bool GrantState::begun(const Days& days) const {
    const std::string vouched = signed_on ? iso_date(day_in_vietnam(signed_at)) : std::string();
    return grant.from <= std::max(days.proven, vouched);
}

bool GrantState::in_force(const Days& days) const {
    return signed_on && !ended && begun(days) && days.latest <= grant.until;
}

bool GrantState::covers(const RecordId& record, const Days& days) const {
    return (!grant.record || *grant.record == record) && in_force(days);
}

const LevelSet* Access::level(const RecordId& record, const Days& days) const {
    const auto found = levels_.find(record);
    if (found == levels_.end()) return nullptr;
    // What has run out gives way to what was in force before it (DOMAIN §1.7): one comes into force
    // the day after all later ones are over.
    const LevelSet* highest = nullptr;
    std::string_view later;
    for (auto set = found->second.rbegin(); set != found->second.rend(); ++set) {
        const AccessLevel& level = set->level;
        if (level.level == 0 || later >= days.latest) break;
        const bool reached = days.proven <= level.until && later < level.until;
        if (reached && (highest == nullptr || highest->level.level < level.level)) highest = &*set;
        later = std::max<std::string_view>(later, level.until);
    }
    return highest;
}

std::vector<AccessLevel> Access::standing_levels(const RecordId& record,
                                                 std::string_view day) const {
    std::vector<AccessLevel> standing;
    const auto found = levels_.find(record);
    if (found == levels_.end()) return standing;
    for (const LevelSet& set : found->second) {
        if (set.level.level == 0) standing.clear();
        if (set.level.level > 0 && day <= set.level.until) standing.push_back(set.level);
    }
    return standing;
}

const GrantState* Access::grant(const OperationId& id) const {
    const auto found = grants_.find(id);
    return found == grants_.end() ? nullptr : &found->second;
}

const GrantState* Access::consent(const AccountId& account, const RecordId& record,
                                  const Days& days) const {
    const GrantState* most = nullptr;
    for (const auto& [id, state] : grants_) {
        const bool fits = state.grant.kind == GrantKind::consent &&
                          state.grant.grantee == account && state.covers(record, days);
        if (!fits) continue;
        // One that names the file reaches further than one for the whole unit.
        const auto reach = [](const GrantState& one) {
            return std::pair(one.grant.sensitivity, one.grant.record.has_value());
        };
        if (most == nullptr || reach(*most) < reach(state)) most = &state;
    }
    return most;
}

const GrantState* Access::signing(const AccountId& account, const RecordId& record,
                                  const Days& days) const {
    for (const auto& [id, state] : grants_) {
        if (state.grant.kind == GrantKind::signing && state.grant.grantee == account &&
            state.covers(record, days)) {
            return &state;
        }
    }
    return nullptr;
}

const GrantState* Access::signing(const AccountId& account, const Days& days) const {
    for (const auto& [id, state] : grants_) {
        const bool his = state.grant.kind == GrantKind::signing && state.grant.grantee == account;
        if (his && state.in_force(days)) return &state;
    }
    return nullptr;
}

void Access::take(const Operation& operation, const Standing& standing, bool signs) {
    const ChainId& chain = operation.header.chain;
    if (const auto set = access_level(operation)) {
        levels_[set->record].push_back(
            {*set, operation.id, chain, operation.header.at, standing.since()});
    } else if (const auto granted = access_grant(operation)) {
        GrantState state{operation.id,
                         *granted,
                         chain,
                         operation.header.at,
                         standing.provisional(),
                         signs ? std::optional(chain) : std::nullopt,
                         operation.header.at,
                         std::nullopt};
        grants_.emplace(operation.id, std::move(state));
    } else if (const auto word = grant_sign(operation)) {
        const auto found = grants_.find(word->grant);
        if (found == grants_.end() || found->second.signed_on) return;
        found->second.signed_on = chain;
        found->second.signed_at = operation.header.at;
    } else if (const auto last = grant_end(operation)) {
        const auto found = grants_.find(last->grant);
        if (found != grants_.end() && !found->second.ended) {
            found->second.ended = standing.since();
        }
    }
}

}  // namespace soxa::ledger
