// How much of a file an account may see on a day, and whether it must say why (DOMAIN §1.9, §2.3).
//
// One function for both ends: a laptop withholds by it, and the province judges by it what was
// changed without being seen. On a laptop this is enforced by the program and not by a key: the
// store's key is open to whoever is logged in (RELIABILITY §3.1). It keeps a colleague from what
// is not his to read; it does not withstand somebody who takes the program apart.
#pragma once

#include "sync/ledger/directory.hpp"

namespace soxa::ledger {

struct Sight {
    enum class Reach : std::uint8_t {
        nothing,  ///< the file is not shown
        stub,     ///< name, unit and status
        fields,   ///< what is not more sensitive than `sensitivity`
    };
    Reach reach = Reach::nothing;
    unsigned sensitivity = 0;
    unsigned level = 0;         ///< the file's restriction on that day
    bool asks_purpose = false;  ///< each look is logged with its purpose
    const GrantState* grant = nullptr;  ///< by virtue of which; lives in the directory

    /// Whether a cell's content is shown; guards are.
    [[nodiscard]] bool shows(const Cell& cell) const;
    [[nodiscard]] bool shows(const record::Field& field) const;
    /// Enough to work on the file: enter, submit, check, give back.
    [[nodiscard]] bool works() const;

    friend bool operator==(const Sight&, const Sight&) = default;
};

/// `whose` is own where the file is the account's own person's: that is always shown (TB-7.4a). A
/// restricted file is open to a head only once the province has confirmed his key: who resets his
/// password is not he (LEDGER §3, 4).
[[nodiscard]] Sight sight_of(const Directory& directory, const AccountState& account,
                             const RecordId& record, Whose whose, const Days& days);

/// Whether the account may approve: a head, or who was authorised to (TB-6.4b).
[[nodiscard]] bool may_sign(const Directory& directory, const AccountState& account,
                            const Days& days);

/// Of a cell: that of its most sensitive member; of a row's presence that of its group's least.
[[nodiscard]] unsigned sensitivity_of(const Cell& cell);

}  // namespace soxa::ledger
