#include "sync/server/directory_cache.hpp"

namespace soxa::server {

std::optional<FoldedDirectory> DirectoryCache::take(ledger::StreamId stream) {
    auto found = kept_.extract(stream);
    if (found.empty()) return std::nullopt;
    return std::move(found.mapped());
}

void DirectoryCache::keep(ledger::StreamId stream, FoldedDirectory folded) {
    if (kept_.size() >= kept_max && !kept_.contains(stream)) kept_.erase(kept_.begin());
    kept_.insert_or_assign(stream, std::move(folded));
}

}  // namespace soxa::server
