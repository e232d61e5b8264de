#include "client/office/confirm.hpp"

namespace soxa::office {

Result<void> confirm_password(Office& office, const Secret& password) {
    const crypto::Slot* slot = office.keystore().find(office.keys().account);
    if (slot == nullptr) return fail(Errc::not_allowed, "login.wrong");
    TRY(crypto::open_slot(*slot, password));
    return {};
}

}  // namespace soxa::office
