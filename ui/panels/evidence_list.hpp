// The scans that a change rests on, beside it: small pictures, and one click to the whole.
#pragma once

#include "ui/panels/intent.hpp"
#include "ui/panels/picture_box.hpp"
#include "ui/views/scan_rows.hpp"

namespace soxa::ui {

/// Nothing where there are none. `uid` is the file's.
[[nodiscard]] Wanted draw_evidence(Pen& pen, PictureBox& pictures, const std::string& uid,
                                   const std::vector<ScanRow>& rows);

}  // namespace soxa::ui
