#include "ui/app/page_list.hpp"

namespace soxa::ui {

Pages make_pages(Bench& bench) {
    Pages pages;
    pages[Place::access] = make_access_page(bench);
    pages[Place::audit] = make_audit_page(bench);
    pages[Place::backups] = make_backup_page(bench);
    pages[Place::bundles] = make_bundle_page(bench);
    pages[Place::campaign] = make_campaign_page(bench);
    pages[Place::exports] = make_export_page(bench);
    pages[Place::overruled] = make_overruled_page(bench);
    pages[Place::rules] = make_rules_page(bench);
    pages[Place::scans] = make_scan_page(bench);
    pages[Place::transfers] = make_transfer_page(bench);
    return pages;
}

}  // namespace soxa::ui
