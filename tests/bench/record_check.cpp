// How long the rules take for one file, and for a commune of 2,000 with everybody compared with
// everybody. Target on two cores: 2 ms and 2 s. Prints one line each; decides nothing.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <string>
#include <vector>

#include "sync/record/policy.hpp"

namespace {

using namespace soxa::record;
using Clock = std::chrono::steady_clock;

constexpr std::size_t commune = 2000;
constexpr std::size_t rows_a_group = 3;  // about a hundred rows: twice a median file
constexpr std::string_view today = "2026-11-22";

/// All examples of the catalogue, rows several times.
Document large_file(std::size_t number) {
    Document document;
    for (const Field& field : fields()) {
        if (!field.writable) continue;
        const Value value = parse(field, field.example).value();
        if (field.group.empty()) {
            document.fields.emplace(field.tag, value);
            continue;
        }
        auto& rows = document.groups[find_group(field.group)->tag];
        rows.resize(rows_a_group);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            rows[i].id.index = static_cast<std::uint32_t>(i);
            rows[i].columns.emplace(field.tag, value);
        }
    }
    std::string id = std::to_string(number);
    id.insert(0, 6 - id.size(), '0');
    document.fields.insert_or_assign(find_field("", "personal_id")->tag, Value("034085" + id));
    return document;
}

double milliseconds(Clock::time_point since) {
    return std::chrono::duration<double, std::milli>(Clock::now() - since).count();
}

/// Of this process alone, whatever else the machine does.
double processor_milliseconds(std::clock_t since) {
    return 1000.0 * static_cast<double>(std::clock() - since) / CLOCKS_PER_SEC;
}

}  // namespace

int main() {
    std::vector<Document> files;
    std::vector<OtherFile> others;
    for (std::size_t i = 0; i < commune; ++i) {
        files.push_back(large_file(i));
        others.push_back({std::string(files.back().text("personal_id")), "Nguyễn Văn Hoà",
                          "1985-03-" + std::to_string(10 + i % 20), "1", false});
    }
    Facts facts = facts_under(*find_preset("TB-2024"), today);
    facts.approved = &files.front();

    std::vector<double> each;
    std::size_t findings = 0;
    for (int i = 0; i < 200; ++i) {
        const auto begin = Clock::now();
        findings += check(files[static_cast<std::size_t>(i)], facts).size();
        each.push_back(milliseconds(begin));
    }
    std::sort(each.begin(), each.end());
    std::printf("one file:     median %.3f ms, p95 %.3f ms, worst %.3f ms\n", each[each.size() / 2],
                each[each.size() * 95 / 100], each.back());

    const auto begin = Clock::now();
    const std::clock_t processor = std::clock();
    for (std::size_t i = 0; i < files.size(); ++i) {
        facts.others = std::span(others).subspan(0, i);
        findings += check(files[i], facts).size();
    }
    std::printf(
        "%zu files:   %.0f ms, of which %.0f ms of processor; each against all before it, "
        "%zu findings\n",
        files.size(), milliseconds(begin), processor_milliseconds(processor), findings);
    return 0;
}
