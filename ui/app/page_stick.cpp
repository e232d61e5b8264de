// What goes onto a stick and comes from one: bundles and backups, carried out beside the window's
// thread.
#include "client/office/backup.hpp"
#include "client/office/bundle.hpp"
#include "crypto/base/utf8.hpp"
#include "ui/app/page_acts.hpp"
#include "ui/app/page_list.hpp"
#include "ui/panels/backup_panel.hpp"
#include "ui/panels/bundle_panel.hpp"
#include "ui/views/bundle_rows.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

namespace {

class BundlePage final : public Page {
public:
    explicit BundlePage(Bench& bench) : bench_(bench) {}

    Result<void> compute(office::Office& office) override {
        TRY_LET(page_.waits, waiting_said(office, bench_.words()));
        page_.laptops = other_laptops(office);
        if (page_.folder.path.empty()) page_.folder = folder_of({});
        return {};
    }
    Wanted draw(Pen& pen) override {
        if (const BundleWanted wanted = panel_.draw(pen, page_)) {
            std::visit([this](const auto& one) { act(one); }, *wanted);
        }
        return {};
    }
    void arrive() override {
        page_.told = {};
        page_.written.clear();
        if (!page_.folder.path.empty()) page_.folder = folder_of(page_.folder.path);
    }
    void drop(const std::string& path) override {
        panel_.show_in();
        act(intent::LookAtBundle{path});
    }

private:
    void act(const intent::Browse& wanted) {
        page_.told = {};
        page_.folder = folder_of(wanted.path);
    }
    void act(const intent::WriteBundle& wanted) {
        page_.told = {};
        page_.written.clear();
        auto made = std::make_shared<office::BundleOut>();
        bench_.later(
            bench_.words().say("bundles.writing"),
            [made, wanted](office::Office& office, const Bench::Watch& watch) -> Result<void> {
                const auto file = path_of(wanted.folder) / path_of(dated_name(office, ".bundle"));
                office::BundleWanted how;
                how.with_log = wanted.with_log;
                how.laptop = wanted.laptop;
                TRY_LET(*made, office::bundle_out(office, file, how, watch));
                return {};
            },
            [this, made, to_laptop = !wanted.laptop.empty()](const Result<void>& outcome) {
                page_.folder = folder_of(page_.folder.path);
                if (!outcome) return tell(outcome.error());
                for (const auto& file : made->files) page_.written.push_back(utf8(file));
                page_.told = {bench_.words().say(to_laptop ? "bundles.made_laptop" : "bundles.made",
                                                 {std::to_string(made->files.size()),
                                                  size_of(made->bytes),
                                                  std::to_string(made->operations)}),
                              false};
            });
    }
    void act(const intent::LookAtBundle& wanted) {
        page_.told = {};
        page_.path = wanted.path;
        page_.looked.clear();
        page_.may_take = false;
        if (wanted.path.empty()) return;
        auto look = std::make_shared<office::BundleLook>();
        bench_.later(
            bench_.words().say("bundles.reading"),
            [look, wanted](office::Office&, const Bench::Watch&) -> Result<void> {
                TRY_LET(*look, office::look_at_bundle(path_of(wanted.path)));
                return {};
            },
            [this, look](const Result<void>& outcome) {
                if (!outcome) return tell(outcome.error());
                page_.looked = bundle_said(*look, bench_.words());
                page_.may_take = !look->to_province;
            });
    }
    void act(const intent::TakeBundle& wanted) {
        page_.told = {};
        auto taken = std::make_shared<office::BundleIn>();
        bench_.later(
            bench_.words().say("bundles.taking"),
            [taken, wanted](office::Office& office, const Bench::Watch&) -> Result<void> {
                TRY_LET(*taken, office::bundle_in(office, path_of(wanted.path)));
                return {};
            },
            [this, taken](const Result<void>& outcome) {
                if (!outcome) return tell(outcome.error());
                page_.told = {said(*taken), false};
                page_.path.clear();
                bench_.saved();
            });
    }
    [[nodiscard]] std::string said(const office::BundleIn& taken) const {
        const Words& words = bench_.words();
        std::string all;
        const auto add = [&](const std::string& line) { all += (all.empty() ? "" : "\n") + line; };
        if (taken.waits) {
            add(words.say("bundle.waits"));
        } else if (taken.known_already) {
            add(words.say("bundle.known"));
        }
        if (taken.certificate) add(words.say("bundle.certificate"));
        const office::Exchanged& got = taken.exchanged;
        if (!taken.waits) {
            add(words.say(taken.from_laptop ? "bundle.taken_laptop" : "bundle.taken",
                          {std::to_string(got.operations_received)}));
        }
        if (got.conflicts_open > 0) {
            add(words.say("sync.conflicts", {std::to_string(got.conflicts_open)}));
        }
        if (!got.refused.empty()) {
            add(words.say("sync.refused", {std::to_string(got.refused.size())}));
        }
        return all;
    }
    void tell(const Error& error) { page_.told = {bench_.words().say(error), true}; }

    Bench& bench_;
    BundlePageRows page_;
    BundlePanel panel_;
};

class BackupPage final : public Page {
public:
    explicit BackupPage(Bench& bench) : bench_(bench) {}

    Result<void> compute(office::Office& office) override {
        const ledger::AccountState& self = office.account();
        page_.login = self.made.login.empty() ? self.made.personal_id : self.made.login;
        if (page_.folder.path.empty()) {
            page_.folder = folder_of(utf8(office::backup_state(bench_.around()).place));
        }
        page_.rows = backup_rows(bench_.around(), path_of(page_.folder.path), bench_.words());
        return {};
    }
    Wanted draw(Pen& pen) override {
        return carry_out<intent::Restore>(panel_.draw(pen, page_),
                                          [this](auto& one) { act(one); });
    }
    void arrive() override { page_.told = {}; }
    void forget_secrets() override { panel_.forget(); }

private:
    void act(const intent::Browse& wanted) {
        page_.told = {};
        page_.folder = folder_of(wanted.path);
        bench_.changed();
    }
    void act(const intent::MakeBackup& wanted) {
        page_.told = {};
        auto made = std::make_shared<office::BackupMade>();
        bench_.later(
            bench_.words().say("backups.making"),
            [made, wanted](office::Office& office, const Bench::Watch& watch) -> Result<void> {
                TRY_LET(*made, office::make_backup(office, path_of(wanted.folder), watch));
                return {};
            },
            [this, made](const Result<void>& outcome) {
                page_.folder = folder_of(page_.folder.path);
                bench_.changed();
                if (!outcome) return tell(outcome.error());
                page_.told = {bench_.words().say("backups.made",
                                                 {utf8(made->backup.file),
                                                  size_of(made->backup.bytes),
                                                  std::to_string(made->generations)}),
                              false};
            });
    }
    void act(intent::VerifyBackup& wanted) {
        page_.told = {};
        auto carried = std::make_shared<intent::VerifyBackup>(std::move(wanted));
        bench_.later(
            bench_.words().say("backups.verifying"),
            [carried](office::Office& office, const Bench::Watch&) -> Result<void> {
                TRY(office::verify_backup(office.around(), path_of(carried->file),
                                          carried->login, carried->password));
                return {};
            },
            [this, carried](const Result<void>& outcome) {
                if (!outcome) return tell(outcome.error());
                page_.told = {bench_.words().say("backups.verified", {carried->file}), false};
            });
    }
    void tell(const Error& error) { page_.told = {bench_.words().say(error), true}; }

    Bench& bench_;
    BackupPageRows page_;
    BackupPanel panel_;
};

}  // namespace

std::unique_ptr<Page> make_bundle_page(Bench& bench) {
    return std::make_unique<BundlePage>(bench);
}

std::unique_ptr<Page> make_backup_page(Bench& bench) {
    return std::make_unique<BackupPage>(bench);
}

}  // namespace soxa::ui
