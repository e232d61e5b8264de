// simulation: runs schedules by their seeds, and says what did not hold.
//
//   simulation --from N --count N     that many seeds; stops at the first violation
//   simulation --seconds S --from N   as many as fit
//   simulation --seed N [--twice] [--lines]
//   simulation … --write FOLDER       what a second fold is to look at, a file a seed
//   simulation --cases                what was found before, each by itself
//
// Exit 0 if all held, 1 if not. What was reached how often, and how many schedules there were, is
// said at the end as lines "situation<TAB>count", for whoever adds up several processes.
#include <chrono>
#include <fstream>
#include <iostream>

#include <CLI/CLI.hpp>

#include <malloc.h>
#include <stdlib.h>

#include "tests/simulation/cases.hpp"
#include "tests/simulation/schedule.hpp"
#include "tests/simulation/second_opinion.hpp"

namespace {

using namespace soxa;
using namespace soxa::simulation;
namespace fs = std::filesystem;

/// In memory where the machine has such a place: nothing here has to outlive the process.
fs::path working_folder() {
    const fs::path base = fs::is_directory("/dev/shm") ? "/dev/shm" : fs::temp_directory_path();
    std::string name = (base / "soxa-simulation-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    return name;
}

void tell(const Schedule& schedule, const Outcome& outcome, Ground& ground,
          const fs::path& folder, std::size_t runs) {
    std::cout << "seed " << schedule.seed << ", step " << outcome.step << " of "
              << schedule.steps.size() << ": " << outcome.violation << "\n";
    const Schedule least = smaller(schedule, outcome, ground, folder / "least", runs);
    const Outcome again = run(least, ground, folder / "least");
    std::cout << "the least of it, " << least.steps.size() << " steps:\n";
    for (const std::string& line : again.lines) std::cout << "  " << line << "\n";
}

int tell_again(const fs::path& folder) {
    int failed = 0;
    for (const Case& one : cases()) {
        std::string what = "holds";
        try {
            Stage stage(1, folder / "case");
            one.run(stage);
        } catch (const Violation& violation) {
            what = violation.what();
            failed = 1;
        }
        std::cout << one.name << ": " << what << "\n";
    }
    return failed;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("Runs Sổ Xã under a seeded scheduler.");
    std::uint64_t from = 1;
    std::uint64_t count = 0;
    std::uint64_t seconds = 0;
    std::uint64_t seed = 0;
    std::size_t shrink = 300;
    bool twice = false;
    bool lines = false;
    bool told_again = false;
    std::string write_to;
    app.add_option("--from", from, "the first seed");
    app.add_option("--count", count, "how many seeds");
    app.add_option("--seconds", seconds, "as many seeds as fit");
    app.add_option("--seed", seed, "this one alone");
    app.add_option("--shrink", shrink, "tries to make a violation smaller");
    app.add_flag("--twice", twice, "run each seed twice; both must do the same");
    app.add_flag("--lines", lines, "say what was done");
    app.add_option("--write", write_to, "for the second opinion, a file a seed");
    app.add_flag("--cases", told_again, "what was found before");
    CLI11_PARSE(app, argc, argv);

    if (seed != 0) {
        from = seed;
        count = 1;
    }
    put_databases_on_disks();
    // What one schedule gives back the next one takes: no page goes to the kernel in between.
    ::mallopt(M_TRIM_THRESHOLD, 512 << 20);
    ::mallopt(M_MMAP_THRESHOLD, 64 << 20);
    const fs::path folder = working_folder();
    if (told_again) {
        const int failed = tell_again(folder);
        std::error_code ignored;
        fs::remove_all(folder, ignored);
        return failed;
    }
    const auto started = std::chrono::steady_clock::now();
    const auto over = [&] {
        return std::chrono::steady_clock::now() - started > std::chrono::seconds(seconds);
    };
    Ground ground(folder / "ground");
    std::map<std::string, std::uint64_t> reached;
    std::uint64_t done = 0;
    std::uint64_t operations = 0;
    int exit_code = 0;
    for (; exit_code == 0 && (count != 0 ? done < count : !over()); ++done) {
        const Schedule schedule = schedule_of(from + done);
        const auto write = [&](Stage& stage) {
            if (write_to.empty()) return;
            const Bytes told = second_opinion_of(stage);
            std::ofstream out(fs::path(write_to) / (std::to_string(schedule.seed) + ".cbor"),
                              std::ios::binary);
            out.write(reinterpret_cast<const char*>(told.data()),
                      static_cast<std::streamsize>(told.size()));
        };
        const Outcome outcome = run(schedule, ground, folder / "run", write);
        operations += outcome.operations;
        for (const auto& [what, times] : outcome.sometimes.counts()) reached[what] += times;
        for (const auto& [what, times] : outcome.refused) reached["verdict: " + what] += times;
        if (lines) {
            for (const std::string& line : outcome.lines) std::cout << line << "\n";
        }
        if (!outcome.violation.empty()) {
            tell(schedule, outcome, ground, folder, shrink);
            exit_code = 1;
        }
        if (!twice) continue;
        ground.forget();
        const Outcome again = run(schedule, ground, folder / "run");
        if (again.digest == outcome.digest) continue;
        std::cout << "seed " << schedule.seed << " did not do the same twice\n";
        for (std::size_t i = 0; i < std::min(outcome.lines.size(), again.lines.size()); ++i) {
            if (outcome.lines[i] == again.lines[i]) continue;
            std::cout << "  " << outcome.lines[i] << "\n  " << again.lines[i] << "\n";
            break;
        }
        exit_code = 1;
    }
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    for (const std::string_view situation : situations()) {
        std::cout << situation << "\t" << reached[std::string(situation)] << "\n";
        reached.erase(std::string(situation));
    }
    for (const auto& [what, times] : reached) std::cout << what << "\t" << times << "\n";
    std::cout << "schedules\t" << done << "\noperations\t" << operations << "\n";
    return exit_code;
}
