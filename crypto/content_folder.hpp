// A folder of files that are found by their content: each sealed by itself, and there once however
// often it is put.
//
// A file's name is a keyed hash of its content's: who has the disk cannot see whether a document
// that he knows lies here (RELIABILITY I-16). The bytes are on the disk before whoever put them
// says so elsewhere; what a power cut leaves between the two is swept.
#pragma once

#include <filesystem>
#include <set>

#include "crypto/base/result.hpp"
#include "crypto/base/secret.hpp"
#include "crypto/hash.hpp"

namespace soxa::crypto {

class ContentFolder {
public:
    /// The key is 32 bytes, of this folder alone; no content is larger than `bytes_max`.
    ContentFolder(std::filesystem::path folder, Secret key, std::size_t bytes_max)
        : folder_(std::move(folder)), key_(std::move(key)), bytes_max_(bytes_max) {}

    /// What is there already stays. On the disk when it returns. Errc::storage ("file.full" …).
    [[nodiscard]] Result<Digest> put(ByteView bytes) const;
    [[nodiscard]] bool has(const Digest& digest) const;
    /// Nothing if they are not here. Errc::integrity ("content.damaged") unless they are what
    /// was put.
    [[nodiscard]] Result<std::optional<Bytes>> get(const Digest& digest) const;
    /// Removes all files but these; how many there were. The caller knows that nobody else is
    /// just putting one.
    [[nodiscard]] Result<std::size_t> sweep(const std::set<Digest>& kept) const;

private:
    [[nodiscard]] std::string name_of(const Digest& digest) const;

    std::filesystem::path folder_;
    Secret key_;
    std::size_t bytes_max_;
};

}  // namespace soxa::crypto
