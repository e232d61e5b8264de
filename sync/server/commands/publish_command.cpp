#include <algorithm>
#include <iostream>

#include <nlohmann/json.hpp>

#include "crypto/base/utf8.hpp"
#include "crypto/durable_file.hpp"
#include "sync/record/catalogue.hpp"
#include "sync/record/code_list.hpp"
#include "sync/record/policy.hpp"
#include "sync/server/commands/console.hpp"
#include "sync/server/commands/pack_command.hpp"
#include "sync/server/publish.hpp"

namespace soxa::server {

namespace {

struct Wanted {
    bool pack = false;
    std::string file;
    std::vector<std::string> units;
};

std::string name_key(bool pack) { return pack ? "pack" : "catalogue"; }

nlohmann::json described(const ledger::Published& what, bool pack) {
    nlohmann::json json{{name_key(pack), what.name}, {"version", what.version},
                        {"title", what.title}};
    if (pack) {
        json["version"] = std::stoul(what.version);
        json["valid_from"] = what.first;
        json["valid_to"] = what.last.empty() ? nlohmann::json() : nlohmann::json(what.last);
    }
    return json;
}

Result<void> publish(const Console& console, const Wanted& wanted) {
    TRY_LET(Office office, console.office());
    auto read = crypto::read_file(path_of(wanted.file), record::catalogue_bytes_max);
    if (!read) {
        return fail(Errc::invalid_input, read.error().text,
                    {utf8(path_of(wanted.file).filename())});
    }
    const std::string_view text = text_of(*read);
    auto done = wanted.pack ? publish_pack(office, text, wanted.units)
                            : publish_catalogue(office, text, wanted.units);
    if (!done) return tl::make_unexpected(with_lines(console, std::move(done).error()));
    nlohmann::json json = described(done->what, wanted.pack);
    json["units"] = done->units;
    json["published_before"] = done->before;
    json.update(outlook_json(console, *done));
    console.result(json);
    tell_outlook(console, *done);
    console.tell(done->before ? "publish.before" : "publish.done",
                 {done->what.name, done->what.version, std::to_string(done->units)});
    return {};
}

Result<void> show(const Console& console, bool pack, const std::string& name) {
    TRY_LET(Office office, console.office());
    TRY_LET(FileToEdit file, file_to_edit(office, pack, name));
    nlohmann::json json{{name_key(pack), name}};
    if (!file.withdrawn_version.empty()) {
        json["withdrawn"] = {{"version", std::stoul(file.withdrawn_version)},
                             {"basis", file.withdrawn_by}};
        file.text = "# " +
                    console.words("pack.show_withdrawn",
                                  {file.withdrawn_version, file.withdrawn_by}) +
                    "\n" + file.text;
    }
    json["text"] = file.text;
    console.result(json);
    if (!console.json) std::cout << file.text << std::flush;
    return {};
}

/// What counts without having been published, or can be: the program's own.
void put_built_in_packs(const Console& console, const std::vector<PublishedLine>& published) {
    // Until the first pack of all units, and for the days before it (rulebook.hpp).
    const bool replaced = std::ranges::any_of(
        published, [](const PublishedLine& one) { return one.units.empty(); });
    for (const record::Policy& preset : record::policy_presets()) {
        const bool there = std::ranges::any_of(published, [&](const PublishedLine& one) {
            return one.what.name == preset.name;
        });
        if (there) continue;
        const bool founding = preset.name == "TB-2024";
        console.line({preset.name, std::to_string(preset.version),
                      record::shown(preset.valid_from),
                      console.words(!founding  ? "publish.at_hand"
                                    : replaced ? "publish.founding_before"
                                               : "publish.founding"),
                      preset.title});
    }
}

void put_built_in_lists(const Console& console, const std::vector<PublishedLine>& published) {
    const auto there = [&](std::string_view name) {
        return std::ranges::any_of(published, [&](const PublishedLine& one) {
            return one.what.name == name;
        });
    };
    for (const record::CodeList& list : record::code_lists()) {
        if (there(list.name)) continue;
        console.line({std::string(list.name), "0", "-", console.words("publish.built_in"),
                      std::string(list.title_vi)});
    }
    if (!there("national_map")) {
        console.line({"national_map", "0", "-", console.words("publish.built_in"),
                      console.words("publish.national_map")});
    }
}

Result<void> list(const Console& console, bool packs) {
    TRY_LET(Office office, console.office());
    TRY_LET(const std::vector<PublishedLine> lines, list_published(office, packs));
    nlohmann::json document = nlohmann::json::array();
    for (const PublishedLine& line : lines) {
        nlohmann::json json = described(line.what, packs);
        json["units"] = line.units;
        json["published_at"] = rfc3339(line.what.received);
        if (!packs) json["items"] = line.items;
        if (packs) {
            json["withdrawn"] =
                line.withdrawn.empty() ? nlohmann::json() : nlohmann::json(line.withdrawn);
        }
        document.push_back(std::move(json));
        std::string units;
        for (const std::string& code : line.units) units += (units.empty() ? "" : ", ") + code;
        console.line({line.what.name, line.what.version, day_text(line.what.first),
                      units.empty() ? console.words("publish.all_units") : units,
                      line.what.title, time_text(line.what.received),
                      line.withdrawn.empty()
                          ? std::string()
                          : console.words("pack.was_withdrawn", {line.withdrawn})});
    }
    console.result(document);
    if (packs) {
        put_built_in_packs(console, lines);
    } else {
        put_built_in_lists(console, lines);
    }
    return {};
}

CLI::App& add_group(CLI::App& app, Console& console, const std::string& name, bool pack,
                    const std::string& file) {
    CLI::App& group = console.command(app, name, "help." + name, name + " list --data /var/lib/soxad");
    group.require_subcommand(1);
    auto wanted = std::make_shared<Wanted>();
    wanted->pack = pack;
    CLI::App& publishing =
        console.command(group, "publish", "help." + name + ".publish",
                        name + " publish " + file + " --data /var/lib/soxad");
    publishing.add_option("FILE", wanted->file, console.words("help." + name + ".file"))
        ->required();
    publishing.add_option("--unit", wanted->units, console.words("help.publish.unit"));
    publishing.callback([&console, wanted] {
        console.chosen = [&console, wanted] { return publish(console, *wanted); };
    });
    auto shown = std::make_shared<std::string>();
    CLI::App& showing =
        console.command(group, "show", "help." + name + ".show",
                        name + " show " + (pack ? "TB-2024" : "commune") + " --data /var/lib/soxad");
    showing.add_option("NAME", *shown, console.words("help." + name + ".name"))->required();
    showing.callback([&console, pack, shown] {
        console.chosen = [&console, pack, shown] { return show(console, pack, *shown); };
    });
    CLI::App& listing = console.command(group, "list", "help." + name + ".list",
                                        name + " list --json --data /var/lib/soxad");
    listing.callback([&console, pack] {
        console.chosen = [&console, pack] { return list(console, pack); };
    });
    return group;
}

}  // namespace

void add_publish_commands(CLI::App& app, Console& console) {
    add_pack_acts(add_group(app, console, "pack", true, "goi-quy-dinh.txt"), console);
    add_group(app, console, "catalog", false, "danh-muc-xa.txt");
}

}  // namespace soxa::server
