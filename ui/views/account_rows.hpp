// The unit's accounts and laptops, as the administrator looks at them.
#pragma once

#include <string>
#include <vector>

#include "client/office/accounts.hpp"
#include "ui/words/words.hpp"

namespace soxa::ui {

struct AccountRow {
    std::string login;  ///< what names it in an act: the login, or the personal number
    std::string name;
    std::string masked_id;
    std::string role;
    std::string state;  ///< said
    std::string basis;
    std::string made;
    std::string fingerprint;  ///< to be compared by telephone; of the newest key
    bool key_confirmed = false;
    std::string laptops;  ///< on which it may log in, each with why, said
    bool revoked = false;
    bool self = false;
};

struct DeviceRow {
    std::string label;
    bool here = false;
    bool revoked = false;
};

struct AccountRows {
    std::vector<AccountRow> accounts;
    std::vector<DeviceRow> devices;
    bool may_administer = false;
};

[[nodiscard]] Result<AccountRows> account_rows(const office::Office& office, const Words& words);

}  // namespace soxa::ui
