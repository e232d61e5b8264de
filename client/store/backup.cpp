#include "client/store/backup.hpp"

#include "sync/sqlcipher/backup_file.hpp"

namespace soxa::store {

Result<Bytes> backup_label(const std::filesystem::path& file) {
    TRY_LET(sqlcipher::BackupHead head, sqlcipher::read_backup_head(file));
    return std::move(head.label);
}

Result<void> extract_backup(const std::filesystem::path& file,
                            const std::filesystem::path& folder) {
    TRY(sqlcipher::extract_backup(file, folder / "ledger.db"));
    return {};
}

}  // namespace soxa::store
