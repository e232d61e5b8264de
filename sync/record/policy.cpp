#include "sync/record/policy.hpp"

#include <algorithm>
#include <tuple>

#include "crypto/base/cbor.hpp"
#include "sync/record/policy_key.hpp"
#include "sync/record/policy_text.hpp"

namespace soxa::record {

namespace {

constexpr std::uint64_t encoding_version = 1;
constexpr std::size_t entries_max = 1000;
constexpr std::size_t value_bytes_max = 4096;

}  // namespace

std::optional<Day> due_day(const Calendar& calendar, const Term& term, Day event) {
    switch (term.unit) {
        case TermUnit::promptly:
            return std::nullopt;
        case TermUnit::workdays:
            return calendar.add_workdays(event, term.count);
        case TermUnit::days:
            return event + std::chrono::days(term.count);
    }
    return std::nullopt;
}

const Term* Policy::deadline(std::string_view key) const {
    const auto at = deadlines.find(key);
    return at == deadlines.end() ? nullptr : &at->second;
}

Entries entries_of(const Policy& policy) {
    Entries entries;
    for (const policy::Key& key : policy::keys()) {
        if (auto text = key.write(policy)) entries.emplace(key.name, std::move(*text));
    }
    policy::write_open(policy, entries);
    return entries;
}

std::optional<Policy> policy_from(const Entries& entries, std::vector<Fault>& refused) {
    Policy policy;
    const std::size_t before = refused.size();
    for (const auto& [name, value] : entries) {
        const policy::Key* const key = policy::find_key(name);
        if (key != nullptr) {
            if (!key->read(policy, value)) {
                refused.push_back({name, name, "policy.value", {value, std::string(key->allowed)}});
            }
        } else if (policy::is_open_key(name)) {
            if (!policy::read_open(policy, name, value)) {
                refused.push_back({name,
                                   name,
                                   "policy.value",
                                   {value, std::string(policy::allowed_in_open(name))}});
            }
        } else {
            const auto meant = policy::nearest_key(name);
            if (name.starts_with("calendar.")) {
                refused.push_back({name, name, "policy.calendar_key", {name}});
            } else if (meant) {
                refused.push_back(
                    {name, name, "policy.misspelt_key", {name, std::string(*meant)}});
            } else {
                refused.push_back({name, name, "policy.unknown_key", {name}});
            }
        }
    }
    for (const policy::Key& key : policy::keys()) {
        if (!key.required || entries.contains(key.name)) continue;
        refused.push_back({std::string(key.name),
                           std::string(key.name),
                           "policy.missing_key",
                           {std::string(key.name), std::string(key.allowed)}});
    }
    if (policy.valid_to && *policy.valid_to < policy.valid_from) {
        refused.push_back({"valid_to",
                           "valid_to",
                           "policy.ends_before_begin",
                           {stored(*policy.valid_to), stored(policy.valid_from)}});
    }
    if (refused.size() != before) return std::nullopt;
    return policy;
}

Bytes encode(const Policy& policy) {
    const Entries entries = entries_of(policy);
    cbor::Writer out;
    out.array(2).number(encoding_version).array(entries.size() * 2);
    for (const auto& [key, value] : entries) out.text(key).text(value);
    return out.take();
}

std::optional<Policy> decode_policy(ByteView bytes) {
    cbor::Reader in(bytes);
    if (in.array(2) != 2 || in.number(encoding_version) != encoding_version) return std::nullopt;
    const std::size_t count = in.array(entries_max * 2);
    Entries entries;
    for (std::size_t i = 0; i + 1 < count && !in.failed(); i += 2) {
        const std::string key(in.text(value_bytes_max));
        entries.emplace(key, in.text(value_bytes_max));
    }
    if (count % 2 != 0 || !in.done()) return std::nullopt;
    std::vector<Fault> refused;
    std::optional<Policy> policy = policy_from(entries, refused);
    // One pack has one encoding: order and spelling are what encode() gives.
    if (policy && encode(*policy) != copy_of(bytes)) return std::nullopt;
    return policy;
}

void PolicyHistory::add(Policy policy) {
    const auto overtakes = [](const Policy& one, const Policy& other) {
        return one.name == other.name && one.version >= other.version &&
               one.valid_from <= other.valid_from;
    };
    const bool overtaken = std::any_of(packs_.begin(), packs_.end(),
                                       [&](const Policy& one) { return overtakes(one, policy); });
    if (overtaken) return;
    std::erase_if(packs_, [&](const Policy& one) { return overtakes(policy, one); });
    const auto rank = [](const Policy& one) {
        return std::tie(one.valid_from, one.version, one.name);
    };
    const auto at = std::find_if(packs_.begin(), packs_.end(), [&](const Policy& one) {
        return rank(one) > rank(policy);
    });
    packs_.insert(at, std::move(policy));
}

const Policy* PolicyHistory::on(Day day) const {
    const Policy* found = nullptr;
    for (const Policy& one : packs_) {
        if (one.valid_from <= day) found = &one;
    }
    return found;
}

Facts facts_under(const Policy& policy, std::string_view today) {
    Facts facts{.today = today};
    facts.evidence_for = policy.evidence_for;
    facts.pay = policy.pay;
    facts.severities = policy.severities;
    return facts;
}

}  // namespace soxa::record
