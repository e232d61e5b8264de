// The campaign: every file read beside the window's thread, and told who is not complete.
#include "ui/app/page_list.hpp"
#include "ui/panels/campaign_panel.hpp"

namespace soxa::ui {

namespace {

class CampaignPage final : public Page {
public:
    explicit CampaignPage(Bench& bench) : bench_(bench) {}

    /// Once; after a change it can be asked for again, since it holds the window up.
    Result<void> compute(office::Office&) override {
        if (page_.rows.empty() && page_.told.text.empty()) {
            read();
        } else {
            page_.read = false;
        }
        return {};
    }
    Wanted draw(Pen& pen) override {
        bool again = false;
        Wanted wanted = panel_.draw(pen, page_, again);
        if (again) read();
        return wanted;
    }
    void arrive() override { page_.told = {}; }

private:
    void read() {
        page_.read = false;
        auto found = std::make_shared<std::vector<CampaignRow>>();
        bench_.later(
            bench_.words().say("campaign.reading"),
            [found, words = bench_.words()](office::Office& office,
                                            const Bench::Watch& watch) -> Result<void> {
                TRY_LET(*found, campaign_rows(office, watch, words));
                return {};
            },
            [this, found](const Result<void>& outcome) {
                page_.read = outcome.has_value();
                page_.told = {};
                if (outcome) {
                    page_.rows = std::move(*found);
                } else {
                    page_.told = {bench_.words().say(outcome.error()), true};
                }
            });
    }

    Bench& bench_;
    CampaignPageRows page_;
    CampaignPanel panel_;
};

}  // namespace

std::unique_ptr<Page> make_campaign_page(Bench& bench) {
    return std::make_unique<CampaignPage>(bench);
}

}  // namespace soxa::ui
