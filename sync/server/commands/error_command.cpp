#include <nlohmann/json.hpp>

#include "sync/server/commands/console.hpp"
#include "sync/server/error_report.hpp"

namespace soxa::server {

namespace {

Result<void> list(const Console& console, bool all) {
    TRY_LET(Office office, console.office());
    TRY_LET(const std::vector<ReportLine> lines, list_error_reports(office, all));
    nlohmann::json document = nlohmann::json::array();
    for (const ReportLine& line : lines) {
        nlohmann::json answers = nlohmann::json::array();
        for (const auto& one : line.state.answers) {
            answers.push_back({{"text", one.answer.text},
                               {"closed", one.answer.closed},
                               {"time", rfc3339(one.at)}});
        }
        document.push_back({{"report", hex(line.state.id.view())},
                            {"unit", line.unit},
                            {"record", hex(line.record.view())},
                            {"full_name", line.full_name},
                            {"field", line.state.report.place},
                            {"text", line.state.report.text},
                            {"time", rfc3339(line.state.at)},
                            {"state", line.state.open() ? "open" : "closed"},
                            {"answers", std::move(answers)}});
        console.line({hex(line.state.id.view().first(8)), line.unit, line.full_name,
                      line.state.report.place, line.state.report.text});
    }
    console.result(document);
    return {};
}

Result<void> answer(const Console& console, const ReportAnswer& wanted) {
    TRY_LET(Office office, console.office());
    TRY(answer_error_report(office, wanted));
    console.result({{"report", wanted.id}, {"closed", wanted.closed}});
    console.tell("error.answered");
    return {};
}

}  // namespace

void add_error_commands(CLI::App& app, Console& console) {
    CLI::App& error = console.command(app, "error", "help.error", "error list --data /var/lib/soxad");
    error.require_subcommand(1);
    auto all = std::make_shared<bool>(false);
    CLI::App& listing = console.command(error, "list", "help.error.list",
                                        "error list --json --data /var/lib/soxad");
    listing.add_flag("--all", *all, console.words("help.error.all"));
    listing.callback(
        [&console, all] { console.chosen = [&console, all] { return list(console, *all); }; });

    auto wanted = std::make_shared<ReportAnswer>();
    CLI::App& answering = console.command(
        error, "answer", "help.error.answer",
        "error answer 3f2a90c1 --text \"de nghi xa sua\" --data /var/lib/soxad");
    answering.add_option("REPORT", wanted->id, console.words("help.error.id"))->required();
    answering.add_option("--text", wanted->text, console.words("help.error.text"))->required();
    answering.add_flag("--close", wanted->closed, console.words("help.error.close"));
    answering.callback([&console, wanted] {
        console.chosen = [&console, wanted] { return answer(console, *wanted); };
    });
}

}  // namespace soxa::server
