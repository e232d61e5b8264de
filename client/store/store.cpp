#include "client/store/store.hpp"

#include <system_error>

#include "client/store/intake.hpp"
#include "client/store/migrations.hpp"
#include "client/store/store_parts.hpp"
#include "sync/sqlcipher/backup_file.hpp"

namespace soxa::store {

namespace {

namespace fs = std::filesystem;
using sqlcipher::Database;
using sqlcipher::Transaction;

constexpr const char* file_name = "ledger.db";
/// A store in the making: never one that holds anything, so it may be thrown away.
constexpr const char* unfinished_name = "ledger.db.new";
constexpr const char* unfinished_journal_name = "ledger.db.new-journal";
/// For another program of ours that is just reading, `soxactl verify` perhaps.
constexpr int busy_wait_ms = 5000;

tl::unexpected<Error> log_broken() { return fail(Errc::integrity, "store.log"); }

Result<void> remove_unfinished(const fs::path& folder) {
    for (const char* name : {unfinished_name, unfinished_journal_name}) {
        std::error_code code;
        fs::remove(folder / name, code);
        if (code) return fail(Errc::storage, "store.cannot_open", {std::to_string(code.value())});
    }
    return {};
}

Result<void> save_home(Database& database, const Home& home) {
    HomeTable table(database);
    TRY_LET(Transaction transaction, Transaction::begin(database));
    TRY(table.save(home, home.last_contact));
    return transaction.commit();
}


/// The log and its checkpoint after a page; an error unless the page continues what is here.
Result<LogState> log_after(const exchange::Page& page, const LogState& before) {
    if (!page.restart && before.epoch != 0 && page.checkpoint.epoch != before.epoch) {
        return log_broken();
    }
    LogState after{page.checkpoint.epoch, page.restart ? crypto::MerkleLog() : before.log,
                   page.checkpoint};
    for (const ledger::LogEntry& entry : page.entries) {
        if (entry.position != after.log.size() + 1) return log_broken();
        after.log.add(ledger::leaf(entry));
    }
    if (after.log != page.log || after.log.size() != page.checkpoint.size ||
        after.log.root() != page.checkpoint.root) {
        return log_broken();
    }
    return after;
}

}  // namespace

Result<void> Store::fold_stale_views(Parts& parts) {
    TRY_LET(const bool stale, parts.tables.names.stale());
    if (!stale) return {};
    TRY_LET(Transaction transaction, Transaction::begin(parts.database));
    TRY(rebuild_views(parts.tables, parts.directory));
    return transaction.commit();
}

Store::Store(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Store::~Store() = default;

Result<std::unique_ptr<Store>> Store::create(const std::filesystem::path& folder, const Secret& key,
                                             const Home& home) {
    std::error_code code;
    const bool there = fs::exists(folder / file_name, code);
    if (there || code) return fail(Errc::storage, "store.exists");
    TRY(remove_unfinished(folder));
    {
        TRY_LET(Database database, Database::open(folder / unfinished_name, key, busy_wait_ms));
        TRY(database.migrate(migrations()));
        TRY(save_home(database, home));
    }
    fs::rename(folder / unfinished_name, folder / file_name, code);
    if (code) return fail(Errc::storage, "store.cannot_open", {std::to_string(code.value())});
    TRY(remove_unfinished(folder));
    TRY_LET(std::unique_ptr<Store> store, open(folder, key));
    // Once more: its new journal has the folder synced, and with it the new name.
    TRY(store->save(home));
    return store;
}

Result<std::unique_ptr<Store>> Store::open(const std::filesystem::path& folder, const Secret& key) {
    std::error_code code;
    if (!fs::exists(folder / file_name, code)) return fail(Errc::storage, "store.missing");
    // An empty file would be a new database, and all that was in it forgotten in silence.
    if (fs::file_size(folder / file_name, code) == 0) {
        return fail(Errc::integrity, "store.unfinished");
    }
    TRY_LET(Database database, Database::open(folder / file_name, key, busy_wait_ms));
    TRY(database.migrate(migrations()));

    auto parts = std::make_unique<Parts>(std::move(database));
    TRY(parts->read());
    TRY(fold_stale_views(*parts));
    return std::unique_ptr<Store>(new Store(std::move(parts)));
}

Result<void> Store::Parts::read() {
    TRY_LET(Home found, tables.home.load());
    TRY_LET(LogState logged, tables.log.load());
    TRY_LET(PositionIndex placed, positions_in(tables, logged.log.size()));
    TRY_LET(ledger::Directory folded, fold_directory(tables, found.province.intake));
    TRY_LET(ledger::Rulebooks published, fold_rulebooks(tables));
    home = std::move(found);
    log = std::move(logged);
    positions = std::move(placed);
    directory = std::move(folded);
    rulebooks = std::move(published);
    return {};
}

Result<void> Store::Parts::settle_doubt() {
    if (!in_doubt) return {};
    TRY(read());
    in_doubt = false;
    return {};
}

Result<Transaction> Store::Parts::begin() {
    TRY(settle_doubt());
    return Transaction::begin(database);
}

Result<void> Store::Parts::commit(Transaction& transaction) {
    Result<void> done = transaction.commit();
    // Busy is no doubt: it goes back with the transaction.
    if (!done && done.error().text != "store.busy") in_doubt = true;
    return done;
}

const Store::Parts& Store::in_memory() const {
    // Where it cannot be read now, what was known before is shown, and nothing can be written.
    const Result<void> settled = parts_->settle_doubt();
    (void)settled;
    return *parts_;
}

const Home& Store::home() const { return in_memory().home; }

Result<void> Store::save(const Home& home) {
    TRY_LET(Transaction transaction, parts_->begin());
    TRY(parts_->tables.home.save(home, home.last_contact));
    TRY_LET(Home saved, parts_->tables.home.load());
    Touched touched;
    touched.directory = saved.province.intake != parts_->home.province.intake;
    TRY_LET(std::optional<ledger::Directory> directory,
            settle(parts_->tables, touched, parts_->directory, saved.province.intake));
    TRY(parts_->commit(transaction));
    parts_->home = std::move(saved);
    if (directory) parts_->directory = std::move(*directory);
    return {};
}

Result<Link> Store::link() { return parts_->tables.link.load(); }

Result<void> Store::save(const Link& link) {
    TRY_LET(Transaction transaction, parts_->begin());
    TRY(parts_->tables.link.save(link));
    return parts_->commit(transaction);
}

Result<void> Store::append(const std::vector<Written>& written, const ledger::Seed& seed,
                           const Home* home) {
    TRY_LET(Transaction transaction, parts_->begin());
    Intake intake(parts_->tables, parts_->home);
    for (const Written& one : written) TRY(intake.add_own(one, seed));
    TRY_LET(
        std::optional<ledger::Directory> directory,
        settle(parts_->tables, intake.touched(), parts_->directory, parts_->home.province.intake));
    if (home != nullptr) TRY(parts_->tables.home.save(*home, home->last_contact));
    TRY(parts_->commit(transaction));
    if (home != nullptr) parts_->home = home->duplicate();
    if (directory) parts_->directory = std::move(*directory);
    return {};
}

Result<void> Store::append_founding(const exchange::Frame& frame) {
    TRY_LET(Transaction transaction, parts_->begin());
    Intake intake(parts_->tables, parts_->home);
    TRY(intake.add_founding(frame));
    TRY_LET(
        std::optional<ledger::Directory> directory,
        settle(parts_->tables, intake.touched(), parts_->directory, parts_->home.province.intake));
    TRY(parts_->commit(transaction));
    if (directory) parts_->directory = std::move(*directory);
    return {};
}

Result<void> Store::take(const exchange::Page& page) {
    TRY_LET(Transaction transaction, parts_->begin());
    TRY_LET(LogState log, log_after(page, parts_->log));
    Intake intake(parts_->tables, parts_->home);
    if (page.restart) TRY(intake.forget_verdicts());
    for (const exchange::Frame& frame : page.frames) {
        TRY(intake.add_received(frame, page.entries));
    }
    for (const ledger::LogEntry& entry : page.entries) TRY(intake.judge(entry));
    TRY(parts_->tables.log.save(log));
    TRY(parts_->tables.home.save(parts_->home, page.checkpoint.issued));
    TRY_LET(
        std::optional<ledger::Directory> directory,
        settle(parts_->tables, intake.touched(), parts_->directory, parts_->home.province.intake));
    std::optional<ledger::Rulebooks> rulebooks;
    if (page.restart || intake.touched().rulebook) {
        TRY_LET(rulebooks, fold_rulebooks(parts_->tables));
    }
    TRY(parts_->commit(transaction));

    std::vector<ledger::OperationId> names;
    for (const ledger::LogEntry& entry : page.entries) names.push_back(entry.operation);
    if (page.restart) parts_->positions = PositionIndex();
    parts_->positions.add(names);
    parts_->log = std::move(log);
    parts_->home.last_contact = page.checkpoint.issued;
    if (directory) parts_->directory = std::move(*directory);
    if (rulebooks) parts_->rulebooks = std::move(*rulebooks);
    return {};
}

Result<void> Store::rebuild() {
    TRY_LET(Transaction transaction, parts_->begin());
    TRY_LET(ledger::Directory directory,
            fold_directory(parts_->tables, parts_->home.province.intake));
    TRY(rebuild_views(parts_->tables, directory));
    TRY_LET(ledger::Rulebooks rulebooks, fold_rulebooks(parts_->tables));
    TRY(parts_->commit(transaction));
    parts_->directory = std::move(directory);
    parts_->rulebooks = std::move(rulebooks);
    return {};
}

Result<void> Store::back_up(const Secret& key, const std::filesystem::path& draft,
                            const std::filesystem::path& file, ByteView label) {
    return sqlcipher::write_backup(parts_->database, key, draft, file, label);
}

Result<void> Store::begin_anew() {
    TRY_LET(Transaction transaction, parts_->begin());
    TRY(parts_->tables.chains.disown());
    return parts_->commit(transaction);
}

Result<std::string> Store::dump_views() { return store::dump_views(parts_->tables); }

}  // namespace soxa::store
