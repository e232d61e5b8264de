#include <map>

#include <nlohmann/json.hpp>

#include "crypto/base/utf8.hpp"
#include "crypto/durable_file.hpp"
#include "sync/record/typed_day.hpp"
#include "sync/server/commands/console.hpp"
#include "sync/server/transfer.hpp"
#include "sync/server/unit_change.hpp"
#include "sync/server/unit_import.hpp"

namespace soxa::server {

namespace {

Result<void> add(const Console& console, const UnitWanted& wanted) {
    TRY_LET(Office office, console.office());
    UnitAdded added = UnitAdded::now;
    TRY(office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(added, add_unit(office, records, wanted));
        return {};
    }));
    console.result({{"code", wanted.code},
                    {"name", wanted.name},
                    {"parent", wanted.parent},
                    {"added", added == UnitAdded::now}});
    console.tell(added == UnitAdded::now ? "unit.added" : "unit.added_before", {wanted.code});
    return {};
}

Result<void> import(const Console& console, const std::string& file) {
    TRY_LET(Office office, console.office());
    auto read = crypto::read_file(path_of(file), unit_list_bytes_max);
    if (!read) {
        // A list that is not there is a wrong call's fault, not the store's.
        return fail(Errc::invalid_input, read.error().text, {utf8(path_of(file).filename())});
    }
    auto imported = import_units(office, text_of(*read));
    if (!imported) return tl::make_unexpected(with_lines(console, std::move(imported).error()));
    console.result({{"added", imported->added}, {"there_before", imported->there_before}});
    console.tell("unit.imported",
                 {std::to_string(imported->added), std::to_string(imported->there_before)});
    return {};
}

Result<void> list(const Console& console) {
    TRY_LET(Office office, console.office());
    std::vector<Unit> units;
    std::map<std::string, std::string> merged;
    const auto read = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(units, records.units().all());
        for (const Unit& unit : units) {
            TRY_LET(const Unit now, successor_of(records, unit));
            if (now.stream != unit.stream) merged.emplace(unit.code, now.code);
        }
        return {};
    });
    TRY(read);
    nlohmann::json document = nlohmann::json::array();
    for (const Unit& unit : units) {
        const auto into = merged.find(unit.code);
        document.push_back({{"code", unit.code},
                            {"name", unit.name},
                            {"parent", unit.parent},
                            {"stream", unit.stream},
                            {"entries", unit.log.size()},
                            {"merged_into", into == merged.end() ? "" : into->second}});
        Cells cells{unit.code, unit.name, unit.parent};
        if (into != merged.end()) {
            cells.push_back(console.words("unit_month.merged", {into->second}));
        }
        console.line(cells);
    }
    console.result(document);
    return {};
}

struct Change {
    std::vector<std::string> codes;
    std::string name;
    std::string into;
    std::vector<std::string> people;
    UnitOrder order;
    bool dry_run = false;
};

Result<void> rename(const Console& console, const Change& change) {
    TRY_LET(Office office, console.office());
    TRY(rename_unit(office, change.codes.front(), change.name, change.order));
    console.result({{"code", change.codes.front()}, {"name", change.name}});
    console.tell("unit.renamed", {change.codes.front()});
    return {};
}

Result<void> tell_merger(const Console& console, Office& office, const Change& change) {
    TRY_LET(const MergerAhead ahead,
            merger_ahead(office, change.codes, change.into, change.order));
    nlohmann::json units = nlohmann::json::array();
    for (const MergerAhead::From& one : ahead.from) {
        units.push_back({{"code", one.code},
                         {"name", one.name},
                         {"files", one.files},
                         {"laptops", one.laptops},
                         {"merged_before", one.before}});
        console.tell(one.before ? "unit.would_merge_before" : "unit.would_merge",
                     {one.code, one.name, ahead.into, ahead.into_name, std::to_string(one.files),
                      std::to_string(one.laptops)});
    }
    console.tell("unit.dry_run");
    console.result({{"dry_run", true},
                    {"into", ahead.into},
                    {"into_name", ahead.into_name},
                    {"units", std::move(units)}});
    return {};
}

Result<void> merge(const Console& console, const Change& change) {
    TRY_LET(Office office, console.office());
    if (change.dry_run) return tell_merger(console, office, change);
    TRY_LET(const TakenOver taken,
            change.people.empty()
                ? merge_units(office, change.codes, change.into, change.order)
                : split_unit(office, change.codes.front(), change.into, change.people,
                             change.order));
    console.result({{"into", change.into}, {"files", taken.files}, {"left", taken.left}});
    console.tell("unit.taken_over",
                 {change.into, std::to_string(taken.files), std::to_string(taken.left)});
    return {};
}

void add_order(CLI::App& command, Console& console, Change& change) {
    command.add_option("--basis", change.order.basis, console.words("help.basis"))->required();
    command.add_option("--date", change.order.effective, console.words("help.effective"))
        ->transform(record::typed_day);
}

void add_unit_changes(CLI::App& unit, Console& console) {
    auto change = std::make_shared<Change>();
    change->codes.resize(1);
    CLI::App& renaming = console.command(
        unit, "rename", "help.unit.rename",
        "unit rename H31.55 \"Xã Tiền Hải\" --basis \"12/NQ\" --data /var/lib/soxad");
    renaming.add_option("CODE", change->codes.front(), console.words("help.unit.code"))->required();
    renaming.add_option("NAME", change->name, console.words("help.unit.name"))->required();
    add_order(renaming, console, *change);
    renaming.callback([&console, change] {
        console.chosen = [&console, change] { return rename(console, *change); };
    });

    auto merger = std::make_shared<Change>();
    CLI::App& merging = console.command(
        unit, "merge", "help.unit.merge",
        "unit merge H31.55 H31.56 --into H31.90 --basis \"12/NQ\" --data /var/lib/soxad");
    merging.add_option("CODE", merger->codes, console.words("help.unit.code"))->required();
    merging.add_option("--into", merger->into, console.words("help.unit.into"))->required();
    add_order(merging, console, *merger);
    merging.add_flag("--dry-run", merger->dry_run, console.words("help.unit.dry_run"));
    merging.callback([&console, merger] {
        console.chosen = [&console, merger] { return merge(console, *merger); };
    });

    auto parting = std::make_shared<Change>();
    parting->codes.resize(1);
    CLI::App& splitting = console.command(
        unit, "split", "help.unit.split",
        "unit split H31.55 --into H31.91 --id 034190001234 --basis \"12/NQ\""
        " --data /var/lib/soxad");
    splitting.add_option("CODE", parting->codes.front(), console.words("help.unit.code"))
        ->required();
    splitting.add_option("--into", parting->into, console.words("help.unit.into"))->required();
    splitting.add_option("--id", parting->people, console.words("help.person.id"))->required();
    add_order(splitting, console, *parting);
    splitting.callback([&console, parting] {
        console.chosen = [&console, parting] { return merge(console, *parting); };
    });
}

}  // namespace

void add_unit_commands(CLI::App& app, Console& console) {
    CLI::App& unit = console.command(app, "unit", "help.unit", "unit list --data /var/lib/soxad");
    unit.require_subcommand(1);

    auto wanted = std::make_shared<UnitWanted>();
    CLI::App& adding =
        console.command(unit, "add", "help.unit.add",
                        "unit add 30001 \"UBND xã Tân Phú\" --parent 30000 --data /var/lib/soxad");
    adding.add_option("CODE", wanted->code, console.words("help.unit.code"))->required();
    adding.add_option("NAME", wanted->name, console.words("help.unit.name"))->required();
    adding.add_option("--parent", wanted->parent, console.words("help.unit.parent"));
    adding.callback([&console, wanted] {
        console.chosen = [&console, wanted] { return add(console, *wanted); };
    });

    auto file = std::make_shared<std::string>();
    CLI::App& importing = console.command(unit, "import", "help.unit.import",
                                          "unit import units.csv --data /var/lib/soxad");
    importing.add_option("FILE", *file, console.words("help.unit.file"))->required();
    importing.callback(
        [&console, file] { console.chosen = [&console, file] { return import(console, *file); }; });

    CLI::App& listing =
        console.command(unit, "list", "help.unit.list", "unit list --json --data /var/lib/soxad");
    listing.callback([&console] { console.chosen = [&console] { return list(console); }; });
    add_unit_changes(unit, console);
}

}  // namespace soxa::server
