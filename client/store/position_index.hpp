// Which operation stands where in the province's log, in memory: the exchange asks for every name
// in every frame, and may not fail. 36 bytes an operation, 1 MB for 30,000.
#pragma once

#include <optional>
#include <vector>

#include "sync/record/names.hpp"

namespace soxa::store {

class PositionIndex {
public:
    /// The names at positions 1, 2, …
    explicit PositionIndex(std::vector<record::OperationId> names = {});

    /// At the positions that follow.
    void add(const std::vector<record::OperationId>& names);

    [[nodiscard]] std::optional<std::uint64_t> position_of(const record::OperationId& id) const;
    [[nodiscard]] std::optional<record::OperationId> at(std::uint64_t position) const;
    [[nodiscard]] std::size_t size() const { return names_.size(); }

private:
    void sort();

    std::vector<record::OperationId> names_;  // by position - 1
    std::vector<std::uint32_t> by_name_;      // indices into names_
};

}  // namespace soxa::store
