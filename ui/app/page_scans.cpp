// The scans of the open file: looked at, attached, given out.
#include "client/office/scan_look.hpp"
#include "crypto/base/utf8.hpp"
#include "ui/app/page_acts.hpp"
#include "ui/app/page_list.hpp"
#include "ui/panels/scan_panel.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

namespace {

FolderRows folder_at(const std::string& path) {
    std::filesystem::path wanted = path.empty() ? std::filesystem::current_path() : path_of(path);
    std::error_code ignored;
    if (std::filesystem::is_regular_file(wanted, ignored)) wanted = wanted.parent_path();
    return folder_rows(wanted, {".pdf", ".PDF", ".jpg", ".JPG", ".jpeg", ".JPEG", ".png", ".PNG"});
}

/// One of the open file's, as this account may see it.
Result<office::ListedAttachment> scan_at(office::Office& office, const std::string& uid,
                                         const std::string& row_uid) {
    TRY_LET(const auto state, office.record(uid, ledger::Act::read_file));
    TRY_LET(const auto scans, office::attachments(office, state));
    return office::attachment_named(scans, row_uid);
}

class ScanPage final : public Page {
public:
    explicit ScanPage(Bench& bench) : bench_(bench) {}

    Result<void> compute(office::Office& office) override {
        const OpenFile file = bench_.open_file();
        turn_to(file.uid);
        if (page_.folder.path.empty()) page_.folder = folder_at({});
        TRY_LET(const auto state, office.record(file.uid, ledger::Act::read_file));
        TRY_LET(page_.scans, scan_rows(office, state, bench_.words(),
                                       file.purpose_said ? Purpose::said : Purpose::unsaid));
        if (page_.scans.asks_purpose) drop_what_is_shown();
        if (!wanted_scan_.empty() && !page_.scans.asks_purpose) {
            look({std::exchange(wanted_scan_, {}), 1});
        }
        return {};
    }
    Wanted draw(Pen& pen) override {
        return carry_out<intent::Go>(panel_.draw(pen, page_), [this](auto& one) { act(one); });
    }
    void arrive() override {
        page_.told = {};
        page_.back = Place::form;
    }
    void show(const std::string& what, Place back) override {
        wanted_scan_ = what;
        page_.back = back;
    }
    void forget_secrets() override {
        drop_what_is_shown();
        page_.scans = {};
        panel_.forget();
    }
    void drop(const std::string& path) override {
        turn_to(bench_.open_file().uid);
        act(intent::ChooseScan{path, 1});
    }

private:
    /// What is shown of another file is put away.
    void turn_to(const std::string& uid) {
        if (uid == page_.scans.uid) return;
        drop_what_is_shown();
        page_.scans = {};
        page_.scans.uid = uid;
    }
    void drop_what_is_shown() {
        page_.shown.clear();
        page_.look = {};
        put_away();
    }
    /// The file that was about to be attached.
    void put_away() {
        page_.path.clear();
        page_.fresh = {};
        bytes_.clear();
        panel_.done();
    }
    void act(const intent::Browse& wanted) {
        page_.told = {};
        page_.folder = folder_at(wanted.path);
    }
    void act(const intent::LookAtScan& wanted) {
        page_.told = {};
        if (wanted.row_uid.empty()) return drop_what_is_shown();
        look(wanted);
    }
    /// What was told of the last act stays.
    void look(const intent::LookAtScan& wanted) {
        page_.shown = wanted.row_uid;
        page_.look = {};
        auto looked = std::make_shared<office::ScanLook>();
        bench_.later(
            bench_.words().say("scans.opening"),
            [looked, wanted, uid = bench_.open_file().uid](office::Office& office,
                                                         const Bench::Watch&) -> Result<void> {
                TRY_LET(const auto scan, scan_at(office, uid, wanted.row_uid));
                TRY_LET(*looked, office::look_at_scan(office, scan, wanted.page));
                return {};
            },
            [this, looked](const Result<void>& outcome) {
                if (!outcome) return tell(outcome.error());
                page_.look = std::move(*looked);
            });
    }
    void act(const intent::ChooseScan& wanted) {
        page_.told = {};
        if (wanted.path.empty()) return put_away();
        struct Read {
            Bytes bytes;
            office::ScanLook look;
        };
        auto read = std::make_shared<Read>();
        bench_.later(
            bench_.words().say("scans.opening"),
            [read, wanted](office::Office&, const Bench::Watch&) -> Result<void> {
                TRY_LET(read->bytes, office::read_scan(path_of(wanted.path)));
                read->look = office::look_at_bytes(read->bytes, wanted.page);
                return {};
            },
            [this, read, wanted](const Result<void>& outcome) {
                if (!outcome) return tell(outcome.error());
                if (page_.path != wanted.path) {
                    panel_.begin(utf8(path_of(wanted.path).stem()));
                    page_.folder = folder_at(wanted.path);
                }
                page_.path = wanted.path;
                page_.fresh = std::move(read->look);
                bytes_ = std::move(read->bytes);
            });
    }
    void act(intent::AttachScan& wanted) {
        page_.told = {};
        wanted.typed.scanned_at = day_kept(wanted.typed.scanned_at);
        wanted.typed.bytes = bytes_;
        auto carried = std::make_shared<office::NewAttachment>(std::move(wanted.typed));
        auto done = std::make_shared<office::AttachedNow>();
        bench_.later(
            bench_.words().say("scans.attaching"),
            [carried, done, uid = bench_.open_file().uid](office::Office& office,
                                                          const Bench::Watch&) -> Result<void> {
                TRY_LET(const auto state, office.record(uid, ledger::Act::enter));
                TRY_LET(*done, office::attach(office, state, *carried));
                return {};
            },
            [this, done](const Result<void>& outcome) {
                if (!outcome) return tell(outcome.error());
                put_away();
                const Words& words = bench_.words();
                page_.told = {words.say(done->changed ? "scans.attached" : "attachment.same"), false};
                for (const record::Finding& one : done->findings) {
                    page_.told.text += "\n" + words.say(one.fault.text, one.fault.args);
                }
                bench_.saved();
                look({done->row_uid, 1});
            });
    }
    void act(const intent::GiveOutScan& wanted) {
        page_.told = {};
        auto bytes = std::make_shared<std::uint64_t>(0);
        bench_.later(
            bench_.words().say("scans.giving_out"),
            [bytes, wanted, uid = bench_.open_file().uid](office::Office& office,
                                                          const Bench::Watch&) -> Result<void> {
                TRY_LET(const auto scan, scan_at(office, uid, wanted.row_uid));
                TRY_LET(*bytes, office::give_out(office, scan, scan.row.file,
                                                 path_of(wanted.path), wanted.purpose));
                return {};
            },
            [this, bytes, wanted](const Result<void>& outcome) {
                if (!outcome) return tell(outcome.error());
                page_.told = {bench_.words().say("attachment.written",
                                                 {wanted.path, std::to_string(*bytes)}),
                              false};
                bench_.saved();
            });
    }
    void tell(const Error& error) {
        std::string said = bench_.words().say(error);
        for (const Fault& fault : error.faults) {
            said += "\n" + bench_.words().say(fault.text, fault.args);
        }
        page_.told = {said, true};
    }

    Bench& bench_;
    ScanPageRows page_;
    ScanPanel panel_;
    Bytes bytes_;               ///< of the file that may be attached, as it was looked at
    std::string wanted_scan_;   ///< to be shown as soon as there are rows
};

}  // namespace

std::unique_ptr<Page> make_scan_page(Bench& bench) { return std::make_unique<ScanPage>(bench); }

}  // namespace soxa::ui
