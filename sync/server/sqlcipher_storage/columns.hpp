// Values of ours as columns of a table, and back.
#pragma once

#include <optional>
#include <vector>

#include "crypto/base/time.hpp"
#include "crypto/hash.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::server {

[[nodiscard]] inline std::int64_t column(std::uint64_t number) {
    return static_cast<std::int64_t>(number);
}
[[nodiscard]] inline std::int64_t column(Timestamp time) {
    return static_cast<std::int64_t>(seconds_of(time));
}
[[nodiscard]] inline std::uint64_t number(const sqlcipher::Row& row, int at) {
    return static_cast<std::uint64_t>(row.integer(at));
}
[[nodiscard]] inline Timestamp time(const sqlcipher::Row& row, int at) {
    return timestamp_of(number(row, at));
}

[[nodiscard]] inline Bytes joined(const std::vector<crypto::Digest>& digests) {
    Bytes bytes;
    for (const crypto::Digest& digest : digests) append(bytes, digest.view());
    return bytes;
}
/// The schema keeps the length a multiple of a digest's.
[[nodiscard]] inline std::vector<crypto::Digest> digests(const sqlcipher::Row& row, int at) {
    const Bytes bytes = row.bytes(at);
    std::vector<crypto::Digest> found;
    for (ByteView rest = bytes; rest.size() >= crypto::Digest::size;
         rest = rest.subspan(crypto::Digest::size)) {
        found.push_back(*crypto::Digest::from(rest.first(crypto::Digest::size)));
    }
    return found;
}

}  // namespace soxa::server
