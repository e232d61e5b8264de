// Who may see what: consents and authorisations, restricted files, and who did what and why
// (TB-3.6, TB-4.3, TB-4.4).
#pragma once

#include <string>
#include <vector>

#include "client/office/access_act.hpp"
#include "ui/words/words.hpp"

namespace soxa::ui {

struct GrantRow {
    std::string id;
    std::string kind;
    std::string to;
    std::string record;  ///< the person's name, or "all files of the unit"
    std::string days;
    std::string state;
    std::string basis;
    std::string signer;
    std::string purpose;
    std::string sensitivity;
    std::string entered_by;
    std::string signed_by;
    bool provisional = false;
    bool waits = false;  ///< for the head's signature
    bool over = false;
};

struct LevelRow {
    std::string uid;
    std::string full_name;
    std::string level;
    std::string until;
    std::string basis;
    std::string reason;
    std::string who;  ///< set or proposed it, when
    std::string state;
    bool in_force = false;
    bool proposed = false;
};

/// Somebody or something that can be chosen.
struct NamedRow {
    std::string value;
    std::string label;
    std::string search;
};

struct AccessRows {
    std::vector<GrantRow> grants;  ///< the newest first
    std::vector<LevelRow> levels;
    std::vector<NamedRow> accounts;
    std::vector<NamedRow> files;
    bool may_add = false;      ///< head or administrator
    bool may_sign = false;     ///< head
    bool may_propose = false;  ///< head
};
[[nodiscard]] Result<AccessRows> access_rows(const office::Office& office, const Words& words);

struct AuditRow {
    std::string operation;
    std::string time;
    std::string kind;
    std::string author;
    std::string about;
    std::string why;
    std::string uid;      ///< of the file it is about; empty if it is about none
    std::string details;  ///< laptop, role, last day, the province's word: a line each
    std::string search;
};
/// The newest first.
[[nodiscard]] Result<std::vector<AuditRow>> audit_rows(const office::Office& office,
                                                       const Words& words);

}  // namespace soxa::ui
