// A list given out into a file, beside the window's thread.
#include "client/office/give_out.hpp"
#include "crypto/base/utf8.hpp"
#include "ui/app/page_acts.hpp"
#include "ui/app/page_list.hpp"
#include "ui/panels/export_panel.hpp"
#include "ui/views/bundle_rows.hpp"
#include "ui/views/list_rows.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

namespace {

class ExportPage final : public Page {
public:
    explicit ExportPage(Bench& bench) : bench_(bench) {}

    Result<void> compute(office::Office& office) override {
        TRY_LET(const auto rows, list_rows(office, bench_.words()));
        page_.files = rows.size();
        if (page_.folder.path.empty()) page_.folder = folder_of({});
        return {};
    }
    Wanted draw(Pen& pen) override {
        return carry_out<intent::Go>(panel_.draw(pen, page_),
                                     [this](const auto& one) { act(one); });
    }
    void arrive() override { page_.told = {}; }

private:
    void act(const intent::Browse& wanted) {
        page_.told = {};
        page_.folder = folder_of(wanted.path);
    }
    void act(const intent::GiveOutList& wanted) {
        page_.told = {};
        struct Written {
            std::filesystem::path file;
            office::GivenOut given;
        };
        auto written = std::make_shared<Written>();
        bench_.later(
            bench_.words().say("exports.writing"),
            [written, wanted](office::Office& office, const Bench::Watch&) -> Result<void> {
                written->file = path_of(wanted.folder) / path_of(dated_name(office, ".jsonl"));
                TRY_LET(written->given, office::give_out(office, written->file, wanted.purpose));
                return {};
            },
            [this, written](const Result<void>& outcome) {
                page_.folder = folder_of(page_.folder.path);
                const Words& words = bench_.words();
                if (!outcome) {
                    page_.told = {words.say(outcome.error()), true};
                    return;
                }
                const office::GivenOut& given = written->given;
                page_.told = {words.say("exports.written",
                                        {std::to_string(given.files), utf8(written->file),
                                         size_of(given.bytes)}),
                              false};
                if (given.left_out > 0) {
                    page_.told.text += "\n" + words.say("exports.left_out",
                                                        {std::to_string(given.left_out)});
                }
                bench_.changed();
            });
    }

    Bench& bench_;
    ExportPageRows page_;
    ExportPanel panel_;
};

}  // namespace

std::unique_ptr<Page> make_export_page(Bench& bench) { return std::make_unique<ExportPage>(bench); }

}  // namespace soxa::ui
