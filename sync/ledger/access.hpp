// Who may see how much of a file, as the ledger tells it: restriction levels with their last day,
// written consents, authorisations to sign, and what was done under them (TB-4.3, TB-4.4, TB-6.4b,
// DOMAIN §1.9 and §2.3).
//
// A level is the province's to set; a head's is a proposal that waits there. A consent or an
// authorisation opens nothing until a head or the province has signed it, and nobody signs one for
// himself, so that who administers accounts cannot read by them (LEDGER §3, 16). All of it is
// data with days: which of it is in force on a day is computed from the day that is asked about.
// No clock takes part; the province's day of receipt goes into its verdict, and a laptop's day
// decides what it shows (LEDGER rule 7, §3, 31).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sync/ledger/verdict.hpp"

namespace soxa::ledger {

inline constexpr unsigned access_level_max = 2;  ///< 0 normal, 1 restricted, 2 high (DOMAIN §4.15)
inline constexpr unsigned sensitivity_max = 4;   ///< S0 to S4 (DOMAIN §2.3)

/// Of a file; level 0 lifts what was set before.
struct AccessLevel {
    RecordId record;
    unsigned level = 0;
    std::string until;  ///< YYYY-MM-DD, its last day; required above 0, empty at 0
    std::string basis;  ///< document number and date
    std::string reason;

    friend bool operator==(const AccessLevel&, const AccessLevel&) = default;
};

enum class GrantKind : std::uint8_t {
    consent = 1,  ///< to look at what the role does not show (TB-4.4)
    signing = 2,  ///< to approve for the head (TB-6.4b)
};

struct AccessGrant {
    GrantKind kind = GrantKind::consent;
    AccountId grantee;
    std::optional<RecordId> record;  ///< nothing: every file of the unit
    unsigned sensitivity = 0;        ///< of a consent: fields up to this are opened
    std::string basis;               ///< number and date of the written document
    std::string signer;              ///< who signed the paper
    std::string purpose;
    std::string from;   ///< YYYY-MM-DD, its first day
    std::string until;  ///< its last day

    friend bool operator==(const AccessGrant&, const AccessGrant&) = default;
};

/// Of grant_sign and grant_end: the grant, and with the latter the document that ends it.
struct GrantWord {
    OperationId grant;
    std::string basis;

    friend bool operator==(const GrantWord&, const GrantWord&) = default;
};

enum class Use : std::uint8_t { look = 1, history = 2, compare = 3, give_out = 4 };
/// "look" … as scripts read it.
[[nodiscard]] std::string_view name_of(Use use);

/// Somebody looked at a restricted file, or by virtue of a grant, and said why.
struct AccessUse {
    RecordId record;
    Use use = Use::look;
    std::optional<OperationId> grant;
    std::string purpose;

    friend bool operator==(const AccessUse&, const AccessUse&) = default;
};

[[nodiscard]] Bytes encode(const AccessLevel& payload);
[[nodiscard]] Bytes encode(const AccessGrant& payload);
[[nodiscard]] Bytes encode(const GrantWord& payload);
[[nodiscard]] Bytes encode(const AccessUse& payload);

/// Nothing where the operation is of another kind, or its payload is erased or not understood.
[[nodiscard]] std::optional<AccessLevel> access_level(const Operation& operation);
[[nodiscard]] std::optional<AccessGrant> access_grant(const Operation& operation);
[[nodiscard]] std::optional<GrantWord> grant_sign(const Operation& operation);
[[nodiscard]] std::optional<GrantWord> grant_end(const Operation& operation);
[[nodiscard]] std::optional<AccessUse> access_use(const Operation& operation);

/// YYYY-MM-DD, a day that there is.
[[nodiscard]] bool is_day(std::string_view text);

/// What is known of a day. A laptop's clock may be set to any day, so a restriction ends only on a day
/// that the province has vouched for, and what opens by date is over once either says so
/// (RELIABILITY §3.7; C06D-5.4). Both YYYY-MM-DD, `proven` not after `latest`.
struct Days {
    std::string proven;  ///< certainly reached: the province has said so under its signature
    std::string latest;  ///< as late as it may be: that, or the clock's

    /// The province's own day: it is the clock that counts.
    [[nodiscard]] static Days of(std::string day) { return {day, day}; }
};

/// A level that was set, and since which position; 0 while it is provisional.
struct LevelSet {
    AccessLevel level;
    OperationId by;
    ChainId chain;
    Timestamp at{};
    std::uint64_t since = 0;
};

struct GrantState {
    OperationId id;
    AccessGrant grant;
    ChainId chain;  ///< who entered it
    Timestamp at{};
    bool provisional = true;
    std::optional<ChainId> signed_on;  ///< who signed it; nothing: it opens nothing yet
    Timestamp signed_at{};             ///< as the signer's clock said
    /// Ended: at which position, 0 while that is provisional.
    std::optional<std::uint64_t> ended;

    /// Signed and not ended, and its term has begun and is not over: who signed vouches that the
    /// day of his signature had come.
    [[nodiscard]] bool in_force(const Days& days) const;
    /// In force for that file.
    [[nodiscard]] bool covers(const RecordId& record, const Days& days) const;
    /// Its first day has come.
    [[nodiscard]] bool begun(const Days& days) const;
};

/// Levels and grants of one unit; part of its directory, and taken in the same order.
class Access {
public:
    /// The level in force: of a day the last one set whose last day is not over; of days between
    /// which it is not known the highest. Nothing: normal.
    [[nodiscard]] const LevelSet* level(const RecordId& record, const Days& days) const;
    /// What another record of the same person must be told to be restricted alike from that day on,
    /// in the order in which it was set here.
    [[nodiscard]] std::vector<AccessLevel> standing_levels(const RecordId& record,
                                                           std::string_view day) const;
    [[nodiscard]] const std::map<RecordId, std::vector<LevelSet>>& levels() const {
        return levels_;
    }
    [[nodiscard]] const std::map<OperationId, GrantState>& grants() const { return grants_; }
    [[nodiscard]] const GrantState* grant(const OperationId& id) const;
    /// Of the account's consents for the file, the one that opens most.
    [[nodiscard]] const GrantState* consent(const AccountId& account, const RecordId& record,
                                            const Days& days) const;
    /// The account's authorisation to sign that says so of the file.
    [[nodiscard]] const GrantState* signing(const AccountId& account, const RecordId& record,
                                            const Days& days) const;
    /// Any authorisation to sign that is in force, whatever files it is about.
    [[nodiscard]] const GrantState* signing(const AccountId& account, const Days& days) const;

    /// Judged before. `signs`: its author's word signs a grant besides entering it.
    void take(const Operation& operation, const Standing& standing, bool signs);

private:
    std::map<RecordId, std::vector<LevelSet>> levels_;
    std::map<OperationId, GrantState> grants_;
};

}  // namespace soxa::ledger
