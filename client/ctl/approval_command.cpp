#include "client/ctl/told.hpp"
#include "client/office/approve.hpp"
#include "client/office/month.hpp"
#include "client/office/notice.hpp"
#include "crypto/base/utf8.hpp"

namespace soxa::ctl {

namespace {

struct Wanted {
    bool list = false;
    bool all = false;
    bool token = false;
    std::vector<std::string> uids;
    RecordName name;
    std::string out;
};

Json waiting_json(const Console& console, const office::ForApproval& one) {
    return {{"record_uid", one.uid},
            {"full_name", one.full_name},
            {"version", one.version},
            {"changed_sections", one.changed_sections},
            {"warnings", list_json(console, one.warnings)},
            {"reasons", one.reasons}};
}

std::string section_text(const Console& console, const std::string& id) {
    const record::Section* section = record::find_section(id);
    if (section == nullptr) return id;
    const bool vietnamese = console.language() == office::Language::vietnamese;
    return std::string(vietnamese ? section->label_vi : section->label_en);
}

Result<int> list(Console& console, office::Office& office) {
    TRY_LET(const auto waiting, office::waiting_for_approval(office));
    Json all = Json::array();
    for (const office::ForApproval& one : waiting) {
        all.push_back(waiting_json(console, one));
        if (console.json()) continue;
        std::string sections;
        for (const std::string& section : one.changed_sections) {
            sections += (sections.empty() ? "" : "; ") + section_text(console, section);
        }
        console.out(one.uid + "\t" + one.full_name + "\t" + std::to_string(one.version) + "\t" +
                    sections);
        for (const record::Finding& finding : one.warnings) {
            console.out(console.word("approve.warning", {line_of(console, finding)}));
        }
        for (const std::string& reason : one.reasons) {
            console.out(console.word("approve.answer", {reason}));
        }
    }
    if (console.json()) console.out(all);
    // Files that wait for the head's signature in another way.
    TRY_LET(const auto notices, office::notices(office));
    for (const office::Notice& one : notices) {
        const bool waits = one.about == office::Notice::About::move_prepared ||
                           one.about == office::Notice::About::file_sent;
        if (!waits) continue;
        console.tell("notice." + std::string(name_of(one.about)),
                     {one.full_name, day_text(one.to), reason_or_none(console, one.reason)});
    }
    if (const ledger::KeyState* key = office::refused_key(office)) {
        console.tell("status.key_refused", {reason_or_none(console, key->refusal)});
    }
    return 0;
}

/// After the unit's day: a signature is never refused for it [TB-6.4], and the month shows the same.
Result<void> tell_if_late(const Console& console, office::Office& office,
                          const std::vector<std::string>& uids) {
    TRY_LET(const auto missed, office::missed_by(office, uids));
    if (missed) console.tell("approve.outside_window", {record::shown(*missed)});
    return {};
}

Result<int> approve(Console& console, const Wanted& wanted) {
    if (wanted.token) return fail(Errc::usage, "approve.token_later");
    TRY_LET(office::Office office, console.office());
    if (wanted.list) return list(console, office);
    std::vector<std::string> uids = wanted.uids;
    if (wanted.all) {
        TRY_LET(const auto waiting, office::waiting_for_approval(office));
        for (const office::ForApproval& one : waiting) uids.push_back(one.uid);
    } else if (uids.empty()) {
        return fail(Errc::usage, "approve.which");
    }
    TRY_LET(const std::size_t count, office::approve(office, uids));
    if (console.json()) {
        console.out(Json{{"approved", count}, {"key_confirmed", office::key_is_confirmed(office)}});
    }
    console.tell(count == 0 ? "approve.nothing" : "approve.done", {std::to_string(count)});
    if (!office::key_is_confirmed(office)) console.tell("approve.key_waits");
    TRY(tell_if_late(console, office, uids));
    return 0;
}

Result<int> export_one(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office.record(uid, ledger::Act::read_file));
    TRY(office::export_approval(office, state, path_of(wanted.out)));
    if (console.json()) {
        console.out(Json{{"record_uid", uid},
                         {"out", wanted.out},
                         {"files", {"approval.bin", "approval.p7s", "chain.pem", "proof.json"}}});
    }
    console.tell("approval.exported", {wanted.out});
    return 0;
}

}  // namespace

void add_approvals(const Commands& commands) {
    auto wanted = std::make_shared<Wanted>();
    CLI::App* act =
        commands.add(commands.app, "approve", "phê duyệt bằng chữ ký số / approve by signature",
                     "soxactl --as thinh approve --all");
    act->add_flag("--list", wanted->list, "đang chờ duyệt / what waits");
    act->add_flag("--all", wanted->all, "tất cả / everything that waits");
    act->add_flag("--token", wanted->token, "USB token");
    act->add_option("UID", wanted->uids);
    commands.act(act, [wanted](Console& console) { return approve(console, *wanted); });

    CLI::App* approval = commands.add(commands.app, "approval", "chữ ký phê duyệt / approvals",
                                      "soxactl --as thinh approval export UID --out DIR");
    approval->require_subcommand(1);
    CLI::App* out = commands.add(*approval, "export",
                                 "xuất để kiểm tra bằng công cụ khác / export for any other tool",
                                 "soxactl --as thinh approval export UID --out DIR");
    wanted->name.add_to(out);
    out->add_option("--out", wanted->out)->required();
    commands.act(out, [wanted](Console& console) { return export_one(console, *wanted); });
}

}  // namespace soxa::ctl
