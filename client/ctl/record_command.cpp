#include "client/ctl/console.hpp"
#include "client/office/enter.hpp"
#include "client/office/submission.hpp"

namespace soxa::ctl {

namespace {

struct Wanted {
    RecordName name;
    std::string file;
    office::TypedEdit edit;
    std::string reason;
};

Result<int> new_one(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string text, read_text(wanted.file, office::record_json_bytes_max));
    TRY_LET(const Json json, office::parse_json(text));
    TRY_LET(const ledger::Change change, office::change_of(json));
    TRY_LET(const ledger::RecordId id, office::new_record(office, change));
    TRY_LET(const auto state, office.store().record(id));
    const std::string uid = ledger::record_uid(*state);
    if (console.json()) {
        console.out(Json{{"record_uid", uid}});
    } else {
        console.out(uid);
    }
    console.tell("saved.here");
    return 0;
}

Result<int> edit(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office.record(uid, ledger::Act::enter));
    TRY_LET(const ledger::Change change, office::change_of(state, wanted.edit));
    if (change.empty()) return fail(Errc::usage, "edit.nothing");
    TRY_LET(const bool changed, office::edit_record(office, state, change));
    if (console.json()) console.out(Json{{"record_uid", uid}, {"changed", changed}});
    console.tell(changed ? "saved.here" : "edit.same");
    return 0;
}

Json finding_json(const Console& console, const record::Finding& finding) {
    constexpr std::array<std::string_view, 3> severities{"E", "W", "I"};
    return {{"severity", std::string(severities[static_cast<std::size_t>(finding.severity)])},
            {"rule", finding.fault.rule},
            {"field", finding.fault.field},
            {"message", console.word(finding.fault.text, finding.fault.args)}};
}

Result<int> validate(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office.record(uid, ledger::Act::read_file));
    Json all = Json::array();
    for (const record::Finding& finding : office::findings(office, state)) {
        const Json one = finding_json(console, finding);
        all.push_back(one);
        if (!console.json()) {
            console.out(one["severity"].get<std::string>() + "\t" + finding.fault.rule + "\t" +
                        finding.fault.field + "\t" + one["message"].get<std::string>());
        }
    }
    if (console.json()) console.out(all);
    return 0;
}

Result<int> submit(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office.record(uid, ledger::Act::submit));
    TRY(office::submit(office, state, wanted.reason));
    for (const record::Finding& finding : office::findings(office, state)) {
        if (finding.severity == record::Severity::warning) {
            console.tell("submit.warning", {finding.fault.field,
                                            console.word(finding.fault.text, finding.fault.args)});
        }
    }
    console.tell("submit.done");
    return 0;
}

Result<int> check(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office.record(uid, ledger::Act::check));
    TRY(office::check(office, state));
    console.tell("check.done");
    return 0;
}

Result<int> give_back(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office.record(uid, ledger::Act::give_back));
    TRY(office::give_back(office, state, wanted.reason));
    console.tell("return.done");
    return 0;
}

}  // namespace

void add_records(const Commands& commands) {
    CLI::App* record = commands.add(commands.app, "record", "hồ sơ / personnel files",
                                    "soxactl --as lan record list");
    record->require_subcommand(1);
    auto wanted = std::make_shared<Wanted>();
    CLI::App* fresh = commands.add(*record, "new", "lập hồ sơ / make a file",
                                   "soxactl --as lan record new --file ho-so.json");
    fresh->add_option("--file", wanted->file, "JSON, hoặc - / or - for standard input")->required();
    commands.act(fresh, [wanted](Console& console) { return new_one(console, *wanted); });

    CLI::App* change = commands.add(
        *record, "edit", "sửa hồ sơ / change a file",
        "soxactl --as lan record edit UID --set phone_mobile=0912345678");
    wanted->name.add_to(change);
    change->add_option("--set", wanted->edit.set, "field=value; trống là xoá / empty withdraws")
        ->allow_extra_args(false);
    change->add_option("--add", wanted->edit.add, "group=JSON")->allow_extra_args(false);
    change->add_option("--change", wanted->edit.change, "group/ROW.column=value")
        ->allow_extra_args(false);
    change->add_option("--remove", wanted->edit.remove, "group/ROW")->allow_extra_args(false);
    commands.act(change, [wanted](Console& console) { return edit(console, *wanted); });

    const auto named = [&](const std::string& name, const std::string& help, auto body) {
        CLI::App* command =
            commands.add(*record, name, help, "soxactl --as lan record " + name + " UID");
        wanted->name.add_to(command);
        commands.act(command, [wanted, body](Console& console) { return body(console, *wanted); });
        return command;
    };
    named("validate", "kiểm tra / what the rules find", validate);
    named("submit", "trình duyệt / submit for approval", submit)
        ->add_option("--reason", wanted->reason, "giải trình cảnh báo / answers the warnings");
    named("check", "xác nhận đã kiểm tra / mark as checked", check);
    named("return", "trả lại kèm lý do / give back with a reason", give_back)
        ->add_option("--reason", wanted->reason)
        ->required();
    add_record_looks(commands, *record);
}

}  // namespace soxa::ctl
