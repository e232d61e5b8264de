#include "sync/server/evidence_pending.hpp"

#include "sync/ledger/record_fold.hpp"

namespace soxa::server {

namespace {

Result<EvidenceLine> line_of(UnitStream& stream, const EvidencePending& pending) {
    TRY_LET(const auto stored, stream.on_record(pending.record));
    TRY_LET(const ledger::Directory* const directory, stream.directory());
    std::vector<ledger::Entry> entries;
    for (const exchange::Stored& one : stored) entries.push_back({&one.operation, one.standing});
    const ledger::RecordState state =
        ledger::fold_record(pending.record, entries, ledger::DirectoryAuthors(*directory));
    const record::Document document = ledger::document_of(state.draft);
    return EvidenceLine{ledger::record_uid(state), std::string(document.text("full_name")),
                        std::string(document.text("personal_id")),
                        std::string(ledger::name_of(state.status)), pending.files, pending.bytes};
}

}  // namespace

Result<std::vector<EvidenceLine>> evidence_pending(Office& office, const std::string& unit) {
    std::vector<EvidenceLine> lines;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Unit found, required_unit(records, unit));
        TRY_LET(UnitStream* const stream, records.stream(found.stream));
        TRY_LET(const auto pending, records.attachments().pending(found.stream));
        for (const EvidencePending& one : pending) {
            TRY_LET(EvidenceLine line, line_of(*stream, one));
            lines.push_back(std::move(line));
        }
        return {};
    });
    TRY(done);
    return lines;
}

}  // namespace soxa::server
