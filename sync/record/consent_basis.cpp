#include "sync/record/consent_basis.hpp"

#include <algorithm>

#include "sync/record/text.hpp"

namespace soxa::record {

bool may_rest(const Consent& consent, const Policy& pack) {
    return std::ranges::any_of(pack.consent_basis, [&](const std::string& basis) {
        if (basis == "agency") return true;
        if (basis == "duty") return consent.on_duty;
        return basis == "person" && consent.one_file && consent.by_its_person;
    });
}

bool same_person(std::string_view signer, std::string_view full_name) {
    return !full_name.empty() && normalised(signer) == normalised(full_name);
}

}  // namespace soxa::record
