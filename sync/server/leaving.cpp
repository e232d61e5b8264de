#include "sync/server/leaving.hpp"

#include <algorithm>
#include <set>

#include "sync/ledger/leaving.hpp"
#include "sync/record/personnel_status.hpp"
#include "sync/server/file_life.hpp"
#include "sync/server/province_author.hpp"

namespace soxa::server {

namespace {

using exchange::Stored;

void say(ProvinceAuthor& author, ledger::Kind kind, const ledger::RecordId& record,
         const ledger::OperationId& about, const ledger::Leaving& leaving) {
    ledger::Header header;
    header.kind = kind;
    header.record = record;
    header.references = {about};
    author.add(std::move(header), ledger::encode(leaving));
}

bool is_told(const FoldedRecord& file, const ledger::Leaving& leaving) {
    return std::ranges::any_of(file.stored, [&](const Stored& one) {
        return one.operation.header.kind == ledger::Kind::leaving_ahead && one.standing.confirmed() &&
               ledger::leaving(one.operation) == leaving;
    });
}

/// Few do: a file that nobody ever gave a status of leaving is not folded.
Result<bool> may_leave(UnitStream& stream, const ledger::RecordId& record) {
    const record::Field& field = *record::find_field("", "personnel_status");
    const ledger::Cell cell = ledger::field_cell(field);
    TRY_LET(const std::vector<Stored> stored, stream.on_record(record));
    for (const Stored& one : stored) {
        const auto payload = ledger::edit_payload(one.operation);
        for (std::size_t i = 0; payload && i < one.operation.header.cells.size(); ++i) {
            if (one.operation.cell(i) != cell) continue;
            const auto values = record::decode_cell(cell.tag, payload->values[i]);
            const auto value = values.find(field.tag);
            const bool leaves = value != values.end() &&
                                record::is_archived_status(record::text_of(field, value->second));
            if (leaves) return true;
        }
    }
    return false;
}

}  // namespace

Result<void> tell_who_leaves(Office& office, UnitStream& stream, ledger::StreamId id,
                             const Stored& approval) {
    const auto payload = ledger::approval_payload(approval.operation);
    if (!payload) return {};
    std::vector<std::pair<ledger::RecordId, ledger::Leaving>> ahead;
    for (const ledger::ApprovedVersion& version : payload->versions) {
        TRY_LET(const bool may, may_leave(stream, version.record));
        if (!may) continue;
        TRY_LET(const FoldedRecord file, folded(stream, version.record));
        const auto& leaving = file.state.life.leaving;
        if (leaving && !is_told(file, *leaving)) ahead.emplace_back(version.record, *leaving);
    }
    if (ahead.empty()) return {};
    TRY_LET(ProvinceAuthor author,
            ProvinceAuthor::in(stream, id, ProvinceChain::verdicts, office));
    for (const auto& [record, leaving] : ahead) {
        say(author, ledger::Kind::leaving_ahead, record, approval.operation.id, leaving);
    }
    return author.append();
}

Result<void> tell_days_that_came(Office& office, UnitStream& stream, ledger::StreamId id) {
    TRY_LET(const std::vector<Stored> ahead, stream.of_kind(ledger::Kind::leaving_ahead));
    if (ahead.empty()) return {};
    std::set<ledger::OperationId> told;
    TRY_LET(const std::vector<Stored> came, stream.of_kind(ledger::Kind::leaving_day));
    for (const Stored& one : came) {
        const auto& references = one.operation.header.references;
        if (one.standing.confirmed() && !references.empty()) told.insert(references.front());
    }
    const std::string today = iso_date(day_in_vietnam(office.clock->now()));
    TRY_LET(ProvinceAuthor author,
            ProvinceAuthor::in(stream, id, ProvinceChain::verdicts, office));
    for (const Stored& one : ahead) {
        const auto leaving = ledger::leaving(one.operation);
        const auto& record = one.operation.header.record;
        const bool waits = leaving && record && one.standing.confirmed() &&
                           !told.contains(one.operation.id);
        if (!waits || ledger::is_ahead(*leaving, today)) continue;
        say(author, ledger::Kind::leaving_day, *record, one.operation.id, *leaving);
    }
    return author.append();
}

}  // namespace soxa::server
