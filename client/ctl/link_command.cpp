#include "client/ctl/told.hpp"
#include "client/office/link_use.hpp"

namespace soxa::ctl {

namespace {

constexpr int cap_max = 1'000'000'000;

struct Wanted {
    std::string line;
    int day_kb = -1;
    int month_mb = -1;
};

Json cap_or_null(int cap) { return cap > 0 ? Json(cap) : Json(); }

Result<int> tell(const Console& console, office::Office& office) {
    const office::Preferences kept = office::preferences(office.around().home);
    const office::LinkUse used = office::link_use(office.around());
    TRY_LET(const store::Link link, office.store().link());
    if (console.json()) {
        console.out(Json{{"line", kept.low_bandwidth ? "sparing" : "full"},
                         {"day_kb_max", cap_or_null(kept.day_kb_max)},
                         {"month_mb_max", cap_or_null(kept.month_mb_max)},
                         {"used", {{"day_bytes", used.day_bytes}, {"month_bytes", used.month_bytes}}},
                         {"up_bytes_a_second", link.up_rate},
                         {"down_bytes_a_second", link.down_rate},
                         {"round_trip_ms", link.round_trip_ms},
                         {"failures", link.failures}});
        return 0;
    }
    constexpr std::uint64_t kilobyte = 1000;
    constexpr std::uint64_t megabyte = 1000 * kilobyte;
    const auto text = [](std::uint64_t number) { return std::to_string(number); };
    console.out(console.word(kept.low_bandwidth ? "link.sparing" : "link.full"));
    if (kept.day_kb_max == 0 && kept.month_mb_max == 0) console.out(console.word("link.no_cap"));
    if (kept.day_kb_max > 0) {
        console.out(console.word("link.day_cap", {text(used.day_bytes / kilobyte),
                                                  std::to_string(kept.day_kb_max)}));
    }
    if (kept.month_mb_max > 0) {
        console.out(console.word("link.month_cap", {text(used.month_bytes / megabyte),
                                                    std::to_string(kept.month_mb_max)}));
    }
    console.out(console.word("link.used", {text(used.day_bytes / kilobyte),
                                           text(used.month_bytes / kilobyte)}));
    if (link.up_rate + link.down_rate > 0) {
        console.out(console.word("link.measured", {text(link.up_rate), text(link.down_rate),
                                                   text(link.round_trip_ms)}));
    }
    return 0;
}

Result<int> show(Console& console) {
    TRY_LET(office::Office office, console.office());
    return tell(console, office);
}

Result<int> set(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    office::Preferences kept = office::preferences(office.around().home);
    if (!wanted.line.empty()) kept.low_bandwidth = wanted.line == "sparing";
    if (wanted.day_kb >= 0) kept.day_kb_max = wanted.day_kb;
    if (wanted.month_mb >= 0) kept.month_mb_max = wanted.month_mb;
    TRY(office::save(office.around().home, kept));
    return tell(console, office);
}

}  // namespace

void add_links(const Commands& commands) {
    CLI::App* link = commands.add(commands.app, "link",
                                  "đường truyền của máy này / this laptop's line",
                                  "soxactl --as lan link show");
    link->require_subcommand(1);
    commands.act(commands.add(*link, "show", "đang dùng thế nào / how it is used",
                              "soxactl --as lan link show"),
                 show);
    auto wanted = std::make_shared<Wanted>();
    CLI::App* put = commands.add(*link, "set", "đặt chế độ và mức giới hạn / how it may be used",
                                 "soxactl --as lan link set --line sparing --day-kb 4800");
    put->add_option("--line", wanted->line,
                    "sparing: tiết kiệm, bản quét chờ lại; full: dùng hết / sparing: scans wait; full")
        ->check(CLI::IsMember({"sparing", "full"}));
    put->add_option("--day-kb", wanted->day_kb,
                    "mức mỗi ngày, nghìn byte; 0: không giới hạn / a day's cap in KB; 0: none")
        ->check(CLI::Range(0, cap_max));
    put->add_option("--month-mb", wanted->month_mb,
                    "mức mỗi tháng, triệu byte; 0: không giới hạn / a month's cap in MB; 0: none")
        ->check(CLI::Range(0, cap_max));
    commands.act(put, [wanted](Console& console) { return set(console, *wanted); });
}

}  // namespace soxa::ctl
