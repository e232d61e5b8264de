#include "client/ctl/console.hpp"
#include "client/ctl/file_text.hpp"
#include "client/ctl/told.hpp"
#include "client/office/error_report.hpp"

namespace soxa::ctl {

namespace {

struct Wanted {
    RecordName name;
    std::string field;
    std::string text;
    std::string id;
    bool close = false;
    bool all = false;
};

Result<int> report(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office.record(uid, ledger::Act::read_file));
    TRY_LET(const auto id, office::report_error(office, state, wanted.field, wanted.text));
    const std::string name = hex(id.view());
    if (console.json()) {
        console.out(Json{{"report", name}, {"record_uid", uid}});
    } else {
        console.out(name.substr(0, 16));
    }
    console.tell("error.reported");
    return 0;
}

Result<int> list(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const auto found, office::all_error_reports(office, wanted.all));
    Json all = Json::array();
    for (const office::ListedReport& one : found) {
        const Json json = json_of(office, one);
        all.push_back(json);
        if (console.json()) continue;
        const std::string place = one.place.empty() ? console.word("error.whole_file")
                                                    : label_of_name(console, one.place);
        console.out(json["report"].get<std::string>().substr(0, 16) + "\t" + one.full_name + "\t" +
                    place + "\t" + one.state.report.text + "\t" +
                    console.word(one.state.open() ? "error.open" : "error.closed"));
        for (const Json& answer : json["answers"]) {
            console.out("  " + answer["author"].get<std::string>() + ": " +
                        answer["text"].get<std::string>());
        }
    }
    if (console.json()) console.out(all);
    if (found.empty()) console.tell("error.none");
    return 0;
}

Result<int> answer(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY(office::answer_error(office, wanted.id, wanted.close, wanted.text));
    if (console.json()) console.out(Json{{"report", wanted.id}, {"closed", wanted.close}});
    console.tell(wanted.close ? "error.closed_now" : "error.answered");
    return 0;
}

}  // namespace

void add_errors(const Commands& commands) {
    auto wanted = std::make_shared<Wanted>();
    const auto chosen = [&](CLI::App* command, auto body) {
        commands.act(command, [wanted, body](Console& console) { return body(console, *wanted); });
    };
    CLI::App* group = commands.add(commands.app, "error", "báo sai sót / errors reported in files",
                                   "soxactl --as lan error list");
    group->require_subcommand(1);
    CLI::App* telling = commands.add(*group, "report", "báo một giá trị sai / report a wrong value",
                                     "soxactl --as lan error report UID --field birth_date --text \"sai tháng\"");
    wanted->name.add_to(telling);
    telling->add_option("--field", wanted->field,
                        "trường, hay nhóm/DÒNG.cột / a field, or group/ROW.column");
    telling->add_option("--text", wanted->text, "sai thế nào / what is wrong")->required();
    chosen(telling, report);
    CLI::App* listing = commands.add(*group, "list", "liệt kê / list",
                                     "soxactl --as lan --json error list");
    listing->add_flag("--all", wanted->all, "cả những việc đã xong / those that are done too");
    chosen(listing, list);
    CLI::App* answering = commands.add(*group, "answer", "trả lời / answer",
                                       "soxactl --as lan error answer 3f2a90c1 --text \"da sua\" --close");
    answering->add_option("REPORT", wanted->id, "phần đầu mã / the beginning of its name")->required();
    answering->add_option("--text", wanted->text, "lời đáp / the answer")->required();
    answering->add_flag("--close", wanted->close, "việc đã xong / nothing more is to be done");
    chosen(answering, answer);
}

}  // namespace soxa::ctl
