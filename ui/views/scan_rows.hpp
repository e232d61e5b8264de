// The scans of a file: what each is, what it proves, and whether the province has it; and, beside a
// change, the scans that it rests on (DOMAIN §3.10, F15).
#pragma once

#include <string>
#include <vector>

#include "client/office/attachments.hpp"
#include "client/office/picture.hpp"
#include "ui/views/form_rows.hpp"

namespace soxa::ui {

/// "Received" is told from the province's receipt alone.
enum class ScanStanding : std::uint8_t { received, waits_here, elsewhere };

struct ScanRow {
    std::string row_uid;
    std::string digest;    ///< hex; names its picture
    std::string title;
    std::string what;      ///< "PDF · 3 trang · 1,2 MB"
    std::string standing;  ///< said
    ScanStanding stands = ScanStanding::elsewhere;
    std::string proves;    ///< said; empty where nothing names it
    std::string certified; ///< when it was scanned and who certified it, said
    bool here = false;
    office::Pixels small;  ///< its thumbnail, where that was asked for and is here
};

/// What a scan may be said to prove, by the name that office::attach() takes.
struct ProvedPlace {
    std::string name;
    std::string label;
};

struct ScanRows {
    std::string uid;
    std::string full_name;
    std::vector<ScanRow> rows;
    std::vector<ProvedPlace> places;
    std::string total;          ///< how many and how large, of how much a file may have
    bool may_attach = false;
    bool asks_purpose = false;  ///< nothing is shown until the form was told why
};

/// As a file's restriction and what each scan proves let this account see it.
[[nodiscard]] Result<ScanRows> scan_rows(const office::Office& office,
                                         const ledger::RecordState& state, const Words& words,
                                         Purpose purpose);

/// With their thumbnails: the scans that the operations name, and those in a row's own evidence.
[[nodiscard]] Result<std::vector<ScanRow>> evidence_rows(
    const office::Office& office, const ledger::RecordState& state,
    const std::vector<ledger::OperationId>& operations, const std::optional<record::RowId>& row,
    const Words& words);

/// With their thumbnails: what `to` names and `from` did not, and what rows that changed between
/// the two name.
[[nodiscard]] Result<std::vector<ScanRow>> evidence_between(const office::Office& office,
                                                            const ledger::RecordState& state,
                                                            const ledger::Content* from,
                                                            const ledger::Content& to,
                                                            const Words& words);

}  // namespace soxa::ui
