// What units have reported as wrong in their files, and the province's word on it.
#pragma once

#include <string>
#include <vector>

#include "sync/ledger/error_report.hpp"
#include "sync/server/office.hpp"

namespace soxa::server {

struct ReportLine {
    std::string unit;
    ledger::StreamId stream = 0;
    ledger::RecordId record;
    std::string full_name;
    ledger::ReportState state;
};
/// Oldest first within a unit; those that are done only if asked for.
[[nodiscard]] Result<std::vector<ReportLine>> list_error_reports(Office& office, bool done);

struct ReportAnswer {
    std::string id;  ///< beginning of the report's name, 8 digits or more
    std::string text;
    bool closed = false;
};
/// Errc::invalid_input: "error.unknown", "error.text" where nothing is said.
[[nodiscard]] Result<void> answer_error_report(Office& office, const ReportAnswer& answer);

}  // namespace soxa::server
