// Directories kept from one transaction to the next, so that a busy unit is not folded anew for
// each request.
//
// A kept one is known by the log it was folded from; whoever takes it checks that this log is
// still a beginning of the stream's, since another process may have written, or a backup may have
// been put in place. One thread at a time.
#pragma once

#include <map>
#include <optional>

#include "crypto/merkle.hpp"
#include "sync/ledger/directory.hpp"

namespace soxa::server {

struct FoldedDirectory {
    ledger::Directory directory;
    std::uint64_t size = 0;  ///< of the log it was folded from
    crypto::Digest root;
};

class DirectoryCache {
public:
    [[nodiscard]] std::optional<FoldedDirectory> take(ledger::StreamId stream);
    void keep(ledger::StreamId stream, FoldedDirectory folded);

private:
    static constexpr std::size_t kept_max = 64;  // some 1 MB each in the largest units

    std::map<ledger::StreamId, FoldedDirectory> kept_;
};

}  // namespace soxa::server
