// "Báo sai sót": somebody says that a value is wrong, and others answer (FEATURES §1.14). It stands
// on the file and travels with it; it changes no value and holds nothing up. And why a question
// between two values was decided as it was.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "sync/ledger/directory.hpp"
#include "sync/ledger/record_fold.hpp"

namespace soxa::ledger {

/// On a file, of whoever may read it. `place` is a field's id, a group's, or "group/ROW.column" with
/// ROW as record::name_of() has it; empty: the whole file.
struct ErrorReport {
    std::string place;
    std::string text;

    friend bool operator==(const ErrorReport&, const ErrorReport&) = default;
};
[[nodiscard]] Bytes encode(const ErrorReport& payload);
[[nodiscard]] std::optional<ErrorReport> error_report(const Operation& operation);

/// Of a report, which it references first: of who works with files, the province, or who reported.
struct ErrorAnswer {
    bool closed = false;  ///< nothing more is to be done
    std::string text;

    friend bool operator==(const ErrorAnswer&, const ErrorAnswer&) = default;
};
[[nodiscard]] Bytes encode(const ErrorAnswer& payload);
[[nodiscard]] std::optional<ErrorAnswer> error_answer(const Operation& operation);

/// Why a question between values is decided as the same author then decides it; it references the
/// operations that said them.
[[nodiscard]] Bytes encode_decision_reason(std::string_view reason);
[[nodiscard]] std::optional<std::string> decision_reason(const Operation& operation);

/// A report with its answers, oldest first by the time that their authors say, then by name: the
/// same on every replica that has the same operations. What the province has not let in is left out.
struct ReportState {
    OperationId id;
    ErrorReport report;
    ChainId by;
    Timestamp at{};
    Standing standing;
    struct Answer {
        OperationId id;
        ErrorAnswer answer;
        ChainId by;
        Timestamp at{};
        Standing standing;
    };
    std::vector<Answer> answers;

    /// Nobody has said that nothing more is to be done.
    [[nodiscard]] bool open() const;
};
/// Of the operations on a file.
[[nodiscard]] std::vector<ReportState> error_reports(std::span<const Entry> operations);

}  // namespace soxa::ledger
