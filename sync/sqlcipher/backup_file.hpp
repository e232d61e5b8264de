// A backup: a database's copy, as encrypted as the database itself, behind a head that says what
// it is and holds what opens it, in one file.
//
//   "soxa-backup/1\n" | length of the head, 4 bytes | head, CBOR | its SHA-256 | the database's pages
//   head: [what the caller wants kept with it, bytes of the database, their SHA-256]
//
// Written beside and put in place when it has been read back from the medium, so a file of this
// name is a whole one. The digests find what is torn or rotted; that nobody else made the pages is
// what the database's own key says when it is opened.
#pragma once

#include "crypto/hash.hpp"
#include "sync/sqlcipher/database.hpp"

namespace soxa::sqlcipher {

inline constexpr std::size_t backup_label_bytes_max = 4 * 1024 * 1024;

struct BackupHead {
    Bytes label;  ///< the caller's
    std::uint64_t database_bytes = 0;
    crypto::Digest database_digest;
};

/// While others use the source. `draft` is a name beside the source, for the copy until it has its
/// head. Errc::storage ("file.full", "file.write", "file.not_kept", {file name}), and as Database.
[[nodiscard]] Result<void> write_backup(Database& source, const Secret& key,
                                        const std::filesystem::path& draft,
                                        const std::filesystem::path& file, ByteView label);
/// Errc::integrity ("backup.foreign" if it is none of ours, "backup.damaged"), Errc::storage
/// ("file.missing", "file.read").
[[nodiscard]] Result<BackupHead> read_backup_head(const std::filesystem::path& file);
/// The database into a new file, on the disk and with the digest that the head says; else no file.
[[nodiscard]] Result<BackupHead> extract_backup(const std::filesystem::path& file,
                                                const std::filesystem::path& database);

}  // namespace soxa::sqlcipher
