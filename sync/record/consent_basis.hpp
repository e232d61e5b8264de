// On what a consent to look at files may rest, by the pack of its day (access.consent_basis, TB-4.4,
// QA-8.3, DOMAIN §5.1).
#pragma once

#include <string_view>

#include "sync/record/policy.hpp"

namespace soxa::record {

/// What is known of a consent that is being given.
struct Consent {
    bool one_file = false;       ///< else every file of the unit
    bool by_its_person = false;  ///< the paper is signed by the person whose file it is
    bool on_duty = false;        ///< to who works on personnel files by his role
};

/// "agency": the unit's written consent is enough. "person": the consent of the person, for his own
/// file. "duty": personnel work within one's competence. One of those that the pack names must fit.
[[nodiscard]] bool may_rest(const Consent& consent, const Policy& pack);
/// Names are compared as they are stored.
[[nodiscard]] bool same_person(std::string_view signer, std::string_view full_name);

}  // namespace soxa::record
