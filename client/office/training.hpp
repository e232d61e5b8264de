// Practising on invented people: a laptop of its own in a folder beside the real book. It has no
// province, so nothing that is done there goes anywhere, and nothing of the real book is in it.
#pragma once

#include "client/office/office.hpp"

namespace soxa::office {

/// "training" in the laptop's own folder.
[[nodiscard]] std::filesystem::path training_home(const std::filesystem::path& home);

/// Whom one practises as; neither password is a secret, since nothing there is.
enum class Trainee { clerk, head };
[[nodiscard]] std::string_view login_of(Trainee who);
[[nodiscard]] Secret training_password();

/// The unit with its accounts and some invented people; nothing if it is there already, unless
/// `anew`, which throws away what was practised. `training` has the home that training_home()
/// says. Safe to be cut and given again.
[[nodiscard]] Result<void> make_training(const Surroundings& training, bool anew);

}  // namespace soxa::office
