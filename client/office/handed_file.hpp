// Who comes from a ministry or another province (article 9, case 1; TB-9.1): the file that the province
// or the agency he comes from has handed over is opened as a draft of this unit, with where it comes
// from in its ledger and in its own rows. What it says is checked and signed here like anything else.
#pragma once

#include <string>
#include <string_view>

#include "client/office/office.hpp"
#include "client/office/record_json.hpp"

namespace soxa::office {

inline constexpr std::size_t handed_bytes_max = 1024 * 1024;

struct HandedFile {
    std::string uid;
    std::string full_name;
    std::string from;  ///< the agency
};
/// One file as `export --jsonl` writes it, for a request that is not closed (move.hpp), by the
/// beginning of its name. The draft rests on the request; a row of its moves tells case, day and
/// decision. The units of the former agency are left out: this one's are proposed where they are
/// missing. Errc::invalid_input ("move.unknown"; "move.handed_one", "move.handed_large"; with
/// faults: "move.handed_other" for another person's, what cannot be read, R01).
[[nodiscard]] Result<HandedFile> open_handed_file(Office& office, const std::string& request,
                                                  std::string_view text);

/// Of a record that was opened so: {"from_name", "case", "basis", "effective_date", "request"};
/// nothing for any other.
[[nodiscard]] Result<Json> handed_origin(const Office& office, const ledger::RecordId& record);

}  // namespace soxa::office
