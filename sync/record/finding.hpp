// What is wrong, or doubtful, with a file as it stands: formats and presence (DOMAIN §3.1 to 3.5).
//
// A draft with findings is saved all the same. An error keeps it from being submitted; a warning
// needs a reason once; an info only tells. Rule ids are DOMAIN's: a section as "DM-3.1", a rule of
// §3.8 as "R08", presence as "TB-6.3a". A Fault's field is an id, or "group/ROW.column" with the
// row as name_of(RowId) names it.
#pragma once

#include <vector>

#include "crypto/base/result.hpp"
#include "sync/record/document.hpp"

namespace soxa::record {

enum class Severity { error, warning, info };

struct Finding {
    Severity severity;
    Fault fault;  ///< field, rule id, word key, arguments

    friend bool operator==(const Finding&, const Finding&) = default;
};

/// `today` is the local day, YYYY-MM-DD. In the template's order.
[[nodiscard]] std::vector<Finding> check(const Document& document, std::string_view today);

}  // namespace soxa::record
