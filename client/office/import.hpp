// Lists in and out: in as JSON lines or CSV, out as JSON lines, a file a line (C06D-20.3). One bad line never loses the good
// ones; what was refused is told line by line, with the field, what is wrong and what would be
// right.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "client/office/office.hpp"
#include "client/office/list_repair.hpp"
#include "client/office/record_json.hpp"

namespace soxa::office {

inline constexpr std::size_t import_bytes_max = 256 * 1024 * 1024;

struct Imported {
    struct Refused {
        std::size_t line = 0;  ///< from 1
        std::vector<Fault> faults;
    };
    std::string id;                    ///< what undo_import() takes; empty if nothing was entered
    std::vector<std::string> records;  ///< uids of what was entered
    std::size_t ok = 0;
    std::size_t fixed = 0;  ///< of them, lines with a value that was put right
    std::vector<Refused> refused;
    /// What looks like an old font or a lost zero, by line.
    struct Proposed {
        std::size_t line = 0;  ///< from 1
        Repair repair;
    };
    std::vector<Proposed> proposed;
};

/// What becomes of values that look damaged (list_repair.hpp).
enum class Repairs {
    told,   ///< the line is taken as it stands
    taken,  ///< with the proposed values
};

/// Text that does not begin as JSON is CSV (csv.hpp), and refused whole where its head names what
/// is no field. A list that is not UTF-8 is read letter by letter as old fonts were, and a line of
/// it that is none refused. Empty lines are passed over. With `dry` nothing is entered. `progress`
/// hears lines done and all.
[[nodiscard]] Result<Imported> import_lines(
    Office& office, std::string_view text, bool dry,
    const std::function<void(std::size_t, std::size_t)>& progress,
    Repairs repairs = Repairs::told);

struct TakenBack {
    std::size_t records = 0;
    std::vector<std::string> kept;  ///< uids of files that were worked on since
};
/// Takes an import back: everything its files say is withdrawn, by operations like any other, so
/// that the files leave the list and stay in the ledger. One that was changed or submitted since is
/// kept. Repeating it changes nothing more. Errc::invalid_input ("import.unknown").
[[nodiscard]] Result<TakenBack> undo_import(Office& office, std::string_view id);

/// One line a file, in the order of names; each as `record show` without what is local. Errc::
/// invalid_input ("record.unknown") if one of the uids is no file that this account may see. Files
/// whose looks ask for a purpose are given out, and logged, where one is said or they are named;
/// how many were left out.
[[nodiscard]] Result<std::size_t> export_lines(
    Office& office, const std::vector<std::string>& uids, const std::string& purpose,
    const std::function<void(const std::string&)>& line);

}  // namespace soxa::office
