#include "sync/server/commands/pack_command.hpp"

#include <nlohmann/json.hpp>

#include "crypto/base/utf8.hpp"
#include "crypto/durable_file.hpp"
#include "sync/record/catalogue.hpp"
#include "sync/record/policy_text.hpp"

namespace soxa::server {

namespace {

using record::MonthAhead;
using record::Policy;

nlohmann::json json_of(const Policy& pack) {
    return {{"pack", pack.name},
            {"version", pack.version},
            {"valid_from", record::stored(pack.valid_from)}};
}

nlohmann::json json_of(const MonthAhead& ahead) {
    nlohmann::json days = nlohmann::json::array();
    if (!ahead.windows) return {{"month", record::stored(ahead.month)}, {"pack", nullptr}};
    for (const record::Day day : ahead.windows->province) days.push_back(record::stored(day));
    const auto& deadline = ahead.windows->unit_deadline;
    return {{"month", record::stored(ahead.month)},
            {"pack", ahead.windows->pack},
            {"unit_deadline",
             deadline ? nlohmann::json(record::stored(*deadline)) : nlohmann::json()},
            {"province_days", std::move(days)}};
}

nlohmann::json json_of(const record::PackOutlook& outlook) {
    nlohmann::json json{
        {"against", outlook.against ? json_of(*outlook.against) : nlohmann::json()},
        {"next", outlook.next ? json_of(*outlook.next) : nlohmann::json()},
        {"changes", nlohmann::json::array()},
        {"months", nlohmann::json::array()}};
    for (const record::KeyChange& one : outlook.changes) {
        json["changes"].push_back(
            {{"key", one.key}, {"before", one.before}, {"after", one.after}});
    }
    for (const MonthAhead& one : outlook.months) json["months"].push_back(json_of(one));
    return json;
}

std::string days_of(const std::vector<record::Day>& days) {
    std::string text;
    for (const record::Day day : days) text += (text.empty() ? "" : ", ") + record::shown(day);
    return text.empty() ? "–" : text;
}

std::string few_of(const std::vector<std::string>& units) {
    constexpr std::size_t most = 6;
    std::string text;
    for (std::size_t i = 0; i < std::min(most, units.size()); ++i) {
        text += (i == 0 ? "" : ", ") + units[i];
    }
    return units.size() > most ? text + ", …" : text;
}

void tell(const Console& console, const record::PackOutlook& outlook, const std::string& from) {
    const std::string first = day_text(from);
    if (outlook.against) {
        console.tell(outlook.changes.empty() ? "pack.no_change" : "pack.changes",
                     {first, outlook.against->name, std::to_string(outlook.against->version)});
    }
    for (const record::KeyChange& one : outlook.changes) {
        console.tell("pack.change", {one.key, one.before.empty() ? "–" : one.before,
                                     one.after.empty() ? "–" : one.after});
    }
    for (const MonthAhead& one : outlook.months) {
        if (!one.windows) continue;
        const auto& deadline = one.windows->unit_deadline;
        console.tell("pack.month",
                     {record::shown(one.month), one.windows->pack,
                      deadline ? record::shown(*deadline) : console.words("pack.no_unit_day"),
                      days_of(one.windows->province)});
    }
    if (outlook.next) {
        const bool rules_none = record::stored(outlook.next->valid_from) <= from;
        console.tell(rules_none ? "pack.overtaken" : "pack.next",
                     {outlook.next->name, std::to_string(outlook.next->version),
                      record::shown(outlook.next->valid_from)});
    }
}

struct Asked {
    std::string file;
    std::vector<std::string> units;
};

Result<void> check(const Console& console, const Asked& asked) {
    TRY_LET(Office office, console.office());
    auto read = crypto::read_file(path_of(asked.file), record::catalogue_bytes_max);
    if (!read) {
        return fail(Errc::invalid_input, read.error().text,
                    {utf8(path_of(asked.file).filename())});
    }
    auto seen = check_pack(office, text_of(*read), asked.units);
    if (!seen) return tl::make_unexpected(with_lines(console, std::move(seen).error()));
    nlohmann::json json = outlook_json(console, *seen);
    json["pack"] = seen->what.name;
    json["version"] = std::stoul(seen->what.version);
    json["title"] = seen->what.title;
    json["valid_from"] = seen->what.first;
    json["valid_to"] =
        seen->what.last.empty() ? nlohmann::json() : nlohmann::json(seen->what.last);
    json["published_before"] = seen->before;
    console.result(json);
    tell_outlook(console, *seen);
    console.tell("pack.checked", {seen->what.name, seen->what.version});
    return {};
}

struct Taken {
    std::string name;
    int version = 0;
    std::string basis;
};

Result<void> withdraw(const Console& console, const Taken& taken) {
    TRY_LET(Office office, console.office());
    TRY_LET(const std::size_t units,
            withdraw_pack(office, taken.name, taken.version, taken.basis));
    console.result({{"pack", taken.name}, {"version", taken.version}, {"units", units}});
    console.tell("pack.withdrawn",
                 {taken.name, std::to_string(taken.version), std::to_string(units)});
    return {};
}

}  // namespace

nlohmann::json outlook_json(const Console& console, const Publishing& seen) {
    nlohmann::json json{{"notes", nlohmann::json::array()}};
    for (const Fault& note : seen.notes) {
        json["notes"].push_back({{"line", std::stoul(note.field)},
                                 {"key", note.rule},
                                 {"message", console.words(note.text, note.args)}});
    }
    if (seen.outlooks.empty()) return json;
    // Of the most units; of each group below.
    json.update(json_of(seen.outlooks.front().outlook));
    json["groups"] = nlohmann::json::array();
    for (const PackForUnits& group : seen.outlooks) {
        nlohmann::json one = json_of(group.outlook);
        one["units"] = group.units;
        json["groups"].push_back(std::move(one));
    }
    return json;
}

void tell_outlook(const Console& console, const Publishing& seen) {
    for (const Fault& note : seen.notes) {
        console.tell("publish.note",
                     {note.field, note.rule, console.words(note.text, note.args)});
    }
    for (const PackForUnits& group : seen.outlooks) {
        if (seen.outlooks.size() > 1) {
            console.tell("pack.group",
                         {std::to_string(group.units.size()), few_of(group.units)});
        }
        tell(console, group.outlook, seen.what.first);
    }
}

void add_pack_acts(CLI::App& pack, Console& console) {
    auto asked = std::make_shared<Asked>();
    CLI::App& checking = console.command(pack, "check", "help.pack.check",
                                         "pack check goi-quy-dinh.txt --data /var/lib/soxad");
    checking.add_option("FILE", asked->file, console.words("help.pack.file"))->required();
    checking.add_option("--unit", asked->units, console.words("help.publish.unit"));
    checking.callback([&console, asked] {
        console.chosen = [&console, asked] { return check(console, *asked); };
    });
    auto taken = std::make_shared<Taken>();
    CLI::App& taking =
        console.command(pack, "withdraw", "help.pack.withdraw",
                        "pack withdraw HY-2027 1 --basis \"12/QĐ-UBND\" --data /var/lib/soxad");
    taking.add_option("NAME", taken->name, console.words("help.pack.name"))->required();
    taking.add_option("VERSION", taken->version, console.words("help.pack.version"))->required();
    taking.add_option("--basis", taken->basis, console.words("help.pack.basis"))->required();
    taking.callback([&console, taken] {
        console.chosen = [&console, taken] { return withdraw(console, *taken); };
    });
}

}  // namespace soxa::server
