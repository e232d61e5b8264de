#include "sync/record/policy_effect.hpp"

#include <algorithm>

#include "sync/record/line_text.hpp"

namespace soxa::record {

namespace {

/// A pack that begins later than that is a slip of the year more often than a plan.
constexpr std::chrono::days far_away{366};

/// The line that sets a key, from 1; 0 for none.
std::size_t line_of(std::string_view key, std::string_view text) {
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = trimmed_line(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t sign = line.find('=');
        if (sign != std::string_view::npos && trimmed_line(line.substr(0, sign)) == key) {
            return number;
        }
    }
    return 0;
}

}  // namespace

const std::vector<SilentKey>& silent_keys() {
    static const std::vector<SilentKey> keys{
        {"approval.signers.province", "policy.silent_province"},
        {"approval.self_record", "policy.silent_self_record"},
        {"national.transport", "policy.silent_transport"},
    };
    return keys;
}

const SilentKey* find_silent_key(std::string_view key) {
    const auto found = std::ranges::find(silent_keys(), key, &SilentKey::key);
    return found == silent_keys().end() ? nullptr : &*found;
}

std::vector<Fault> notes_on(const Policy& policy, std::string_view text,
                            const std::vector<Policy>& published, Day today) {
    std::vector<Fault> notes;
    const auto note = [&](std::string_view key, std::string_view word,
                          std::vector<std::string> args) {
        notes.push_back({std::to_string(line_of(key, text)), std::string(key), std::string(word),
                         std::move(args)});
    };
    if (policy.valid_from < today) {
        note("valid_from", "policy.begun", {shown(policy.valid_from)});
    } else if (policy.valid_from > today + far_away) {
        note("valid_from", "policy.far_away", {shown(policy.valid_from)});
    }
    if (policy.valid_to && *policy.valid_to < today) {
        note("valid_to", "policy.over", {shown(*policy.valid_to)});
    }
    for (const Policy& other : published) {
        if (other.name == policy.name) continue;
        const bool later = std::tie(other.valid_from, other.version, other.name) >
                           std::tie(policy.valid_from, policy.version, policy.name);
        const Policy& first = later ? policy : other;
        const Policy& second = later ? other : policy;
        if (first.valid_to && *first.valid_to + std::chrono::days(1) < second.valid_from) {
            note(later ? "valid_to" : "valid_from", "policy.gap",
                 {first.name, shown(*first.valid_to), second.name, shown(second.valid_from)});
        } else if (!first.valid_to || *first.valid_to >= second.valid_from) {
            note("valid_from", "policy.overlap",
                 {first.name, second.name, shown(second.valid_from)});
        }
    }
    for (const SilentKey& one : silent_keys()) note(one.key, one.text, {});
    return notes;
}

}  // namespace soxa::record
