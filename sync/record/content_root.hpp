// The root of what a record says: what an approval signs.
//
//   leaf     SHA-256(00 | HMAC(record seed, cell) | value), one for each cell that has a value.
//            Salted by the seed, a leaf tells nothing of an erased value; of a sealed value the
//            bytes are its commitment, so a reader without the key verifies all the same.
//   section  the Merkle root (RFC 6962) of its leaves in the order of their cells' bytes
//   content  the Merkle root of (record, stream, schema) and each section's (tag, root)
//
// A new catalogue voids nothing: the root is computed under the schema that the cut names, and
// cells without a value have no leaf (LEDGER rule 17).
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "crypto/hash.hpp"
#include "sync/record/field.hpp"
#include "sync/record/names.hpp"

namespace soxa::record {

struct Said {
    Tag section = 0;
    Bytes cell;   ///< the cell's canonical name
    Bytes value;  ///< canonical
};

struct ContentName {
    RecordId record;
    std::uint32_t stream = 0;
    std::uint32_t schema = schema_version;
};

struct ContentRoot {
    crypto::Digest root;
    std::map<Tag, crypto::Digest> sections;

    friend bool operator==(const ContentRoot&, const ContentRoot&) = default;
};

/// `said` in any order; each cell once.
[[nodiscard]] ContentRoot content_root(const ContentName& name, ByteView record_seed,
                                       std::vector<Said> said);

}  // namespace soxa::record
