#include "ui/views/rules_rows.hpp"

#include <algorithm>

#include "client/office/month.hpp"
#include "sync/record/code_list.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

namespace {

constexpr std::string_view built_in = "0";  ///< the version of the program's own lists

const ledger::Published* published(const ledger::Rulebook& rules, ledger::Kind kind,
                                   const std::string& name, const std::string& version) {
    const auto at = std::ranges::find_if(rules.published, [&](const ledger::Published& one) {
        return one.kind == kind && one.name == name && one.version == version;
    });
    return at == rules.published.end() ? nullptr : &*at;
}

/// When the province was heard to say it; what it says before it reaches the log has no day yet.
std::string heard(const office::Office& office, const ledger::Published* one,
                  const Words& words) {
    if (one == nullptr) return words.say("rules.own");
    if (one->received == Timestamp{}) return words.say("rules.just_now");
    return words.say("rules.heard",
                     {spelled(one->received),
                      age(one->received, office.around().clock.now(), words)});
}

PackRow row_of(const office::Office& office, const record::Policy& pack, record::Day today,
               const Words& words) {
    const ledger::Rulebook& rules = office.store().rulebook();
    PackRow row;
    row.name = pack.name;
    row.version = std::to_string(pack.version);
    row.title = pack.title;
    row.basis = pack.basis;
    row.from = record::shown(pack.valid_from);
    if (pack.valid_to) row.to = record::shown(*pack.valid_to);
    row.in_force = rules.on(today) == &pack;
    row.expired = pack.expired_on(today);
    row.state = words.say(row.expired    ? "pack.expired"
                          : row.in_force ? "pack.in_force"
                                         : "pack.of_its_time");
    row.heard = heard(office,
                      published(rules, ledger::Kind::pack_publish, pack.name, row.version), words);
    return row;
}

}  // namespace

RulesRows rules_rows(const office::Office& office, const Words& words) {
    const ledger::Rulebook& rules = office.store().rulebook();
    const record::Day today = office::today_of(office);
    RulesRows rows;
    for (const record::Policy& pack : rules.packs.packs()) {
        rows.packs.push_back(row_of(office, pack, today, words));
    }
    std::ranges::stable_partition(rows.packs, [](const PackRow& row) { return row.in_force; });
    for (const record::CodeList& own : record::code_lists()) {
        const record::Catalogue* const list = rules.catalogues.find(own.name);
        if (list == nullptr) continue;
        const bool of_province = list->version != built_in;
        rows.catalogues.push_back({list->name, list->title,
                                   of_province ? day_read(list->version)
                                               : words.say("rules.own"),
                                   list->items.size(), of_province});
    }
    std::ranges::stable_partition(rows.catalogues, &CatalogueRow::published);
    return rows;
}

std::vector<std::string> rules_said(const office::Office& office, const Words& words) {
    const ledger::Rulebook& rules = office.store().rulebook();
    std::vector<std::string> said;
    const record::Day today = office::today_of(office);
    if (const record::Policy* const pack = rules.on(today)) {
        const PackRow row = row_of(office, *pack, today, words);
        said.push_back(words.say("rules.pack", {row.name, row.version, row.from, row.heard}));
        if (row.expired) said.push_back(words.say("rules.pack_expired", {row.name, row.to}));
    }
    const ledger::Published* newest = nullptr;
    for (const ledger::Published& one : rules.published) {
        if (one.kind != ledger::Kind::catalogue_publish) continue;
        if (newest == nullptr || newest->position <= one.position) newest = &one;
    }
    said.push_back(newest == nullptr
                       ? words.say("rules.lists_own")
                       : words.say("rules.lists", {newest->title, day_read(newest->version),
                                                   heard(office, newest, words)}));
    return said;
}

}  // namespace soxa::ui
