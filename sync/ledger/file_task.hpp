// What a file has asked of its unit, version by version, and when it was done: the facts that
// record::judge() weighs (TB-6.2 to 6.4, §1.10). Laptop and province gather them here, so that the
// month of a unit and the province's board tell the same.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "sync/ledger/record_fold.hpp"
#include "sync/record/month.hpp"

namespace soxa::ledger {

struct FileTask {
    enum class Actor {
        author,  ///< who wrote `by`
        clerks,
        heads,
    };
    record::Task task;  ///< whose file it is and who acts is the caller's to say
    Actor actor = Actor::author;
    ChainId by;
};

/// Entry, change, signature, correction and the passing on of an assessment. `operations` are those
/// on the record in the ledger's order; `unit_name` tells a decision of the unit's own from another
/// agency's. Accounts and evidence are asked by who knows accounts and rules.
[[nodiscard]] std::vector<FileTask> file_tasks(const RecordState& state,
                                               std::span<const Stored> operations,
                                               std::string_view unit_name);

}  // namespace soxa::ledger
