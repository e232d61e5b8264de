// What goes to the national database, under which code, and what it will refuse: told before a
// file is submitted, not in the log of a push (DOMAIN §2.5, 7.3; C06D-13).
//
// The official list of fields was not published when this was written: the map is data. The
// program's own has the groups of decree 27/2026 and no codes; a province loads the codes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "sync/record/catalogue.hpp"
#include "sync/record/finding.hpp"

namespace soxa::record {

struct NationalField {
    std::string field;  ///< "full_name", "education.degree"
    int group = 0;      ///< of decree 27/2026, article 5: 1 to 10
    std::string code;   ///< the national database's; empty: not known yet
    bool required = false;
    bool catalogue = false;  ///< takes codes of a list, never free text

    friend bool operator==(const NationalField&, const NationalField&) = default;
};

struct NationalMap {
    std::string version;
    std::vector<NationalField> fields;  ///< in the template's order

    [[nodiscard]] const NationalField* find(std::string_view field) const;
    friend bool operator==(const NationalMap&, const NationalMap&) = default;
};

/// All that may leave: nothing of sensitivity 4, no files, nothing the program keeps for itself
/// (DOMAIN §2.3). Required is what has a star in the dossier.
[[nodiscard]] const NationalMap& default_national_map();

/// `field | group | code | required | catalogue` a line under `version = DAY`.
[[nodiscard]] tl::expected<NationalMap, std::vector<Fault>> read_national_map(
    std::string_view text);
[[nodiscard]] std::string write_national_map(const NationalMap& map);

/// What is signed and sent; nothing if the bytes are not what encode() writes.
[[nodiscard]] Bytes encode(const NationalMap& map);
[[nodiscard]] std::optional<NationalMap> decode_national_map(ByteView bytes);

/// What the national database will refuse: errors of the file in fields that go there, required
/// ones that are missing, codes that it does not have or that have ended. Rule DM-2.5.
[[nodiscard]] std::vector<Finding> national_refusals(const Document& document,
                                                     const NationalMap& map,
                                                     const Catalogues& catalogues,
                                                     std::string_view today);

}  // namespace soxa::record
