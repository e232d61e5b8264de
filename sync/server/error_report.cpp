#include "sync/server/error_report.hpp"

#include <algorithm>

#include "sync/ledger/record_fold.hpp"
#include "sync/server/file_life.hpp"

namespace soxa::server {

namespace {

using exchange::Stored;
using ledger::Kind;

constexpr std::size_t name_digits_min = 8;

Result<std::vector<ReportLine>> reports_in(Records& records) {
    std::vector<ReportLine> lines;
    TRY_LET(const std::vector<Unit> units, records.units().all());
    for (const Unit& unit : units) {
        TRY_LET(UnitStream* const stream, records.stream(unit.stream));
        TRY_LET(const std::vector<Stored> said, stream->of_kind(Kind::error_report));
        std::vector<ledger::RecordId> files;
        for (const Stored& one : said) {
            const auto& record = one.operation.header.record;
            if (record && std::ranges::find(files, *record) == files.end()) files.push_back(*record);
        }
        for (const ledger::RecordId& file : files) {
            TRY_LET(const FoldedRecord folded_file, folded(*stream, file));
            const auto name = ledger::document_of(folded_file.state.draft).text("full_name");
            for (ledger::ReportState& one : ledger::error_reports(folded_file.entries())) {
                lines.push_back({unit.code, unit.stream, file, std::string(name), std::move(one)});
            }
        }
    }
    return lines;
}

}  // namespace

Result<std::vector<ReportLine>> list_error_reports(Office& office, bool done) {
    std::vector<ReportLine> lines;
    const auto read = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(lines, reports_in(records));
        return {};
    });
    TRY(read);
    if (!done) std::erase_if(lines, [](const ReportLine& one) { return !one.state.open(); });
    return lines;
}

Result<void> answer_error_report(Office& office, const ReportAnswer& answer) {
    if (answer.text.empty()) return fail(Errc::invalid_input, "error.text");
    return office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const std::vector<ReportLine> lines, reports_in(records));
        const auto found = std::ranges::find_if(lines, [&](const ReportLine& line) {
            return answer.id.size() >= name_digits_min &&
                   hex(line.state.id.view()).starts_with(answer.id);
        });
        if (found == lines.end()) return fail(Errc::invalid_input, "error.unknown", {answer.id});
        return say_on_record(office, records, found->stream, Kind::error_answer, found->record,
                             {found->state.id},
                             ledger::encode(ledger::ErrorAnswer{answer.closed, answer.text}));
    });
}

}  // namespace soxa::server
