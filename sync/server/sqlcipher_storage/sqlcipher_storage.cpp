#include "sync/server/sqlcipher_storage/sqlcipher_storage.hpp"

#include <map>
#include <mutex>

#include "sync/server/migrations.hpp"
#include "sync/server/sqlcipher_storage/identity_table.hpp"
#include "sync/server/sqlcipher_storage/publication_table.hpp"
#include "sync/server/sqlcipher_storage/setting_table.hpp"
#include "sync/server/sqlcipher_storage/stream_in_tables.hpp"
#include "sync/server/sqlcipher_storage/ticket_table.hpp"
#include "sync/sqlcipher/backup_file.hpp"

namespace soxa::server {

namespace {

/// Every statement, prepared once.
struct Tables {
    explicit Tables(sqlcipher::Database& database)
        : units(database),
          tickets(database),
          devices(database),
          publications(database),
          identities(database),
          settings(database),
          streams{OperationTable(database), ChainTable(database), ReferenceTable(database),
                  AttachmentTable(database)} {}

    UnitTable units;
    TicketTable tickets;
    DeviceTable devices;
    PublicationTable publications;
    IdentityTable identities;
    SettingTable settings;
    StreamTables streams;
};

class RecordsInTables final : public Records {
public:
    RecordsInTables(Tables& tables, const crypto::PublicKey& province, DirectoryCache& cache)
        : tables_(&tables), province_(province), cache_(&cache) {}

    [[nodiscard]] UnitRegister& units() override { return tables_->units; }
    [[nodiscard]] TicketRegister& tickets() override { return tables_->tickets; }
    [[nodiscard]] DeviceRegister& devices() override { return tables_->devices; }
    [[nodiscard]] PublicationRegister& publications() override { return tables_->publications; }
    [[nodiscard]] IdentityRegister& identities() override { return tables_->identities; }
    [[nodiscard]] Settings& settings() override { return tables_->settings; }
    [[nodiscard]] AttachmentRegister& attachments() override {
        return tables_->streams.attachments;
    }

    [[nodiscard]] Result<UnitStream*> stream(ledger::StreamId id) override {
        if (const auto open = streams_.find(id); open != streams_.end()) {
            return open->second.get();
        }
        TRY_LET(const std::optional<Unit> unit, tables_->units.of(id));
        if (!unit) return fail(Errc::invalid_input, "unit.unknown", {std::to_string(id)});
        auto made = std::make_unique<StreamInTables>(*unit, tables_->streams, tables_->units,
                                                     tables_->devices, tables_->identities,
                                                     province_, *cache_);
        return streams_.emplace(id, std::move(made)).first->second.get();
    }

    [[nodiscard]] Result<void> failure() const {
        for (const auto& [id, stream] : streams_) {
            if (stream->failure()) return tl::make_unexpected(*stream->failure());
        }
        return {};
    }

    void keep_directories() {
        for (const auto& [id, stream] : streams_) stream->keep_directory();
    }

private:
    Tables* tables_;
    crypto::PublicKey province_;
    DirectoryCache* cache_;
    std::map<ledger::StreamId, std::unique_ptr<StreamInTables>> streams_;
};

class SqlcipherStorage final : public Storage {
public:
    SqlcipherStorage(sqlcipher::Database database, const crypto::PublicKey& province)
        : database_(std::move(database)), tables_(database_), province_(province) {}

    [[nodiscard]] Result<void> transaction(
        const std::function<Result<void>(Records&)>& act) override {
        const std::lock_guard lock(mutex_);
        TRY_LET(sqlcipher::Transaction transaction, sqlcipher::Transaction::begin(database_));
        RecordsInTables records(tables_, province_, cache_);
        auto acted = act(records);
        // What failed inside a lookup made the act see less than there is.
        TRY(records.failure());
        TRY(acted);
        TRY(transaction.commit());
        records.keep_directories();
        return {};
    }

    [[nodiscard]] Result<void> back_up(const Secret& key, const std::filesystem::path& draft,
                                       const std::filesystem::path& file,
                                       ByteView label) override {
        const std::lock_guard lock(mutex_);
        return sqlcipher::write_backup(database_, key, draft, file, label);
    }

    [[nodiscard]] Result<void> verify_integrity() override {
        const std::lock_guard lock(mutex_);
        return database_.verify_integrity();
    }

private:
    std::mutex mutex_;
    sqlcipher::Database database_;
    Tables tables_;
    crypto::PublicKey province_;
    DirectoryCache cache_;
};

}  // namespace

Result<std::unique_ptr<Storage>> open_embedded(const EmbeddedStore& store) {
    TRY_LET(sqlcipher::Database database,
            sqlcipher::Database::open(store.file, store.key, store.busy_wait_ms));
    TRY(database.migrate(migrations));
    return std::make_unique<SqlcipherStorage>(std::move(database), store.province);
}

}  // namespace soxa::server
