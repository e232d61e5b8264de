#include "crypto/merkle.hpp"

#include <bit>
#include <cassert>

namespace soxa::crypto {

namespace {

constexpr std::array<std::uint8_t, 1> leaf_prefix{0};
constexpr std::array<std::uint8_t, 1> node_prefix{1};

Digest node(const Digest& left, const Digest& right) {
    return sha256({node_prefix, left.view(), right.view()});
}

/// The largest power of two below `count`, where RFC 6962 splits a tree.
std::size_t split(std::size_t count) { return std::bit_floor(count - 1); }

void collect_path(std::span<const Digest> leaves, std::size_t index, std::vector<Digest>& path) {
    if (leaves.size() <= 1) return;
    const std::size_t half = split(leaves.size());
    if (index < half) {
        collect_path(leaves.first(half), index, path);
        path.push_back(merkle_root(leaves.subspan(half)));
    } else {
        collect_path(leaves.subspan(half), index - half, path);
        path.push_back(merkle_root(leaves.first(half)));
    }
}

/// Consumes the path from its end, where the top of the tree is.
std::optional<Digest> climb(const Digest& leaf, std::size_t index, std::size_t count,
                            std::span<const Digest> path) {
    if (count == 1) return path.empty() ? std::optional(leaf) : std::nullopt;
    if (path.empty()) return std::nullopt;
    const std::size_t half = split(count);
    const auto below = path.first(path.size() - 1);
    if (index < half) {
        const auto left = climb(leaf, index, half, below);
        return left ? std::optional(node(*left, path.back())) : std::nullopt;
    }
    const auto right = climb(leaf, index - half, count - half, below);
    return right ? std::optional(node(path.back(), *right)) : std::nullopt;
}

}  // namespace

Digest merkle_leaf(std::initializer_list<ByteView> parts) {
    Bytes data;
    for (const ByteView part : parts) append(data, part);
    return sha256({leaf_prefix, data});
}

Digest merkle_root(std::span<const Digest> leaves) {
    if (leaves.empty()) return sha256(ByteView{});
    if (leaves.size() == 1) return leaves.front();
    const std::size_t half = split(leaves.size());
    return node(merkle_root(leaves.first(half)), merkle_root(leaves.subspan(half)));
}

std::vector<Digest> merkle_path(std::span<const Digest> leaves, std::size_t index) {
    assert(index < leaves.size());
    std::vector<Digest> path;
    collect_path(leaves, index, path);
    return path;
}

Result<Digest> merkle_root_from_path(const Digest& leaf, std::size_t index, std::size_t count,
                                     std::span<const Digest> path) {
    if (index >= count) return fail(Errc::integrity, "merkle.path");
    const auto root = climb(leaf, index, count, path);
    if (!root) return fail(Errc::integrity, "merkle.path");
    return *root;
}

Result<MerkleLog> MerkleLog::restore(std::uint64_t size, std::vector<Digest> peaks) {
    if (static_cast<std::size_t>(std::popcount(size)) != peaks.size()) {
        return fail(Errc::integrity, "merkle.peaks");
    }
    MerkleLog log;
    log.size_ = size;
    log.peaks_ = std::move(peaks);
    return log;
}

void MerkleLog::add(const Digest& leaf) {
    // As many complete subtrees merge as the old size has ones at its end.
    Digest merged = leaf;
    for (std::uint64_t rest = size_; (rest & 1U) != 0; rest >>= 1U) {
        merged = node(peaks_.back(), merged);
        peaks_.pop_back();
    }
    peaks_.push_back(merged);
    ++size_;
}

Digest MerkleLog::root() const {
    if (peaks_.empty()) return sha256(ByteView{});
    Digest root = peaks_.back();
    for (std::size_t i = peaks_.size() - 1; i > 0; --i) root = node(peaks_[i - 1], root);
    return root;
}

}  // namespace soxa::crypto
