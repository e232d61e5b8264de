// What the month needs of a unit's files, kept with the end of the log it was gathered from: a province
// of 104 communes looks at its month without folding 20,000 files anew.
//
// It follows from the log alone and is used only where the log, the unit's name and the program are
// those it was made by; whatever cannot be read is gathered again.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sync/record/month.hpp"
#include "sync/server/storage.hpp"

namespace soxa::server {

/// How many files of a unit stand how.
struct FileCounts {
    std::uint64_t files = 0;     ///< in service
    std::uint64_t approved = 0;  ///< of them, just as they stand
    std::uint64_t held = 0;      ///< signed, and waiting for the province to confirm the key
    std::uint64_t to_sign = 0;   ///< submitted or checked
    std::uint64_t returned = 0;  ///< given back, not submitted again
    std::uint64_t drafts = 0;    ///< entered, not submitted

    friend bool operator==(const FileCounts&, const FileCounts&) = default;
};

struct UnitMonthFold {
    FileCounts counts;
    std::optional<Timestamp> received;  ///< the last of its work on files
    std::optional<Timestamp> opened;    ///< when the province added the unit
    record::PolicyHistory packs;
    std::vector<record::Task> tasks;  ///< `about` is the file; nobody's names
};

/// The log as it is: epoch, size and root.
[[nodiscard]] Bytes encode(const UnitMonthFold& fold, const UnitStream& stream,
                           std::string_view unit_name);
/// Nothing where it was made from another log, for another name or by another program.
[[nodiscard]] std::optional<UnitMonthFold> decode_month_fold(ByteView content,
                                                             const UnitStream& stream,
                                                             std::string_view unit_name);

}  // namespace soxa::server
