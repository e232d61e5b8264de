#include <algorithm>

#include "client/ctl/told.hpp"
#include "client/office/month.hpp"
#include "sync/record/policy_text.hpp"
#include "sync/record/typed_day.hpp"

namespace soxa::ctl {

namespace {

/// How the pack came here: published, and when the province did so; nothing of the program's own.
const ledger::Published* published(const ledger::Rulebook& rules, const record::Policy& pack) {
    const std::string version = std::to_string(pack.version);
    const auto at = std::ranges::find_if(rules.published, [&](const ledger::Published& one) {
        return one.kind == ledger::Kind::pack_publish && one.name == pack.name &&
               one.version == version;
    });
    return at == rules.published.end() ? nullptr : &*at;
}

Json pack_json(const ledger::Rulebook& rules, const record::Policy& pack, record::Day today) {
    const ledger::Published* const by = published(rules, pack);
    return {{"pack", pack.name},
            {"version", pack.version},
            {"title", pack.title},
            {"basis", pack.basis},
            {"valid_from", record::stored(pack.valid_from)},
            {"valid_to", pack.valid_to ? Json(record::stored(*pack.valid_to)) : Json()},
            {"in_force", rules.on(today) == &pack},
            {"expired", pack.expired_on(today)},
            {"received_at", by == nullptr ? Json() : Json(rfc3339(by->received))}};
}

Result<int> list(Console& console) {
    TRY_LET(const office::Office office, console.office());
    const ledger::Rulebook& rules = office.store().rulebook();
    const record::Day today = office::today_of(office);
    for (const record::Policy& pack : rules.packs.packs()) {
        const bool now = rules.on(today) == &pack;
        if (console.json()) {
            console.out(pack_json(rules, pack, today));
            continue;
        }
        const char* const state = pack.expired_on(today) ? "pack.expired"
                                  : now                  ? "pack.in_force"
                                                         : "pack.of_its_time";
        console.out(pack.name + "\t" + std::to_string(pack.version) + "\t" +
                    record::shown(pack.valid_from) + "\t" + console.word(state) + "\t" +
                    pack.title);
    }
    return 0;
}

struct Wanted {
    std::string name;
    std::string day;
};

Result<int> show(Console& console, const Wanted& wanted) {
    TRY_LET(const office::Office office, console.office());
    const ledger::Rulebook& rules = office.store().rulebook();
    const record::Day today = office::today_of(office);
    const auto day = wanted.day.empty() ? std::optional(today) : record::read_day(wanted.day);
    if (!day) return fail(Errc::usage, "pack.day", {wanted.day});
    const record::Policy* found = wanted.name.empty() ? rules.on(*day) : nullptr;
    for (const record::Policy& pack : rules.packs.packs()) {
        if (pack.name == wanted.name && (pack.valid_from <= *day || found == nullptr)) {
            found = &pack;
        }
    }
    if (found == nullptr) return fail(Errc::invalid_input, "pack.unknown", {wanted.name});
    if (!console.json()) {
        console.out(record::write_policy(*found));
        return 0;
    }
    Json json = pack_json(rules, *found, today);
    json["keys"] = record::entries_of(*found);
    console.out(json);
    return 0;
}

}  // namespace

void add_packs(const Commands& commands) {
    CLI::App* pack = commands.add(commands.app, "pack", "gói quy định của tỉnh / rule packs",
                                  "soxactl --as lan pack list");
    pack->require_subcommand(1);
    commands.act(commands.add(*pack, "list", "các gói máy này dùng / packs in use here",
                              "soxactl --as lan pack list"),
                 list);
    auto wanted = std::make_shared<Wanted>();
    CLI::App* one = commands.add(*pack, "show", "nội dung một gói / what a pack says",
                                 "soxactl --as lan pack show TB-2024");
    one->add_option("NAME", wanted->name, "bỏ trống: gói đang dùng / without: the one in force");
    one->add_option("--on", wanted->day, "ngày / of a day, dd/mm/yyyy")->transform(record::typed_day);
    commands.act(one, [wanted](Console& console) { return show(console, *wanted); });
}

}  // namespace soxa::ctl
