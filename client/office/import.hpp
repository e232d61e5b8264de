// Lists in and out, as JSON lines: a file a line (C06D-20.3). One bad line never loses the good
// ones; what was refused is told line by line, with the field, what is wrong and what would be
// right.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "client/office/office.hpp"
#include "client/office/record_json.hpp"

namespace soxa::office {

inline constexpr std::size_t import_bytes_max = 256 * 1024 * 1024;

struct Imported {
    struct Refused {
        std::size_t line = 0;  ///< from 1
        std::vector<Fault> faults;
    };
    std::vector<std::string> records;  ///< uids of what was entered
    std::size_t ok = 0;
    std::vector<Refused> refused;
};

/// Empty lines are passed over. With `dry` nothing is entered. `progress` hears lines done and all.
[[nodiscard]] Result<Imported> import_lines(
    Office& office, std::string_view text, bool dry,
    const std::function<void(std::size_t, std::size_t)>& progress);

/// One line a file, in the order of names; each as `record show` without what is local.
[[nodiscard]] Result<void> export_lines(Office& office, const std::vector<std::string>& uids,
                                        const std::function<void(const std::string&)>& line);

}  // namespace soxa::office
