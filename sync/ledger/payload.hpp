// How the payloads of the kinds that carry no cells are read: an array of parts, nothing behind it.
#pragma once

#include <optional>
#include <string>

#include "crypto/base/cbor.hpp"
#include "sync/ledger/operation.hpp"

namespace soxa::ledger {

inline constexpr std::size_t payload_line_bytes_max = 1024;

/// Of one kind and just so many parts; nothing where the operation is another, or says something
/// else.
template <class Payload, class Read>
std::optional<Payload> payload_of(const Operation& operation, Kind kind, std::size_t parts,
                                  Read read) {
    if (operation.header.kind != kind) return std::nullopt;
    cbor::Reader in(operation.payload);
    if (in.array(parts) != parts) return std::nullopt;
    Payload payload;
    read(in, payload);
    if (!in.done()) return std::nullopt;
    return payload;
}

inline std::string read_line(cbor::Reader& in) { return std::string(in.text(payload_line_bytes_max)); }

}  // namespace soxa::ledger
