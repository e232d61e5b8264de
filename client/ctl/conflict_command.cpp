#include <array>
#include <charconv>

#include "client/ctl/console.hpp"
#include "client/ctl/file_text.hpp"
#include "client/ctl/told.hpp"
#include "client/office/access.hpp"
#include "client/office/conflict.hpp"
#include "client/office/overruled.hpp"

namespace soxa::ctl {

namespace {

struct Wanted {
    std::string id;
    RecordName name;
    office::Resolution resolution;
    std::string take;
    bool has_value = false;
};

/// Every open conflict that this account may see, with its file: an entry a field.
Result<Json> all(const office::Office& office) {
    Json found = Json::array();
    TRY_LET(const auto lines, office.store().list());
    for (const store::RecordLine& line : lines) {
        if (line.conflicts == 0) continue;
        const auto state = office.record(line.uid, ledger::Act::read_file);
        if (!state) continue;
        // What asks why is named and not shown in passing: «record show --purpose» has it.
        const bool asks = office::sight_of(office, *state).asks_purpose;
        for (Json& one : office::conflicts_json(office, *state)) {
            one["full_name"] = line.full_name;
            if (asks) {
                one["values"] = Json::array();
                one["purpose_needed"] = true;
            }
            found.push_back(std::move(one));
        }
    }
    return found;
}

/// As `--field` takes it, and what the form calls it.
std::string field_text(const Console& console, const std::string& field) {
    const std::string label = label_of_name(console, field);
    return label == field ? field : label + " · " + field;
}

void put(const Console& console, const record::Lists& lists, const Json& conflict) {
    const std::string field = conflict["field"].get<std::string>();
    console.out(conflict["id"].get<std::string>() + "\t" +
                conflict["full_name"].get<std::string>() + "\t" +
                field_text(console, field) + "\t" +
                conflict["record_uid"].get<std::string>());
    std::size_t number = 0;
    for (const Json& side : conflict["values"]) {
        const Json& value = side["value"];
        console.out("  " + std::to_string(++number) + ") " +
                    value_text(console, lists, field, value) + "\t" +
                    side["author"].get<std::string>() + "\t" +
                    side["device"].get<std::string>() + "\t" + time_text(side["time"].get<std::string>()));
        const std::string clock = side["clock"].get<std::string>();
        if (clock != "fits") console.out("     " + console.word("conflict.clock." + clock));
    }
    if (!conflict.contains("suggested")) return;
    console.out(console.word("conflict.suggested." +
                                 conflict["suggested_why"].get<std::string>(),
                             {std::to_string(conflict["suggested"].get<std::size_t>())}));
}

Result<int> list(Console& console) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const Json found, all(office));
    if (console.json()) {
        console.out(found);
        return 0;
    }
    for (const Json& one : found) put(console, office.lists(), one);
    TRY_LET(const std::uint64_t count, office::conflicts_open(office));
    console.tell("conflict.count", {std::to_string(count), std::to_string(found.size())});
    return 0;
}

Result<int> show(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const Json found, all(office));
    Json meant = Json::array();
    for (const Json& one : found) {
        const bool whole = one["record_uid"] == wanted.id || one["conflict"] == wanted.id;
        if (one["id"] == wanted.id || whole) meant.push_back(one);
    }
    if (meant.empty()) return fail(Errc::invalid_input, "conflict.none", {wanted.id});
    if (console.json()) {
        // One document: the field that an id names, or the list of a file's.
        console.out(meant.front()["id"] == wanted.id ? meant.front() : meant);
        return 0;
    }
    for (const Json& one : meant) put(console, office.lists(), one);
    return 0;
}

Result<void> read_take(Wanted& wanted) {
    using Take = office::Resolution::Take;
    constexpr std::array<std::pair<std::string_view, Take>, 5> words{{{"ours", Take::ours},
                                                                      {"theirs", Take::theirs},
                                                                      {"both", Take::both},
                                                                      {"value", Take::value},
                                                                      {"suggested", Take::suggested}}};
    const std::string& typed = wanted.take;
    const auto word = std::ranges::find(words, typed, &std::pair<std::string_view, Take>::first);
    if (word != words.end()) {
        wanted.resolution.take = word->second;
    } else {
        const char* end = typed.data() + typed.size();
        const auto [stop, wrong] = std::from_chars(typed.data(), end, wanted.resolution.number);
        if (wrong != std::errc() || stop != end) return fail(Errc::usage, "conflict.take");
        wanted.resolution.take = Take::number;
    }
    // Nothing is taken away because somebody forgot to say what: --value '' says it.
    if ((wanted.resolution.take == Take::value) != wanted.has_value) {
        return fail(Errc::usage, "conflict.value");
    }
    return {};
}

Result<int> resolve(Console& console, Wanted wanted) {
    TRY(read_take(wanted));
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office.record(uid, ledger::Act::enter));
    TRY(office::resolve(office, state, wanted.resolution));
    TRY_LET(const auto after, office.record(uid, ledger::Act::enter));
    if (console.json()) {
        console.out(Json{{"record_uid", uid}, {"conflicts_open", after.conflicts.size()}});
    }
    console.tell("conflict.resolved", {std::to_string(after.conflicts.size())});
    return 0;
}

std::string text_of(const Json& value) {
    if (value.is_null()) return "-";
    return value.is_string() ? value.get<std::string>() : value.dump();
}

Result<int> overruled(Console& console) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const auto all, office::overruled(office));
    if (console.json()) {
        console.out(office::overruled_json(all));
        return 0;
    }
    for (const office::Overruled& one : all) {
        for (const office::Overruled::Member& member : one.members) {
            console.out(one.id + "\t" + one.full_name + "\t" +
                        console.word("overruled.line",
                                     {member.field, text_of(member.yours), text_of(member.stands),
                                      one.by.name, time_text(one.at)}));
        }
    }
    console.tell(all.empty() ? "overruled.nothing" : "overruled.count",
                 {std::to_string(all.size())});
    return 0;
}

Result<int> again(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY(office::propose_again(office, wanted.id));
    if (console.json()) console.out(Json{{"proposed", wanted.id}});
    console.tell("overruled.proposed");
    return 0;
}

}  // namespace

void add_conflicts(const Commands& commands) {
    auto wanted = std::make_shared<Wanted>();
    CLI::App* conflict = commands.add(commands.app, "conflict",
                                      "xung đột chờ quyết định / open conflicts",
                                      "soxactl --as lan conflict list");
    conflict->require_subcommand(1);
    commands.act(commands.add(*conflict, "list", "danh sách / list",
                              "soxactl --as lan --json conflict list"),
                 list);
    CLI::App* one = commands.add(*conflict, "show", "một xung đột / one of them",
                                 "soxactl --as lan conflict show ID");
    one->add_option("ID", wanted->id)->required();
    commands.act(one, [wanted](Console& console) { return show(console, *wanted); });
    commands.act(commands.add(*conflict, "overruled",
                              "giá trị của tôi không được chọn / values of mine not taken",
                              "soxactl --as lan --json conflict overruled"),
                 overruled);
    CLI::App* propose = commands.add(*conflict, "propose-again",
                                     "đề xuất lại / enter the value once more",
                                     "soxactl --as lan conflict propose-again ID");
    propose->add_option("ID", wanted->id)->required();
    commands.act(propose, [wanted](Console& console) { return again(console, *wanted); });
    CLI::App* close = commands.add(
        *conflict, "resolve", "quyết định / decide",
        "soxactl --as lan conflict resolve UID --field phone_mobile --take theirs");
    wanted->name.add_to(close);
    close->add_option("--field", wanted->resolution.field)->required();
    close->add_option("--row", wanted->resolution.row_uid, "row_uid");
    close->add_option("--take", wanted->take, "ours|theirs|both|value|suggested|1|2…")->required();
    const CLI::Option* value = close->add_option("--value", wanted->resolution.value);
    close->add_option("--reason", wanted->resolution.reason, "lý do / why");
    commands.act(close, [wanted, value](Console& console) {
        wanted->has_value = value->count() > 0;
        return resolve(console, *wanted);
    });
}

}  // namespace soxa::ctl
