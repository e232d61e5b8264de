#include "client/ctl/console.hpp"
#include "sync/record/catalogue.hpp"
#include "sync/record/code_list.hpp"

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
                    "\t" + text(name_of(field.required)) + "\t" + text(field.label_vi));
    }
    return 0;
}

Result<int> list(Console& console) {
    for (const record::CodeList& list : record::code_lists()) {
        if (console.json()) {
            console.out(Json{{"name", text(list.name)},
                             {"title_vi", text(list.title_vi)},
                             {"codes", list.codes.size()}});
        } else {
            console.out(text(list.name) + "\t" + std::to_string(list.codes.size()) + "\t" +
                        text(list.title_vi));
        }
    }
    return 0;
}

Result<int> show(Console& console, const std::string& name) {
    const record::CodeList* list = record::find_code_list(name);
    if (list == nullptr) return fail(Errc::invalid_input, "catalogue.unknown", {name});
    const auto catalogue = record::built_in_catalogue(name);
    for (const record::Code& code : list->codes) {
        const record::Item* const item = catalogue->item(code.code, code.valid_from);
        if (console.json()) {
            console.out(Json{{"code", text(code.code)},
                             {"label", text(code.label)},
                             {"valid_from", text(code.valid_from)},
                             {"valid_to", text(code.valid_to)},
                             {"parent", text(code.parent)},
                             {"replaced_by", item->replaced_by},
                             {"national_code", item->national_code},
                             {"note", text(code.note)}});
        } else {
            console.out(text(code.code) + "\t" + text(code.label));
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
    auto name = std::make_shared<std::string>();
    CLI::App* one = commands.add(*catalogue, "show", "một danh mục / one list",
                                 "soxactl --json catalog show ethnicity");
    one->add_option("NAME", *name)->required();
    commands.act(one, [name](Console& console) { return show(console, *name); });
}

}  // namespace soxa::ctl
