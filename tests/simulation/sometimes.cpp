#include "tests/simulation/sometimes.hpp"

#include <algorithm>
#include <cassert>

namespace soxa::simulation {

const std::vector<std::string_view>& situations() {
    static const std::vector<std::string_view> all{
        "a batch of approvals",
        "a clock five years ahead",
        "a clock five years behind",
        "a conflict resolved",
        "a cut with a ghost",
        "a disk that fails",
        "a disk that fails at the province",
        "a draft over a version in force",
        "a false approval",
        "a file given back",
        "a forged reply refused",
        "a fork",
        "a frame under a false seal",
        "a frame with a gap",
        "a full disk",
        "a guard resolved",
        "a key refused",
        "a laptop copied",
        "a laptop deceived by its province",
        "a laptop in use revoked",
        "a laptop that asks for another unit",
        "a laptop that joins later",
        "a page that the disk did not take",
        "a power cut at the province in the middle of a request",
        "a power cut between two acts",
        "a power cut in the middle of an act",
        "a power cut while a page was taken",
        "a province restored from its backup",
        "a reply lost",
        "a reply refused as forged or not asked for",
        "a reply that nobody waits for",
        "a request lost",
        "a save that failed and was told so",
        "a second key of one account",
        "a second look",
        "a stolen laptop revoked",
        "an account reset",
        "an account revoked",
        "an approval signed",
        "an edit of a file with proposals",
        "an edit over a version in force",
        "an edit that replaces nothing",
        "an image put back",
        "an image put back over later work",
        "an insider's edit",
        "an insider's word of authority",
        "an old message again",
        "an open conflict",
        "an operation of later years",
        "an operation of later years on every laptop",
        "approvals that waited for a key",
        "two open conflicts in one file",
        "what was held is let in"};
    return all;
}

void Sometimes::reached(std::string_view situation) {
    assert(std::ranges::find(situations(), situation) != situations().end());
    ++counts_[std::string(situation)];
}

}  // namespace soxa::simulation
