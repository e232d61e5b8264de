// Values that were not taken: every file read beside the window's thread, and one proposed again.
#include "ui/app/page_acts.hpp"
#include "ui/app/page_list.hpp"
#include "ui/panels/overruled_panel.hpp"

namespace soxa::ui {

namespace {

class OverruledPage final : public Page {
public:
    explicit OverruledPage(Bench& bench) : bench_(bench) {}

    /// Read by itself when somebody comes; after another change, when it is asked for.
    Result<void> compute(office::Office& office) override {
        page_.may_enter = office.may(ledger::Act::enter, ledger::Whose::others).has_value() ||
                          office.may(ledger::Act::enter, ledger::Whose::own).has_value();
        page_.read = false;
        if (fresh_) read();
        return {};
    }
    Wanted draw(Pen& pen) override {
        bool again = false;
        OverruledWanted wanted = panel_.draw(pen, page_, again);
        if (again) read();
        return carry_out<intent::OpenRecord, intent::Go>(std::move(wanted),
                                                         [this](const auto& one) { act(one); });
    }
    void arrive() override {
        page_.told = {};
        page_.rows.clear();
        fresh_ = true;
        bench_.changed();
    }

private:
    void act(const intent::ProposeAgain& wanted) {
        const auto done = bench_.now([&](office::Office& office) {
            return office::propose_again(office, wanted.id);
        });
        page_.told =
            told_of(bench_, done, [&] { return bench_.words().say("overruled.proposed"); });
        if (!done) return;
        std::erase_if(page_.rows, [&](const OverruledRow& row) { return row.id == wanted.id; });
        fresh_ = true;
    }
    void read() {
        fresh_ = false;
        auto found = std::make_shared<std::vector<OverruledRow>>();
        bench_.later(
            bench_.words().say("campaign.reading"),
            [found, words = bench_.words()](office::Office& office,
                                            const Bench::Watch& watch) -> Result<void> {
                TRY_LET(*found, overruled_rows(office, watch, words));
                return {};
            },
            [this, found](const Result<void>& outcome) {
                page_.read = outcome.has_value();
                if (outcome) {
                    page_.rows = std::move(*found);
                } else {
                    page_.told = {bench_.words().say(outcome.error()), true};
                }
            });
    }

    Bench& bench_;
    OverruledPageRows page_;
    OverruledPanel panel_;
    bool fresh_ = true;
};

}  // namespace

std::unique_ptr<Page> make_overruled_page(Bench& bench) {
    return std::make_unique<OverruledPage>(bench);
}

}  // namespace soxa::ui
