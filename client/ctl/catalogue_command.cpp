#include "client/ctl/console.hpp"
#include "client/ctl/told.hpp"
#include "sync/record/catalogue.hpp"
#include "sync/record/code_list.hpp"
#include "sync/record/conflict_policy.hpp"
#include "sync/record/day.hpp"
#include "sync/record/typed_day.hpp"

namespace soxa::ctl {

namespace {

/// As record JSON spells it: a number or a list where the type is one.
Json example(const record::Field& field) {
    if (field.example.empty()) return nullptr;
    const auto value = record::parse(field, field.example);
    return value ? office::json_of(field, *value) : Json(std::string(field.example));
}

std::string text(std::string_view view) { return std::string(view); }

Json field_json(const record::Field& field) {
    const record::Field* first = record::fields_of_cell(field.cell).empty()
                                     ? nullptr
                                     : record::fields_of_cell(field.cell).front();
    const bool clustered = first != nullptr && record::fields_of_cell(field.cell).size() > 1;
    return {{"id", text(field.id)},
            {"tag", field.tag},
            {"group", text(field.group)},
            {"label_vi", text(field.label_vi)},
            {"label_en", text(field.label_en)},
            {"type", text(record::name_of(field.type))},
            {"length_max", field.length_max},
            {"required", text(name_of(field.required))},
            {"writable", field.writable},
            {"section", text(field.section)},
            {"cluster", clustered ? Json(field.cell) : Json()},
            {"class", field.merge == record::MergeClass::legal ? "legal" : "ordinary"},
            {"apart", text(name_of(record::conflict_policy(field.merge).apart))},
            {"together", text(name_of(record::conflict_policy(field.merge).together))},
            {"decides", text(name_of(record::conflict_policy(field.merge).decider))},
            {"sensitivity", field.sensitivity},
            {"catalogue", text(field.catalogue)},
            {"example", example(field)}};
}

Result<int> schema(Console& console) {
    for (const record::Field& field : record::fields()) {
        if (console.json()) {
            console.out(field_json(field));
            continue;
        }
        const std::string name =
            field.group.empty() ? text(field.id) : text(field.group) + "." + text(field.id);
        console.out(std::to_string(field.tag) + "\t" + name + "\t" + text(record::name_of(field.type)) +
                    "\t" + text(name_of(field.required)) + "\t" + text(console.language() == office::Language::vietnamese ? field.label_vi
                                                                            : field.label_en));
    }
    return 0;
}

/// The lists of the unit for who logs in, the program's own without an account.
Result<record::Catalogues> lists_of(const Console& console) {
    if (console.login().empty()) return record::Catalogues();
    TRY_LET(const office::Office office, console.office());
    return office.store().rulebook().catalogues;
}

Result<int> list(Console& console) {
    TRY_LET(const record::Catalogues lists, lists_of(console));
    for (const record::CodeList& own : record::code_lists()) {
        const record::Catalogue& list = *lists.find(own.name);
        if (console.json()) {
            console.out(Json{{"name", list.name},
                             {"title_vi", list.title},
                             {"codes", list.items.size()},
                             {"version", list.version},
                             {"complete", list.complete}});
        } else {
            console.out(list.name + "\t" + std::to_string(list.items.size()) + "\t" + list.title);
        }
    }
    return 0;
}

/// Of an item that is not for always.
std::string days_text(const Console& console, const record::Item& item) {
    if (item.valid_from.empty() && item.valid_to.empty()) return {};
    if (item.valid_to.empty()) {
        return "\t" + console.word("catalogue.since", {day_text(item.valid_from)});
    }
    if (item.valid_from.empty()) {
        return "\t" + console.word("catalogue.until", {day_text(item.valid_to)});
    }
    return "\t" + console.word("catalogue.between",
                               {day_text(item.valid_from), day_text(item.valid_to)});
}

std::string successors_text(const Console& console, const record::Item& item) {
    if (item.replaced_by.empty()) return {};
    std::string codes;
    for (const std::string& code : item.replaced_by) codes += (codes.empty() ? "" : ", ") + code;
    return "\t" + console.word("catalogue.replaced_by", {codes});
}

struct Shown {
    std::string name;
    std::string day;
};

/// In the order of the program's own list where nothing was loaded over it.
std::vector<const record::Item*> items_of(const record::Catalogue& list) {
    std::vector<const record::Item*> items;
    if (list.version == "0") {
        for (const record::Code& code : record::find_code_list(list.name)->codes) {
            items.push_back(list.item(code.code, code.valid_from));
        }
    } else {
        for (const record::Item& one : list.items) items.push_back(&one);
    }
    return items;
}

Result<int> show(Console& console, const Shown& wanted) {
    TRY_LET(const record::Catalogues lists, lists_of(console));
    const record::Catalogue* const list = lists.find(wanted.name);
    if (list == nullptr) return fail(Errc::invalid_input, "catalogue.unknown", {wanted.name});
    if (!wanted.day.empty() && !record::read_day(wanted.day)) {
        return fail(Errc::usage, "catalogue.day", {wanted.day});
    }
    for (const record::Item* const item : items_of(*list)) {
        if (!wanted.day.empty() && !item->holds_on(wanted.day)) continue;
        if (console.json()) {
            console.out(Json{{"code", item->code},
                             {"label", item->label},
                             {"valid_from", item->valid_from},
                             {"valid_to", item->valid_to},
                             {"parent", item->parent},
                             {"replaced_by", item->replaced_by},
                             {"national_code", item->national_code},
                             {"note", item->note}});
        } else {
            console.out(item->code + "\t" + item->label + days_text(console, *item) +
                        successors_text(console, *item));
        }
    }
    return 0;
}

}  // namespace

void add_catalogues(const Commands& commands) {
    commands.act(commands.add(commands.app, "schema", "danh mục trường / the field catalogue",
                              "soxactl --json schema"),
                 schema);
    CLI::App* catalogue =
        commands.add(commands.app, "catalog", "danh mục mã / the codes", "soxactl catalog list");
    catalogue->require_subcommand(1);
    commands.act(commands.add(*catalogue, "list", "các danh mục / lists", "soxactl catalog list"),
                 list);
    auto wanted = std::make_shared<Shown>();
    CLI::App* one = commands.add(*catalogue, "show", "một danh mục / one list",
                                 "soxactl --json catalog show ethnicity");
    one->add_option("NAME", wanted->name)->required();
    one->add_option("--on", wanted->day, "còn hiệu lực ngày / in force on dd/mm/yyyy")
        ->transform(record::typed_day);
    commands.act(one, [wanted](Console& console) { return show(console, *wanted); });
}

}  // namespace soxa::ctl
