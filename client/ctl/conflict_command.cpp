#include <array>
#include <charconv>
#include <set>

#include "client/ctl/file_text.hpp"
#include "client/ctl/told.hpp"
#include "client/office/access.hpp"
#include "client/office/conflict.hpp"

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
        // What asks why is not shown in passing: «record show --purpose» has it.
        if (office::sight_of(office, *state).asks_purpose) continue;
        for (Json& one : office::conflicts_json(office, *state)) {
            one["full_name"] = line.full_name;
            found.push_back(std::move(one));
        }
    }
    return found;
}

/// Conflicts as `status` and `sync` count them: the fields of one cluster are one.
std::size_t count(const Json& fields) {
    std::set<std::string> conflicts;
    for (const Json& one : fields) conflicts.insert(one["conflict"].get<std::string>());
    return conflicts.size();
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
    }
}

Result<int> list(Console& console) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const Json found, all(office));
    if (console.json()) {
        console.out(found);
        return 0;
    }
    for (const Json& one : found) put(console, office.lists(), one);
    console.tell("conflict.count", {std::to_string(count(found)), std::to_string(found.size())});
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
    constexpr std::array<std::pair<std::string_view, Take>, 4> words{{{"ours", Take::ours},
                                                                      {"theirs", Take::theirs},
                                                                      {"both", Take::both},
                                                                      {"value", Take::value}}};
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
    CLI::App* close = commands.add(
        *conflict, "resolve", "quyết định / decide",
        "soxactl --as lan conflict resolve UID --field phone_mobile --take theirs");
    wanted->name.add_to(close);
    close->add_option("--field", wanted->resolution.field)->required();
    close->add_option("--row", wanted->resolution.row_uid, "row_uid");
    close->add_option("--take", wanted->take, "ours|theirs|both|value|1|2…")->required();
    const CLI::Option* value = close->add_option("--value", wanted->resolution.value);
    commands.act(close, [wanted, value](Console& console) {
        wanted->has_value = value->count() > 0;
        return resolve(console, *wanted);
    });
}

}  // namespace soxa::ctl
