#include "tests/simulation/sometimes.hpp"

#include <algorithm>
#include <cassert>

namespace soxa::simulation {

const std::vector<std::string_view>& situations() {
    static const std::vector<std::string_view> all{
        "a backup put back",
        "a batch of approvals",
        "a bundle in parts",
        "a clock five years ahead",
        "a clock five years behind",
        "a clock of 2009",
        "a conflict decided twice",
        "a conflict resolved",
        "a cut with a ghost",
        "a damaged stick refused",
        "a disk that fails",
        "a disk that fails at the province",
        "a draft over a version in force",
        "a false approval",
        "a file given back",
        "a file released",
        "a file taken in",
        "a file turned away",
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
        "a province helped by a laptop",
        "a province put back without knowing it",
        "a province restored from its backup",
        "a reply lost",
        "a reply refused as forged or not asked for",
        "a reply that nobody waits for",
        "a request lost",
        "a save that failed and was told so",
        "a second key of one account",
        "a second look",
        "a stick lost",
        "a stick that came again",
        "a stick that came too early",
        "a stick that waited is taken",
        "a stolen laptop revoked",
        "a suggestion taken",
        "a transfer refused by the province",
        "a value proposed again",
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
        "eighteen months without contact",
        "late work answered",
        "late work of the old unit",
        "receipts that came by stick",
        "two open conflicts in one file",
        "what was held is let in",
        "work that came by stick"};
    return all;
}

void Sometimes::reached(std::string_view situation) {
    assert(std::ranges::find(situations(), situation) != situations().end());
    ++counts_[std::string(situation)];
}

}  // namespace soxa::simulation
