#include "sync/server/off_site.hpp"

#include <algorithm>

#include "sync/ledger/off_site.hpp"
#include "sync/server/province_author.hpp"

namespace soxa::server {

namespace {

namespace fs = std::filesystem;

/// A copy beside the store is lost with it. What another disk is, only the administrator knows.
bool lies_in(const fs::path& folder, const fs::path& file) {
    std::error_code failed;
    const fs::path inner = fs::weakly_canonical(file, failed);
    const fs::path outer = fs::weakly_canonical(folder, failed);
    if (failed) return false;
    return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first ==
           outer.end();
}

/// The same was said, or the log has grown since by nothing but the word itself.
Result<bool> said_before(UnitStream& stream, std::uint64_t entries) {
    TRY_LET(const std::vector<exchange::Stored> words, stream.of_kind(ledger::Kind::off_site));
    for (const exchange::Stored& one : words) {
        const auto word = ledger::off_site(one.operation);
        if (!word || !one.standing.confirmed() || word->size > entries) continue;
        TRY_LET(const std::optional<crypto::Digest> root, stream.root_at(word->size));
        if (!root || *root != word->root) continue;
        const bool only_the_word = one.standing.position == entries && word->size + 1 == entries;
        if (word->size == entries || only_the_word) return true;
    }
    return false;
}

Result<OffSiteUnit> tell(Office& office, Records& records, const VerifiedLog& log,
                         Timestamp made) {
    OffSiteUnit done{log.unit, log.entries};
    TRY_LET(const std::optional<Unit> unit, records.units().find(log.unit));
    if (!unit) return fail(Errc::integrity, "backup.other_log", {log.unit});
    done.stream = unit->stream;
    TRY_LET(UnitStream* const stream, records.stream(unit->stream));
    TRY_LET(const std::optional<crypto::Digest> root, stream->root_at(log.entries));
    if (!root || *root != log.root) return fail(Errc::integrity, "backup.other_log", {log.unit});
    TRY_LET(const bool known, said_before(*stream, log.entries));
    if (known || log.entries == 0) return done;
    TRY_LET(ProvinceAuthor author,
            ProvinceAuthor::in(*stream, unit->stream, ProvinceChain::verdicts, office));
    author.add(ledger::Kind::off_site,
               ledger::encode(ledger::OffSite{log.entries, log.root, made}));
    TRY(author.append());
    done.told = true;
    return done;
}

}  // namespace

Result<OffSiteTold> confirm_off_site(Office& office, const DataFolder& folder,
                                     const fs::path& file, const Secret* password) {
    if (lies_in(folder.path, file)) return fail(Errc::usage, "backup.not_off_site");
    OffSiteTold told;
    // The copy is open as long as snapshots are made of it: in the store itself laptops would wait.
    const auto say = [&](Office& copy, const BackupMade& made) -> Result<void> {
        TRY(office.storage->transaction([&](Records& records) -> Result<void> {
            told.units.clear();
            for (const VerifiedLog& log : made.logs) {
                TRY_LET(told.units.emplace_back(), tell(office, records, log, made.backup.made));
            }
            return {};
        }));
        for (OffSiteUnit& unit : told.units) {
            auto snapshot = make_unit_snapshot(office, copy, unit.stream);
            if (snapshot) {
                unit.snapshot = std::move(*snapshot);
            } else {
                unit.snapshot_failed = std::move(snapshot).error();
            }
        }
        return {};
    };
    TRY_LET(told.made, verify_backup(folder, file, password, *office.clock, *office.random, say));
    return told;
}

}  // namespace soxa::server
