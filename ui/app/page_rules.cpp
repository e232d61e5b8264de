// What this laptop judges by; nothing is done here.
#include "ui/app/page_list.hpp"
#include "ui/panels/rules_panel.hpp"

namespace soxa::ui {

namespace {

class RulesPage final : public Page {
public:
    explicit RulesPage(Bench& bench) : bench_(bench) {}

    Result<void> compute(office::Office& office) override {
        rows_ = rules_rows(office, bench_.words());
        return {};
    }
    Wanted draw(Pen& pen) override {
        draw_rules(pen, rows_);
        return {};
    }

private:
    Bench& bench_;
    RulesRows rows_;
};

}  // namespace

std::unique_ptr<Page> make_rules_page(Bench& bench) { return std::make_unique<RulesPage>(bench); }

}  // namespace soxa::ui
