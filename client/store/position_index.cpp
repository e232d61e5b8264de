#include "client/store/position_index.hpp"

#include <algorithm>

namespace soxa::store {

using record::OperationId;

PositionIndex::PositionIndex(std::vector<OperationId> names) : names_(std::move(names)) { sort(); }

void PositionIndex::add(const std::vector<OperationId>& names) {
    names_.insert(names_.end(), names.begin(), names.end());
    sort();
}

void PositionIndex::sort() {
    const auto sorted = static_cast<std::ptrdiff_t>(by_name_.size());
    for (std::size_t i = by_name_.size(); i < names_.size(); ++i) {
        by_name_.push_back(static_cast<std::uint32_t>(i));
    }
    const auto name = [this](std::uint32_t i) -> const OperationId& { return names_[i]; };
    const auto middle = by_name_.begin() + sorted;
    std::ranges::sort(middle, by_name_.end(), {}, name);
    std::ranges::inplace_merge(by_name_, middle, {}, name);
}

std::optional<std::uint64_t> PositionIndex::position_of(const OperationId& id) const {
    const auto name = [this](std::uint32_t i) -> const OperationId& { return names_[i]; };
    const auto found = std::ranges::lower_bound(by_name_, id, {}, name);
    if (found == by_name_.end() || names_[*found] != id) return std::nullopt;
    return std::uint64_t{*found} + 1;
}

std::optional<OperationId> PositionIndex::at(std::uint64_t position) const {
    if (position == 0 || position > names_.size()) return std::nullopt;
    return names_[static_cast<std::size_t>(position - 1)];
}

}  // namespace soxa::store
