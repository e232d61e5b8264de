// How the ledger of one commune grows: 28,800 edits a year on 800 files (LEDGER §2), as the
// office makes them, in the encrypted store on a real disk. Says for each year what it weighs, what
// an edit and an opening cost and how much memory the program ever took; at the end what folding
// all views anew costs. Quadratic paths show as an edit that grows dearer faster than its file's
// history grows. Prints what it measured; decides nothing.
//
//   installer/demo/sample_people.py --count 800 --seed 7 --unit H31.55 > people.jsonl
//   build/release/bin/ten_years_bench people.jsonl [YEARS [EDITS_A_YEAR]]

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include <sys/resource.h>

#include "client/office/accounts.hpp"
#include "client/office/enrol.hpp"
#include "client/office/enter.hpp"
#include "client/office/import.hpp"
#include "crypto/system_clock.hpp"
#include "crypto/system_random.hpp"

namespace {

using namespace soxa;
using Stopwatch = std::chrono::steady_clock;

constexpr std::size_t edits_a_save = 40;  // a clerk's afternoon
constexpr const char* clerk = "034190000011";

double milliseconds(Stopwatch::time_point since) {
    return std::chrono::duration<double, std::milli>(Stopwatch::now() - since).count();
}

template <class T>
T good(Result<T> result) {
    if (!result) {
        std::fprintf(stderr, "%s\n", result.error().text.c_str());
        std::exit(1);
    }
    return std::move(*result);
}

double mebibytes_max() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    return static_cast<double>(used.ru_maxrss) / 1024.0;
}

/// A field that changes often, and now and then a row.
ledger::Change some_change(std::mt19937& dice) {
    ledger::Change change;
    const std::string number = std::to_string(10'000'000 + dice() % 90'000'000);
    if (dice() % 4 == 0) {
        const record::Field& column = *record::find_field("work_history", "title");
        ledger::Change::Added row{record::find_group("work_history")->tag, {}};
        row.columns.emplace(column.tag, record::Value("Công chức " + number));
        if (dice() % 8 == 0) change.added.push_back(std::move(row));
    }
    const record::Field& phone = *record::find_field("", "phone_mobile");
    change.fields.emplace(phone.tag, record::parse(phone, "09" + number).value());
    return change;
}

office::Draft draft_of(office::Office& office, const ledger::RecordId& id, std::mt19937& dice) {
    const auto state = good(office.store().record(id));
    office::Draft draft;
    draft.record = id;
    draft.edit = good(ledger::build_edit(&*state, some_change(dice)));
    return draft;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 2) return 2;
    const int years = count > 2 ? std::atoi(arguments[2]) : 10;
    const std::size_t edits =
        count > 3 ? static_cast<std::size_t>(std::atoi(arguments[3])) : std::size_t{28'800};
    std::ifstream file(arguments[1], std::ios::binary);
    const std::string list{std::istreambuf_iterator<char>(file), {}};
    const auto home = std::filesystem::temp_directory_path() / "soxa-ten-years-bench";
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
        const auto imported = good(
            office::import_lines(office, list, false, [](std::size_t, std::size_t) {}));
        std::printf("files %zu\n", imported.ok);
    }
    std::mt19937 dice(7);
    std::size_t made = 0;
    for (int year = 0; year < years; ++year) {
        const auto opening = Stopwatch::now();
        office::Office office = good(office::Office::log_in(around, clerk, password));
        const double opened = milliseconds(opening);
        const auto lines = good(office.store().list());
        const auto begun = Stopwatch::now();
        for (std::size_t done = 0; done < edits; done += edits_a_save) {
            std::vector<office::Draft> drafts;
            for (std::size_t i = 0; i < edits_a_save; ++i) {
                const std::size_t at = (done + i * 7) % lines.size();
                drafts.push_back(draft_of(office, lines[at].id, dice));
            }
            made += good(office.write(std::move(drafts))).size();
        }
        const double an_edit = milliseconds(begun) / static_cast<double>(edits);
        const auto bytes = std::filesystem::file_size(home / "ledger.db");
        std::printf("year %2d: %7zu operations, %6.1f MB, %4zu B each, %6.2f ms an edit, log in and "
                    "open %5.0f ms, memory at most %4.0f MB\n",
                    year + 1, made, static_cast<double>(bytes) / 1e6,
                    static_cast<std::size_t>(bytes) / std::max<std::size_t>(made, 1), an_edit,
                    opened, mebibytes_max());
        std::fflush(stdout);
    }
    office::Office office = good(office::Office::log_in(around, clerk, password));
    const std::string before = good(office.store().dump_views());
    const auto folding = Stopwatch::now();
    if (!office.store().rebuild()) return 1;
    std::printf("all views anew %.0f ms, memory at most %.0f MB\n", milliseconds(folding),
                mebibytes_max());
    const auto verifying = Stopwatch::now();
    if (!office.store().verify()) return 1;
    std::printf("verified in %.0f ms\n", milliseconds(verifying));
    if (good(office.store().dump_views()) != before) {
        std::printf("views folded anew are others\n");
        return 1;
    }
    std::filesystem::remove_all(home);
    return 0;
}
