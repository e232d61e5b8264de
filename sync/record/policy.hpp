// Policy packs: what a province decides and the law leaves open, as data with dates (DOMAIN §5.1).
//
// Deadlines, windows, signers, evidence and the source of time stand here, never in the code: the
// law changed three times since 2023. A pack is a text that a province edits (policy_text.hpp)
// and, to be signed and sent, canonical CBOR of the same entries. It tells when something is late
// and who must act; it has no part in what an approval signs.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.hpp"
#include "sync/record/calendar.hpp"
#include "sync/record/finding.hpp"
#include "sync/record/pay_terms.hpp"

namespace soxa::record {

/// What a term counts from.
enum class Anchor {
    join,          ///< recruitment, reception or contract
    decision,      ///< the personnel decision
    file_created,  ///< the electronic file
    account_created,
    certification,      ///< of the paper file
    change,             ///< of what a file says
    process_completed,  ///< the business process that changed it
    file_received,      ///< the paper file, by a new unit
    result,             ///< of an assessment
    returned,           ///< a file given back
};
enum class TermUnit { promptly, workdays, days };

/// "5 workdays after join".
struct Term {
    TermUnit unit = TermUnit::promptly;
    int count = 0;
    Anchor after = Anchor::change;

    friend bool operator==(const Term&, const Term&) = default;
};

/// The last day of a term, whole; nothing for one that has no number: it can be open, never late.
[[nodiscard]] std::optional<Day> due_day(const Calendar& calendar, const Term& term, Day event);

enum class OutsideWindow { allow, warn, block };
enum class TimeSource { received, claimed };

struct Policy {
    std::string name;  ///< "TB-2024"
    int version = 1;
    std::string title;
    std::string basis;     ///< the legal text
    std::string province;  ///< its electronic identifier; empty: any
    Day valid_from{};
    std::optional<Day> valid_to;  ///< last day

    /// By key without "deadline.": "account.join", "entry.first", "change.person", …
    std::map<std::string, Term, std::less<>> deadlines;
    std::optional<int> unit_deadline_day;  ///< exclusive: 25 is the end of the 24th
    WindowTerms province_window;
    OutsideWindow outside_window = OutsideWindow::warn;
    std::vector<std::string> unit_signers;      ///< head, delegate
    std::vector<std::string> province_signers;  ///< director, agency, competent
    std::string self_record;                    ///< who approves the head's own file
    TimeSource time_source = TimeSource::received;
    std::set<std::string, std::less<>> evidence_for;
    bool evidence_in_system = true;  ///< asked for data that the system itself produced, too
    int backup_generations_min = 3;
    std::vector<std::string> transfer_starters;
    std::vector<std::string> consent_basis;
    std::string transport;  ///< to the national database: ndxp, ndop, file
    std::map<std::string, std::optional<Severity>, std::less<>> severities;
    PayTerms pay;
    std::vector<YearDecision> calendar;

    [[nodiscard]] const Term* deadline(std::string_view key) const;
    [[nodiscard]] bool expired_on(Day day) const { return valid_to && day > *valid_to; }
    friend bool operator==(const Policy&, const Policy&) = default;
};

/// A pack as its keys and values, each in its one spelling; by key.
using Entries = std::map<std::string, std::string, std::less<>>;
[[nodiscard]] Entries entries_of(const Policy& policy);
/// With `refused` filled: the fault's field is the key.
[[nodiscard]] std::optional<Policy> policy_from(const Entries& entries,
                                                std::vector<Fault>& refused);

/// What the province signs and sends; nothing if the bytes are not what encode() writes.
[[nodiscard]] Bytes encode(const Policy& policy);
[[nodiscard]] std::optional<Policy> decode_policy(ByteView bytes);

/// Which pack judged what: all that were ever in force, so that an old event is judged by the pack
/// of its day. Of two packs the one that begins later counts; a later version of a pack replaces
/// the earlier ones from its own first day on, which is also the way back. What came before that
/// day stays under the version of its time. In whatever order they are added, the history is one.
class PolicyHistory {
public:
    void add(Policy policy);
    /// Nothing before the first pack: nothing was late then. The last pack goes on when it has
    /// expired, and says so itself (Policy::expired_on).
    [[nodiscard]] const Policy* on(Day day) const;
    [[nodiscard]] const std::vector<Policy>& packs() const { return packs_; }

private:
    std::vector<Policy> packs_;  ///< by first day
};

/// What the rules take from a pack.
[[nodiscard]] Facts facts_under(const Policy& policy, std::string_view today);

/// TB-2024, C06-2023, D27-2026.
[[nodiscard]] const std::vector<Policy>& policy_presets();
[[nodiscard]] const Policy* find_preset(std::string_view name);
/// As a province would edit it, comments and all; empty for a name that no preset has.
[[nodiscard]] std::string preset_text(std::string_view name);

}  // namespace soxa::record
