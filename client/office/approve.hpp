// The head's approval, offline: one signature over all the versions he approves at once
// (TB-6.4, TB-3.8), and its export for any outside tool to check.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "client/office/office.hpp"
#include "sync/record/finding.hpp"

namespace soxa::office {

/// A file that waits for the head: submitted, checked, not signed as it stands.
struct ForApproval {
    ledger::RecordId record;
    std::string uid;
    std::string full_name;
    std::size_t version = 0;
    /// Sections that the last approved version did not have like this; all of a first version.
    std::vector<std::string> changed_sections;
    /// What the rules warn of in it, and the reasons that were given for that, oldest first.
    std::vector<record::Finding> warnings;
    std::vector<std::string> reasons;
};

/// Sorted as a Vietnamese list of names.
[[nodiscard]] Result<std::vector<ForApproval>> waiting_for_approval(Office& office);

/// Signs the current versions of these files with the account's key. Each must wait for approval
/// (Errc::invalid_input "approve.not_submitted", "approve.signed_already", Errc::decision_needed
/// "submit.conflict") and say nothing that is not shown (Errc::not_allowed "approve.not_shown");
/// nobody approves his own file or what he entered (Errc::not_allowed "approve.own"), and nothing
/// is approved by a key that the province has refused (Errc::not_allowed "approve.key_refused").
/// All or nothing.
[[nodiscard]] Result<std::size_t> approve(Office& office, const std::vector<std::string>& uids);

/// The province's certificate for the account's key if it has issued one, else the key's own.
[[nodiscard]] Result<crypto::Certificate> signing_certificate(Office& office);

/// Whether the province has confirmed this account's key: until then approvals wait there.
[[nodiscard]] bool key_is_confirmed(const Office& office);
/// The account's key if the province has refused it, with its reason; an approval by it would
/// never count.
[[nodiscard]] const ledger::KeyState* refused_key(const Office& office);

/// Writes approval.bin, approval.p7s, chain.pem and proof.json of the file's last approval into
/// `folder`. Errc::invalid_input ("approval.none").
[[nodiscard]] Result<void> export_approval(const Office& office,
                                           const ledger::RecordState& state,
                                           const std::filesystem::path& folder);

}  // namespace soxa::office
