#include <nlohmann/json.hpp>

#include "crypto/base/utf8.hpp"
#include "crypto/durable_file.hpp"
#include "sync/exchange/bundle.hpp"
#include "sync/server/bundle_answer.hpp"
#include "sync/server/bundle_intake.hpp"
#include "sync/server/commands/console.hpp"

namespace soxa::server {

namespace {

constexpr std::size_t part_kb_min = 16;
constexpr std::size_t part_kb_max = 48 * 1024;

struct Options {
    std::vector<std::string> in;
    std::string device;
    std::string out;
    std::size_t part_kb = part_kb_max;
};

Result<void> take(const Console& console, const Options& options) {
    TRY_LET(const DataFolder folder, console.folder());
    TRY_LET(Office office, console.office());
    BundleTaken all;
    nlohmann::json set_aside = nlohmann::json::array();
    for (const std::string& name : options.in) {
        TRY_LET(const Bytes file, crypto::read_file(path_of(name), exchange::bundle_bytes_max));
        TRY_LET(const BundleTaken done, take_bundle(office, folder, file));
        all.device = done.device;
        all.unit = done.unit;
        all.enrolled = all.enrolled || done.enrolled;
        all.added += done.added;
        all.known_already += done.known_already;
        all.scans += done.scans;
        all.earlier += done.earlier;
        all.waits = done.waits;
        for (const std::string& reason : done.set_aside) {
            set_aside.push_back({{"code", reason}, {"why", console.words(reason)}});
            console.tell(reason);
        }
    }
    const std::string device = hex(all.device.view());
    console.result({{"device", device},
                    {"unit", all.unit},
                    {"enrolled", all.enrolled},
                    {"ops", {{"taken", all.added}, {"known", all.known_already}}},
                    {"attachments", all.scans},
                    {"set_aside", set_aside},
                    {"waits", all.waits},
                    {"earlier_parts", all.earlier}});
    if (all.waits) {
        console.tell("bundle.waits");
    } else if (all.added + all.scans == 0 && all.known_already > 0 && set_aside.empty()) {
        console.tell("bundle.known", {std::to_string(all.known_already)});
    }
    if (all.scans > 0) console.tell("bundle.scans", {std::to_string(all.scans)});
    console.tell("bundle.taken", {std::to_string(all.added), all.unit, device});
    return {};
}

std::filesystem::path part_name(const std::filesystem::path& file, std::size_t part) {
    std::filesystem::path name = file;
    if (part > 1) name += "." + std::to_string(part);
    return name;
}

Result<void> make(const Console& console, const Options& options) {
    TRY_LET(Office office, console.office());
    TRY_LET(const BundleMade made,
            answer_by_bundle(office, options.device, options.part_kb * 1024));
    const std::filesystem::path file = path_of(options.out);
    nlohmann::json files = nlohmann::json::array();
    std::uint64_t bytes = 0;
    for (std::size_t i = 0; i < made.files.size(); ++i) {
        const std::filesystem::path name = part_name(file, i + 1);
        TRY(crypto::write_verified(name, made.files[i]));
        files.push_back(utf8(name));
        bytes += made.files[i].size();
    }
    console.result({{"device", hex(made.device.view())},
                    {"file", options.out},
                    {"files", files},
                    {"bytes", bytes},
                    {"entries", made.entries},
                    {"after", made.begins_after},
                    {"complete", made.complete}});
    console.tell("bundle.made", {std::to_string(made.entries), options.out, std::to_string(bytes)});
    if (!made.complete) console.tell("bundle.more");
    return {};
}

}  // namespace

void add_bundle_commands(CLI::App& app, Console& console) {
    CLI::App& bundle = console.command(app, "bundle", "help.bundle",
                                       "bundle in /media/usb/xa.bundle --data /var/lib/soxad");
    bundle.require_subcommand(1);
    auto options = std::make_shared<Options>();

    CLI::App& taking = console.command(bundle, "in", "help.bundle.in",
                                       "bundle in /media/usb/xa.bundle --data /var/lib/soxad");
    taking.add_option("FILE", options->in, console.words("help.bundle.file"))->required();
    taking.callback([&console, options] {
        console.chosen = [&console, options] { return take(console, *options); };
    });

    CLI::App& making =
        console.command(bundle, "out", "help.bundle.out",
                        "bundle out 3f2a90c1 /media/usb/tinh.bundle --data /var/lib/soxad");
    making.add_option("DEVICE", options->device, console.words("help.device.id"))->required();
    making.add_option("FILE", options->out, console.words("help.bundle.file"))->required();
    making.add_option("--part-kb", options->part_kb, console.words("help.bundle.part"))
        ->check(CLI::Range(part_kb_min, part_kb_max));
    making.callback([&console, options] {
        console.chosen = [&console, options] { return make(console, *options); };
    });
}

}  // namespace soxa::server
