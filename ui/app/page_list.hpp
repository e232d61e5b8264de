// What pages.cpp lists.
#pragma once

#include "ui/app/page.hpp"

namespace soxa::ui {

[[nodiscard]] std::unique_ptr<Page> make_access_page(Bench& bench);
[[nodiscard]] std::unique_ptr<Page> make_audit_page(Bench& bench);
[[nodiscard]] std::unique_ptr<Page> make_backup_page(Bench& bench);
[[nodiscard]] std::unique_ptr<Page> make_bundle_page(Bench& bench);
[[nodiscard]] std::unique_ptr<Page> make_campaign_page(Bench& bench);
[[nodiscard]] std::unique_ptr<Page> make_export_page(Bench& bench);
[[nodiscard]] std::unique_ptr<Page> make_overruled_page(Bench& bench);
[[nodiscard]] std::unique_ptr<Page> make_rules_page(Bench& bench);
[[nodiscard]] std::unique_ptr<Page> make_scan_page(Bench& bench);
[[nodiscard]] std::unique_ptr<Page> make_transfer_page(Bench& bench);

}  // namespace soxa::ui
