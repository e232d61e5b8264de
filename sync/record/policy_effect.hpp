// What a pack says and this version of the program does not do yet: told to who publishes it and to
// who reads its file, so that no officer believes in a key that decides nothing (DOMAIN §5.1).
#pragma once

#include <string_view>
#include <vector>

#include "sync/record/finding.hpp"
#include "sync/record/policy.hpp"

namespace soxa::record {

/// A key whose act is not in the program yet, with what happens instead as a word.
struct SilentKey {
    std::string_view key;
    std::string_view text;  ///< word, without arguments
};
/// tests/lint/pack_keys.py holds that every other key of policy_key.inc is obeyed somewhere.
[[nodiscard]] const std::vector<SilentKey>& silent_keys();
[[nodiscard]] const SilentKey* find_silent_key(std::string_view key);

/// What its publisher should know and nothing refuses: silent keys, days that have begun or are far
/// away, another pack that it takes the place of or that takes its own. As faults of read_policy():
/// the field is the line's number in `text`, 0 where the file has no such line. `published` are the
/// packs of the units it is for.
[[nodiscard]] std::vector<Fault> notes_on(const Policy& policy, std::string_view text,
                                          const std::vector<Policy>& published, Day today);

}  // namespace soxa::record
