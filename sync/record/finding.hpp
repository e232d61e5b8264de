// What is wrong, or doubtful, with a file as it stands (DOMAIN §3).
//
// A draft with findings is saved all the same. An error keeps it from being submitted; a warning
// needs a reason once; an info only tells. Rule ids are DOMAIN's: a section as "DM-3.1", a rule of
// §3.8 as "R08", presence as "TB-6.3a". A Fault's field is an id, or "group/ROW.column" with the
// row as name_of(RowId) names it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "crypto/base/result.hpp"
#include "sync/record/document.hpp"
#include "sync/record/pay_terms.hpp"

namespace soxa::record {

enum class Severity { error, warning, info };

struct Finding {
    Severity severity;
    Fault fault;  ///< field, rule id, word key, arguments

    friend bool operator==(const Finding&, const Finding&) = default;
};

/// Another file of the unit or the province, as far as a likeness asks [R01, R02].
struct OtherFile {
    std::string personal_id;
    std::string full_name;
    std::string birth_date;  ///< as stored
    std::string gender;
    bool archived = false;
};

class Catalogues;

/// What the rules may know beside the file; each part is the caller's to give, and a rule whose
/// part is missing says nothing.
struct Facts {
    std::string_view today;  ///< local day, YYYY-MM-DD
    /// Without the file itself.
    std::span<const OtherFile> others = {};
    /// The last approved version: what differs from it needs evidence [R32].
    const Document* approved = nullptr;
    /// What has evidence already: field ids, and rows as "group/ROW".
    std::set<std::string, std::less<>> evidenced = {};
    /// The kinds of change that the pack asks evidence for (rule_evidence.cpp has their names).
    std::set<std::string, std::less<>> evidence_for = {};
    PayTerms pay = {};
    /// As the province has loaded them; without, the program's own lists [R33].
    const Catalogues* catalogues = nullptr;
    /// A province's own severity for a rule; nothing in it: the rule is off there.
    std::map<std::string, std::optional<Severity>, std::less<>> severities = {};
};

[[nodiscard]] std::vector<Finding> check(const Document& document, const Facts& facts);
/// Of one file by itself. `today` is the local day, YYYY-MM-DD. In the template's order.
[[nodiscard]] std::vector<Finding> check(const Document& document, std::string_view today);

}  // namespace soxa::record
