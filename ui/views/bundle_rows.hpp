// The exchange by stick: what waits to be taken along, and a bundle that is looked at.
#pragma once

#include <string>
#include <vector>

#include "client/office/bundle.hpp"
#include "ui/words/words.hpp"

namespace soxa::ui {

/// "Chờ gửi: …".
[[nodiscard]] Result<std::string> waiting_said(const office::Office& office, const Words& words);
/// Whose it is, when it was made, which part, how large.
[[nodiscard]] std::string bundle_said(const office::BundleLook& look, const Words& words);
/// The labels of the unit's other laptops that are not revoked: a bundle may go to one of them.
[[nodiscard]] std::vector<std::string> other_laptops(const office::Office& office);
/// A file's name, "soxa-H31.55-20261122-1005.bundle": of a unit, by the clock in Việt Nam.
[[nodiscard]] std::string dated_name(const office::Office& office, std::string_view ending);

}  // namespace soxa::ui
