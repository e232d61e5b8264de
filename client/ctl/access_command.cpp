#include "client/ctl/told.hpp"
#include "client/office/access_act.hpp"
#include "client/office/audit.hpp"
#include "sync/record/typed_day.hpp"

namespace soxa::ctl {

namespace {

struct Wanted {
    RecordName name;
    office::LevelWanted level;
    office::GrantWanted grant;
    std::string kind = "consent";
    std::string id;
    std::string basis;
};

std::string text_of(const Json& json, const std::string& key) {
    const auto found = json.find(key);
    return found == json.end() || !found->is_string() ? std::string() : found->get<std::string>();
}

void put_use(const Console& console, const Json& use) {
    console.out(time_text(text_of(use, "time")) + "\t" + text_of(use, "author") + "\t" +
                console.word("access.use." + text_of(use, "use")) + "\t" +
                text_of(use, "purpose"));
}

Result<int> show(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office.record(uid, ledger::Act::read_file));
    TRY_LET(const Json json, office::access_json(office, state));
    if (console.json()) {
        console.out(json);
        return 0;
    }
    const unsigned level = json["level"].get<unsigned>();
    console.out(console.word("access.level." + std::to_string(level)));
    if (level > 0) {
        console.out(console.word("access.set", {day_text(text_of(json, "until")),
                                                text_of(json, "basis"), text_of(json, "set_by")}));
    }
    for (const Json& one : json["proposals"]) {
        console.out(console.word("access.proposed",
                                 {one["level"].dump(), text_of(one, "basis"),
                                  text_of(one, "set_by")}));
    }
    for (const Json& one : json["answered"]) {
        console.out(console.word(one["accepted"].get<bool>() ? "access.admitted"
                                                             : "access.not_admitted",
                                 {one["level"].dump(), text_of(one, "answer")}));
    }
    for (const Json& use : json["uses"]) put_use(console, use);
    console.tell("access.honest");
    return 0;
}

Result<int> propose(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office.record(uid, ledger::Act::read_file));
    TRY(office::propose_level(office, state, wanted.level));
    if (console.json()) {
        TRY_LET(const Json json, office::access_json(office, state));
        console.out(json);
    }
    console.tell("access.proposal_saved");
    return 0;
}

Result<int> add(Console& console, Wanted wanted) {
    if (wanted.kind != "consent" && wanted.kind != "signing") {
        return fail(Errc::usage, "access.kind", {wanted.kind});
    }
    wanted.grant.kind = wanted.kind == "signing" ? ledger::GrantKind::signing
                                                 : ledger::GrantKind::consent;
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string id, office::add_grant(office, wanted.grant));
    const bool opens = office.role() == ledger::Role::head;
    if (console.json()) {
        console.out(Json{{"id", id}, {"state", opens ? "signed" : "waiting_for_signature"}});
    } else {
        console.out(id);
    }
    console.tell(opens ? "access.granted" : "access.waits_for_head", {id});
    return 0;
}

Result<int> sign(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY(office::sign_grant(office, wanted.id));
    if (console.json()) console.out(Json{{"id", wanted.id}, {"signed", true}});
    console.tell("access.granted", {wanted.id});
    return 0;
}

Result<int> end(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY(office::end_grant(office, wanted.id, wanted.basis));
    if (console.json()) console.out(Json{{"id", wanted.id}, {"ended", true}});
    console.tell("access.ended", {wanted.id});
    return 0;
}

Result<int> list(Console& console) {
    TRY_LET(office::Office office, console.office());
    const Json all = office::grants_json(office);
    if (console.json()) {
        console.out(all);
        return 0;
    }
    for (const Json& one : all) {
        console.out(text_of(one, "id") + "\t" +
                    console.word("access.kind." + text_of(one, "kind")) + "\t" +
                    console.word("access.state." + text_of(one, "state")) + "\t" +
                    text_of(one, "to") + "\t" + day_text(text_of(one, "from")) + " – " +
                    day_text(text_of(one, "until")) + "\t" + text_of(one, "basis") + "\t" +
                    text_of(one, "purpose"));
    }
    return 0;
}

Result<int> audit(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    std::optional<ledger::RecordId> record;
    if (!wanted.name.uid.empty() || !wanted.name.personal_id.empty()) {
        TRY_LET(const std::string uid, wanted.name.find(office));
        TRY_LET(const auto state, office.record(uid, ledger::Act::read_file));
        record = state.id;
    }
    TRY_LET(const Json entries, office::audit_json(office, record));
    for (const Json& one : entries) {
        if (console.json()) {
            console.out(one);
            continue;
        }
        std::string about = text_of(one, "account") + text_of(one, "laptop");
        if (about.empty()) about = text_of(one, "record_uid");
        const std::string why = text_of(one, "purpose").empty() ? text_of(one, "basis")
                                                                : text_of(one, "purpose");
        console.out(time_text(text_of(one, "time")) + "\t" +
                    console.word("audit." + text_of(one, "kind")) + "\t" +
                    text_of(one, "author") + "\t" + about + "\t" + why);
    }
    return 0;
}

void add_levels(const Commands& commands) {
    auto wanted = std::make_shared<Wanted>();
    CLI::App* access = commands.add(commands.app, "access",
                                    "hạn chế tiếp cận của hồ sơ / restriction of a file",
                                    "soxactl --as thinh access show UID");
    access->require_subcommand(1);
    CLI::App* one = commands.add(*access, "show", "mức hạn chế và ai đã xem / level and looks",
                                 "soxactl --as thinh access show UID");
    wanted->name.add_to(one);
    commands.act(one, [wanted](Console& console) { return show(console, *wanted); });
    CLI::App* raise = commands.add(
        *access, "restrict", "đề nghị hạn chế, tỉnh quyết định / propose a restriction",
        "soxactl --as thinh access restrict UID --level 1 --until 30/06/2027 "
        "--basis \"05/TB-UBND 20/11/2026\"");
    wanted->name.add_to(raise);
    raise->add_option("--level", wanted->level.level, "1 hạn chế, 2 cao / 1 restricted, 2 high")
        ->required();
    raise->add_option("--until", wanted->level.until, "dd/mm/yyyy")
        ->transform(record::typed_day)
        ->required();
    raise->add_option("--basis", wanted->level.basis, "số và ngày văn bản / document")->required();
    raise->add_option("--reason", wanted->level.reason, "lý do / reason");
    commands.act(raise, [wanted](Console& console) {
        if (wanted->level.level == 0) return Result<int>(fail(Errc::usage, "access.level"));
        return propose(console, *wanted);
    });
    CLI::App* lift = commands.add(
        *access, "lift", "đề nghị bỏ hạn chế, tỉnh quyết định / propose to lift it",
        "soxactl --as thinh access lift UID --basis \"06/TB-UBND 25/11/2026\"");
    wanted->name.add_to(lift);
    lift->add_option("--basis", wanted->level.basis, "số và ngày văn bản / document")->required();
    lift->add_option("--reason", wanted->level.reason, "lý do / reason");
    commands.act(lift, [wanted](Console& console) { return propose(console, *wanted); });
}

}  // namespace

void add_access(const Commands& commands) {
    add_levels(commands);
    auto wanted = std::make_shared<Wanted>();
    CLI::App* group = commands.add(
        commands.app, "authorisation",
        "văn bản đồng ý cho xem và uỷ quyền ký / consents to look, authorisations to sign",
        "soxactl --as thinh authorisation list");
    group->require_subcommand(1);
    CLI::App* one = commands.add(
        *group, "add", "ghi một văn bản / enter one",
        "soxactl --as thinh authorisation add --kind consent --to lan --record UID "
        "--sensitivity 4 --basis \"07/CV-UBND 20/11/2026\" --purpose \"Xác minh kỷ luật\" "
        "--until 31/12/2026");
    one->add_option("--kind", wanted->kind, "consent|signing");
    one->add_option("--to", wanted->grant.to, "tài khoản được cấp / grantee's login")->required();
    one->add_option("--record", wanted->grant.record, "UID; trống: cả đơn vị / empty: all files");
    one->add_option("--sensitivity", wanted->grant.sensitivity,
                    "mở đến mức nhạy cảm / opens up to: 1…4");
    one->add_option("--basis", wanted->grant.basis, "số và ngày văn bản / document")->required();
    one->add_option("--signer", wanted->grant.signer, "người ký văn bản / who signed it");
    one->add_option("--purpose", wanted->grant.purpose, "mục đích / purpose")->required();
    one->add_option("--from", wanted->grant.from, "dd/mm/yyyy; trống: hôm nay / empty: today")
        ->transform(record::typed_day);
    one->add_option("--until", wanted->grant.until, "dd/mm/yyyy")
        ->transform(record::typed_day)
        ->required();
    commands.act(one, [wanted](Console& console) { return add(console, *wanted); });
    CLI::App* yes = commands.add(*group, "sign", "người đứng đầu ký / the head signs it",
                                 "soxactl --as thinh authorisation sign 3f2a90c1");
    yes->add_option("ID", wanted->id)->required();
    commands.act(yes, [wanted](Console& console) { return sign(console, *wanted); });
    CLI::App* last = commands.add(
        *group, "end", "chấm dứt / end it",
        "soxactl --as thinh authorisation end 3f2a90c1 --basis \"08/QĐ-UBND 25/11/2026\"");
    last->add_option("ID", wanted->id)->required();
    last->add_option("--basis", wanted->basis, "số và ngày văn bản / document")->required();
    commands.act(last, [wanted](Console& console) { return end(console, *wanted); });
    commands.act(commands.add(*group, "list", "danh sách / list",
                              "soxactl --as thinh authorisation list"),
                 list);
}

void add_audit_show(const Commands& commands, CLI::App& parent) {
    auto wanted = std::make_shared<Wanted>();
    CLI::App* command = commands.add(
        parent, "show", "ai đã làm gì, xem gì, vì sao / who did and looked at what, and why",
        "soxactl --as thinh --json audit show UID");
    wanted->name.add_to(command);
    commands.act(command, [wanted](Console& console) { return audit(console, *wanted); });
}

}  // namespace soxa::ctl
