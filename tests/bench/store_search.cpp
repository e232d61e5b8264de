// How long a search by name takes in the encrypted store of one unit, whatever is typed. Target:
// 50 ms for 95 of 100 searches over 20,000 files. Prints what it measured; decides nothing.
//
//   installer/demo/sample_people.py --count 20000 --seed 7 --unit H31.55 > people.jsonl
//   build/release/bin/store_search_bench people.jsonl

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "client/office/accounts.hpp"
#include "client/office/enrol.hpp"
#include "client/office/import.hpp"
#include "crypto/system_clock.hpp"
#include "crypto/system_random.hpp"
#include "sync/record/text.hpp"

namespace {

using namespace soxa;
using Stopwatch = std::chrono::steady_clock;

constexpr std::size_t searches = 600;
constexpr const char* clerk = "034185000002";

double milliseconds(Stopwatch::duration time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

/// As people type: the given name, family and given, all of it, all without marks, a beginning.
std::string typed(const std::string& name, std::size_t how) {
    const std::string plain = record::search_key(name);
    const std::size_t last = plain.rfind(' ');
    const std::string given = last == std::string::npos ? plain : plain.substr(last + 1);
    switch (how % 6) {
        case 0: return given;
        case 1: return plain.substr(0, plain.find(' ')) + " " + given;
        case 2: return name;
        case 3: return plain;
        case 4: return plain.substr(0, std::min<std::size_t>(plain.size(), 3));
        default: return plain.substr(0, plain.find(' '));
    }
}

template <class T>
T good(Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().text.c_str());
        std::exit(1);
    }
    return std::move(*result);
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 2) return 2;
    std::ifstream file(arguments[1], std::ios::binary);
    const std::string list{std::istreambuf_iterator<char>(file), {}};
    const std::filesystem::path home = std::filesystem::temp_directory_path() / "soxa-search-bench";
    std::filesystem::remove_all(home);
    const crypto::SystemClock clock;
    crypto::SystemRandom random;
    const Secret password(copy_of(bytes_of("mot mat khau de do")));
    const office::Surroundings around{home, clock, random};
    if (!office::enrol_local(around, {"Lò Văn Quản", "034079000001", "Xã đo"}, password)) return 1;
    {
        office::Office admin = good(office::Office::log_in(around, "034079000001", password));
        good(office::add_account(
            admin, {"", "Lò Thị Lan", clerk, ledger::Role::clerk, "12/QĐ-UBND 02/11/2026"},
            &password));
    }
    {
        office::Office office = good(office::Office::log_in(around, clerk, password));
        std::string text;
        std::size_t at = 0;
        std::size_t taken = 0;
        while (at < list.size()) {  // an import is bounded
            const std::size_t end =
                std::min(list.find('\n', std::min(at + 4'000'000, list.size() - 1)), list.size());
            text = list.substr(at, end - at + 1);
            at = end + 1;
            taken += good(office::import_lines(office, text, false,
                                               [](std::size_t, std::size_t) {}))
                         .ok;
        }
        std::printf("files %zu\n", taken);
    }
    const auto opening = Stopwatch::now();
    office::Office office = good(office::Office::log_in(around, clerk, password));
    std::printf("log in and open %.0f ms\n", milliseconds(Stopwatch::now() - opening));
    std::vector<std::string> names;
    for (const store::RecordLine& line : good(office.store().list())) {
        names.push_back(line.full_name);
    }
    std::mt19937 dice(7);
    std::vector<double> times;
    std::size_t hits = 0;
    for (std::size_t i = 0; i < searches; ++i) {
        const std::string text = typed(names[dice() % names.size()], i);
        const auto begin = Stopwatch::now();
        hits += good(office.store().find(text)).size();
        times.push_back(milliseconds(Stopwatch::now() - begin));
    }
    std::ranges::sort(times);
    std::printf("searches %zu, files found %zu\n", searches, hits);
    std::printf("median %.1f ms, 95 of 100 %.1f ms, worst %.1f ms\n", times[searches / 2],
                times[searches * 95 / 100], times.back());
    std::filesystem::remove_all(home);
    return 0;
}
