// Merkle trees over SHA-256 as RFC 6962 §2.1 hashes them: of a record's content, of a batch of
// approvals, of the province's log.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "crypto/base/result.hpp"
#include "crypto/hash.hpp"

namespace soxa::crypto {

/// SHA-256(00 | data).
[[nodiscard]] Digest merkle_leaf(std::initializer_list<ByteView> parts);
/// Of leaves that merkle_leaf made; the hash of nothing if there are none.
[[nodiscard]] Digest merkle_root(std::span<const Digest> leaves);

/// The siblings from leaf `index` up to the root. `index` is one of the leaves.
[[nodiscard]] std::vector<Digest> merkle_path(std::span<const Digest> leaves, std::size_t index);
/// The root that a leaf and its path lead to in a tree of `count` leaves. Errc::integrity
/// ("merkle.path") if the path has not the length that such a tree asks for.
[[nodiscard]] Result<Digest> merkle_root_from_path(const Digest& leaf, std::size_t index,
                                                   std::size_t count, std::span<const Digest> path);

/// A tree that only grows, kept as the roots of its complete subtrees: what a replica remembers
/// of a log of n entries is at most 64 hashes.
class MerkleLog {
public:
    MerkleLog() = default;
    /// From what peaks() gave. Errc::integrity ("merkle.peaks") if there are not as many as a
    /// tree of this size has.
    [[nodiscard]] static Result<MerkleLog> restore(std::uint64_t size, std::vector<Digest> peaks);

    void add(const Digest& leaf);
    [[nodiscard]] Digest root() const;
    [[nodiscard]] std::uint64_t size() const { return size_; }
    [[nodiscard]] const std::vector<Digest>& peaks() const { return peaks_; }

    friend bool operator==(const MerkleLog&, const MerkleLog&) = default;

private:
    std::uint64_t size_ = 0;
    std::vector<Digest> peaks_;  // largest subtree first
};

}  // namespace soxa::crypto
