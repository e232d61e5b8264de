// Who may see what: documents and restrictions entered, signed and ended; and who looked.
#include "ui/app/page_acts.hpp"
#include "ui/app/page_list.hpp"
#include "ui/panels/access_panel.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

namespace {

class AccessPage final : public Page {
public:
    explicit AccessPage(Bench& bench) : bench_(bench) {}

    Result<void> compute(office::Office& office) override {
        TRY_LET(page_.rows, access_rows(office, bench_.words()));
        return {};
    }
    Wanted draw(Pen& pen) override {
        return carry_out<intent::OpenRecord>(panel_.draw(pen, page_),
                                             [this](const auto& one) { act(one); });
    }
    void arrive() override { page_.told = {}; }

private:
    void act(const intent::AddGrant& wanted) {
        office::GrantWanted grant = wanted.grant;
        grant.from = day_kept(grant.from);
        grant.until = day_kept(grant.until);
        tell(bench_.now([&](office::Office& office) -> Result<void> {
            TRY(office::add_grant(office, grant));
            return {};
        }), page_.rows.may_sign ? "access_page.granted" : "access_page.waits_for_head");
    }
    void act(const intent::SignGrant& wanted) {
        tell(bench_.now([&](office::Office& office) {
            return office::sign_grant(office, wanted.id);
        }), "access_page.granted");
    }
    void act(const intent::EndGrant& wanted) {
        tell(bench_.now([&](office::Office& office) {
            return office::end_grant(office, wanted.id, wanted.basis);
        }), "access_page.ended");
    }
    void act(const intent::ProposeLevel& wanted) {
        office::LevelWanted level = wanted.level;
        level.until = day_kept(level.until);
        tell(bench_.now([&](office::Office& office) -> Result<void> {
            TRY_LET(const auto state, office.record(wanted.uid, ledger::Act::read_file));
            return office::propose_level(office, state, level);
        }), "access.proposal_saved");
    }
    void tell(const Result<void>& outcome, std::string_view done) {
        page_.told = told_of(bench_, outcome, [&] { return bench_.words().say(done); });
    }

    Bench& bench_;
    AccessPageRows page_;
    AccessPanel panel_;
};

class AuditPage final : public Page {
public:
    explicit AuditPage(Bench& bench) : bench_(bench) {}

    Result<void> compute(office::Office& office) override {
        TRY_LET(rows_, audit_rows(office, bench_.words()));
        panel_.refresh();
        return {};
    }
    Wanted draw(Pen& pen) override { return panel_.draw(pen, rows_); }

private:
    Bench& bench_;
    std::vector<AuditRow> rows_;
    AuditPanel panel_;
};

}  // namespace

std::unique_ptr<Page> make_access_page(Bench& bench) { return std::make_unique<AccessPage>(bench); }

std::unique_ptr<Page> make_audit_page(Bench& bench) { return std::make_unique<AuditPage>(bench); }

}  // namespace soxa::ui
