#include <algorithm>
#include <array>

#include "client/ctl/file_text.hpp"
#include "client/ctl/told.hpp"
#include "client/office/access.hpp"
#include "client/office/submission.hpp"

namespace soxa::ctl {

namespace {

struct Wanted {
    RecordName name;
    std::optional<std::size_t> version;
    std::size_t from = 0;
    std::size_t to = 0;
    std::string status;
    bool archived = false;
    bool national = false;
    std::string text;
    std::string purpose;
};

Result<int> show(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office::look(office, uid, ledger::Use::look, wanted.purpose));
    TRY_LET(const Json json, office::shown(office, state, wanted.version));
    if (console.json()) {
        console.out(json);
        return 0;
    }
    put_file(console, office.lists(), office::seen(office::sight_of(office, state), state), wanted.version, json);
    return 0;
}

/// Why it was given back, of a file that waits to be corrected.
std::optional<office::Returned> returned(const office::Office& office,
                                         const store::RecordLine& line) {
    if (line.status != ledger::Status::returned) return std::nullopt;
    const auto state = office.store().record(line.id);
    if (!state || !*state) return std::nullopt;
    return office::returned(office, **state);
}

unsigned level_of(const office::Office& office, const store::RecordLine& line) {
    const ledger::LevelSet* set =
        office.store().directory().access().level(line.id, office.access_days());
    return set == nullptr ? 0 : set->level.level;
}

std::string masked(const std::string& number) {
    return number.size() < 4 ? number : "…" + number.substr(number.size() - 4);
}

/// As `record show` says it; only of what is in the archive is there more to know.
std::string shown_status(const office::Office& office, const store::RecordLine& line) {
    if (!line.archived) return std::string(name_of(line.status));
    const auto state = office.store().record(line.id);
    if (!state || !*state) return std::string(name_of(line.status));
    return std::string((*state)->shown_status());
}

Json line_json(const office::Office& office, const store::RecordLine& line) {
    Json json{{"record_uid", line.uid},
            {"personal_id", office::shows_number(office, line) ? line.personal_id
                                                       : masked(line.personal_id)},
            {"full_name", line.full_name},
            {"status", shown_status(office, line)},
            {"conflicts", line.conflicts},
            {"archived", line.archived},
            {"local", {{"unreceipted", line.unreceipted}}}};
    if (const unsigned level = level_of(office, line)) json["access"] = {{"level", level}};
    if (const auto back = returned(office, line)) json["returned"] = office::json_of(*back);
    return json;
}

/// A personal account sees its own file, and what a written consent opens to it.
bool may_see(const office::Office& office, const store::RecordLine& line) {
    return office.role() != ledger::Role::person || office::shows_number(office, line) ||
           office.store().directory().access().consent(office.account().id, line.id,
                                                        office.access_days()) != nullptr;
}

void put(const Console& console, const office::Office& office, const store::RecordLine& line) {
    if (console.json()) return console.out(line_json(office, line));
    // Numbers are masked in lists (DOMAIN §2.3).
    console.out(line.uid + "\t" + masked(line.personal_id) + "\t" + status_text(console, shown_status(office, line)) + "\t" +
                line.full_name + (line.conflicts > 0 ? "\t!" : "") +
                (level_of(office, line) > 0 ? "\t" + console.word("access.mark") : ""));
    if (const auto back = returned(office, line)) {
        console.out("  " + console.word("return.told",
                                        {back->by, time_text(back->at), back->reason}));
    }
}

/// What the national database would refuse, of one file; nothing where there is nothing.
Result<void> put_national(const Console& console, const office::Office& office,
                          const store::RecordLine& line, std::size_t& files) {
    TRY_LET(const auto state, office.store().record(line.id));
    if (!state) return {};
    const std::vector<record::Finding> found = office::national_findings(office, *state);
    if (found.empty()) return {};
    ++files;
    if (console.json()) {
        Json json = line_json(office, line);
        json["national"] = list_json(console, found);
        console.out(json);
        return {};
    }
    put(console, office, line);
    for (const record::Finding& one : found) console.out("  " + line_of(console, one));
    return {};
}

/// As `record list --status` takes them, archived besides.
bool is_status(std::string_view name) {
    using ledger::Status;
    constexpr std::array all{Status::draft,    Status::submitted,   Status::checked,
                             Status::returned, Status::unit_signed, Status::synced_to_province};
    // The contract's later ones, which no file of today has.
    constexpr std::array<std::string_view, 5> later{"snv_reviewed", "snv_signed", "pushed",
                                                    "national_pending", "in_national_store"};
    return name == "archived" || std::ranges::find(later, name) != later.end() ||
           std::ranges::any_of(all, [&](Status one) { return name_of(one) == name; });
}

Result<int> list(Console& console, const Wanted& wanted) {
    if (!wanted.status.empty() && !is_status(wanted.status)) {
        return fail(Errc::usage, "list.status", {wanted.status});
    }
    TRY_LET(office::Office office, console.office());
    if (const auto merger = merger_text(console, office)) console.tell_line(*merger);
    TRY_LET(const auto lines, office.store().list());
    std::size_t national = 0;
    for (const store::RecordLine& line : lines) {
        const bool status = wanted.status.empty() || wanted.status == name_of(line.status) ||
                            (wanted.status == "archived" && line.archived);
        const bool archive = line.archived == (wanted.archived || wanted.status == "archived");
        if (!status || !archive || !may_see(office, line)) continue;
        if (wanted.national) {
            TRY(put_national(console, office, line, national));
        } else {
            put(console, office, line);
        }
    }
    if (wanted.national) console.tell("list.national", {std::to_string(national)});
    return 0;
}

Result<int> find(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const auto lines, office::found(office, wanted.text));
    bool found = false;
    for (const store::RecordLine& line : lines) {
        if (!may_see(office, line)) continue;
        put(console, office, line);
        found = true;
    }
    if (!found) console.tell("find.nothing", {wanted.text});
    return 0;
}

Result<int> history(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office::look(office, uid, ledger::Use::history, wanted.purpose));
    TRY_LET(const Json json, office::history(office, state));
    if (console.json()) {
        console.out(json);
        return 0;
    }
    put_history(console, office.lists(), json);
    return 0;
}

Result<int> diff(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office::look(office, uid, ledger::Use::compare, wanted.purpose));
    // Without being told: from the approved version to the draft.
    const std::size_t from =
        wanted.from > 0 ? wanted.from : (state.effective ? *state.effective + 1 : 0);
    TRY_LET(const Json json, office::difference(office, state, from, wanted.to));
    if (console.json()) {
        console.out(json);
        return 0;
    }
    put_difference(console, office.lists(), json);
    return 0;
}

}  // namespace

void add_record_looks(const Commands& commands, CLI::App& record) {
    auto wanted = std::make_shared<Wanted>();
    const auto add_purpose = [&](CLI::App* command) {
        command->add_option("--purpose", wanted->purpose,
                            "mục đích, với hồ sơ hạn chế / why, of a restricted file");
    };
    CLI::App* one = commands.add(record, "show", "xem hồ sơ / show a file",
                                 "soxactl --as lan --json record show UID");
    wanted->name.add_to(one);
    one->add_option("--version", wanted->version, "phiên bản / version, from 1");
    add_purpose(one);
    commands.act(one, [wanted](Console& console) { return show(console, *wanted); });

    CLI::App* all = commands.add(record, "list", "danh sách / list",
                                 "soxactl --as lan record list --status draft");
    all->add_option("--status", wanted->status);
    all->add_flag("--archived", wanted->archived, "hồ sơ lưu trữ / the archive");
    all->add_flag("--national", wanted->national,
                  "chỉ điều CSDL quốc gia sẽ từ chối / only what the national database will refuse");
    commands.act(all, [wanted](Console& console) { return list(console, *wanted); });

    CLI::App* search = commands.add(record, "find", "tìm, không cần dấu / search, tone marks or not",
                                    "soxactl --as lan record find \"nguyen van hoa\"");
    search->add_option("TEXT", wanted->text)->required();
    commands.act(search, [wanted](Console& console) { return find(console, *wanted); });

    CLI::App* past = commands.add(record, "history", "lịch sử / history",
                                  "soxactl --as lan record history UID");
    wanted->name.add_to(past);
    add_purpose(past);
    commands.act(past, [wanted](Console& console) { return history(console, *wanted); });

    CLI::App* changes = commands.add(record, "diff", "so sánh / compare versions",
                                     "soxactl --as lan record diff UID --from 1 --to 2");
    wanted->name.add_to(changes);
    add_purpose(changes);
    changes->add_option("--from", wanted->from);
    changes->add_option("--to", wanted->to, "0: bản nháp / the draft");
    commands.act(changes, [wanted](Console& console) { return diff(console, *wanted); });
}

}  // namespace soxa::ctl
