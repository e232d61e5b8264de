// "Báo sai sót": a value is reported as wrong, with a word on why; who works with the file, or the
// province, answers, and somebody says that it is done. It travels with the file.
#pragma once

#include <string>
#include <vector>

#include "client/office/office.hpp"
#include "client/office/record_json.hpp"
#include "client/office/record_view.hpp"
#include "sync/ledger/error_report.hpp"

namespace soxa::office {

/// `place` is empty (the whole file), a field's id, a group's, or "group/ROW.column" with ROW as
/// row_named() takes it. The operation's name. Errc::invalid_input: "error.no_place", "error.text"
/// where nothing is said; Errc::not_allowed for who may not read the file.
[[nodiscard]] Result<ledger::OperationId> report_error(Office& office,
                                                       const ledger::RecordState& state,
                                                       const std::string& place,
                                                       const std::string& text);
/// `id`: the beginning of a report's name, 8 digits at least. Errc::invalid_input: "error.unknown",
/// "error.text"; Errc::not_allowed ("error.not_yours") but for who works with the file and, to say
/// that it is done, who reported it.
[[nodiscard]] Result<void> answer_error(Office& office, const std::string& id, bool closed,
                                        const std::string& text);

/// The field or column that a report's place names; null for a group, or the whole file.
[[nodiscard]] const record::Field* reported_field(const std::string& place);

struct ListedReport {
    std::string record_uid;
    std::string full_name;
    std::string place;  ///< "field", "group", "group/2.column" with the row's number, or empty
    ledger::ReportState state;
    bool may_answer = false;
    bool may_close = false;
};
/// Of a file, as far as this account sees what they are about.
[[nodiscard]] Result<std::vector<ListedReport>> error_reports(const Office& office,
                                                              const ledger::RecordState& state);
/// Of all files that this account may read; open ones only unless `all`.
[[nodiscard]] Result<std::vector<ListedReport>> all_error_reports(const Office& office, bool all);
[[nodiscard]] Json json_of(const Office& office, const ListedReport& report);

}  // namespace soxa::office
