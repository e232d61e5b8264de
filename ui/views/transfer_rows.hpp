// People who move: files that leave, files that come, what the old unit entered too late, and
// numbers that two units claim (article 9, DOMAIN §1.7).
#pragma once

#include <string>
#include <vector>

#include "client/office/move.hpp"
#include "ui/words/words.hpp"

namespace soxa::ui {

struct MoveRow {
    std::string operation;
    std::string uid;  ///< of the file here; empty for one that has not come
    std::string full_name;
    std::string masked_id;
    std::string other;  ///< the other unit, or the agency
    std::string effective;
    std::string basis;
    std::string note;
    std::string state;
    std::string reason;  ///< of a refusal
    std::string at;
    bool to_sign = false;    ///< prepared; waits for the head here
    bool to_answer = false;  ///< offered; waits for the head here
    bool over = false;
};

struct LateRow {
    std::string operation;
    std::string uid;
    std::string full_name;
    std::string who;  ///< with unit and time
    std::vector<std::string> changes;
};

struct ClaimRow {
    std::string uid;
    std::string full_name;
    std::string masked_id;
    std::string said;  ///< who was first, what the province found
    bool open = true;
};

/// A file that can be moved, or that is in the archive.
struct MovableRow {
    std::string uid;
    std::string label;
    std::string search;
};

struct TransferRows {
    std::vector<MoveRow> out;
    std::vector<MoveRow> in;
    std::vector<LateRow> late;
    std::vector<ClaimRow> claims;
    std::vector<MovableRow> files;
    std::vector<MovableRow> archived;
    bool may_prepare = false;  ///< a clerk: prepares, takes late work, asks for files
    bool may_sign = false;     ///< a head: signs, accepts, opens again
};

/// `all`: those that are over too.
[[nodiscard]] Result<TransferRows> transfer_rows(const office::Office& office, bool all,
                                                 const Words& words);

}  // namespace soxa::ui
