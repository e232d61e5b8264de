#include <fstream>
#include <iostream>

#include "client/ctl/told.hpp"
#include "client/office/import.hpp"
#include "client/office/place_text.hpp"

namespace soxa::ctl {

namespace {

struct Wanted {
    std::string file;
    bool lines = false;
    bool workbook = false;
    bool printed = false;
    bool dry = false;
    bool take_proposals = false;
    std::string undo;
    std::vector<std::string> records;
    std::string purpose;
};

Result<int> undo(Console& console, const std::string& id) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const office::TakenBack done, office::undo_import(office, id));
    if (console.json()) {
        console.out(Json{{"import", id}, {"taken_back", done.records}, {"kept", done.kept}});
    }
    console.tell("import.undone",
                 {std::to_string(done.records), std::to_string(done.kept.size())});
    return 0;
}

std::string_view why_of(const office::Repair& repair) {
    return repair.why == office::Repair::Why::old_font ? "old_font" : "lost_zero";
}

Json proposals_json(const office::Imported& done, bool taken) {
    Json list = Json::array();
    for (const auto& one : done.proposed) {
        list.push_back({{"line", one.line},
                        {"field", one.repair.field},
                        {"why", std::string(why_of(one.repair))},
                        {"value", one.repair.value},
                        {"proposed", one.repair.proposed},
                        {"taken", taken}});
    }
    return list;
}

/// What was refused, and what looks damaged, each with its line.
void tell_lines(const Console& console, const office::Imported& done, bool taken) {
    for (const auto& one : done.refused) {
        for (const Fault& fault : one.faults) {
            // Of the line as a whole there is no field to name.
            console.tell("import.line",
                         {std::to_string(one.line), fault.field == "line"
                                                        ? console.word(fault.text, fault.args)
                                                        : office::say(console.language(), fault)});
        }
    }
    for (const auto& one : done.proposed) {
        const bool font = one.repair.why == office::Repair::Why::old_font;
        console.tell(taken  ? "import.taken"
                     : font ? "import.old_font"
                            : "import.lost_zero",
                     {std::to_string(one.line),
                      office::place_text(console.language(), one.repair.field), one.repair.value,
                      one.repair.proposed});
    }
}

Result<int> import(Console& console, const Wanted& wanted) {
    if (wanted.workbook) return fail(Errc::usage, "list.workbook_later");
    if (wanted.file.empty() == wanted.undo.empty()) return fail(Errc::usage, "import.which");
    if (!wanted.undo.empty()) return undo(console, wanted.undo);
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string text, read_text(wanted.file, office::import_bytes_max));
    TRY_LET(const office::Imported done,
            office::import_lines(office, text, wanted.dry,
                                 [&](std::size_t line, std::size_t all) {
                                     console.progress("import.progress", line, all);
                                 },
                                 wanted.take_proposals ? office::Repairs::taken
                                                       : office::Repairs::told));
    if (console.json()) {
        Json refused = Json::array();
        for (const auto& one : done.refused) {
            refused.push_back({{"line", one.line}, {"faults", faults_json(console, one.faults)}});
        }
        console.out(Json{{"ok", done.ok},
                         {"fixed", done.fixed},
                         {"refused", std::move(refused)},
                         {"proposals", proposals_json(done, wanted.take_proposals)},
                         {"records", done.records},
                         {"import", done.id},
                         {"dry_run", wanted.dry}});
    }
    tell_lines(console, done, wanted.take_proposals);
    const bool refused_some = !done.refused.empty();
    console.tell(wanted.dry     ? (refused_some ? "import.dry" : "import.dry_whole")
                 : refused_some ? "import.done"
                                : "import.done_whole",
                 {std::to_string(done.ok), std::to_string(done.refused.size()),
                  std::to_string(done.fixed)});
    if (!done.proposed.empty() && !wanted.take_proposals) {
        console.tell(done.id.empty() ? "import.take" : "import.take_again",
                     {std::to_string(done.proposed.size()), done.id});
    }
    if (!done.id.empty()) console.tell("import.id", {done.id});
    return done.refused.empty() ? 0 : static_cast<int>(Errc::invalid_input);
}

Result<int> export_all(Console& console, const Wanted& wanted) {
    if (wanted.workbook || wanted.printed) return fail(Errc::usage, "list.workbook_later");
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::size_t left_out,
            office::export_lines(office, wanted.records, wanted.purpose,
                                 [&](const std::string& line) { console.out(line); }));
    if (left_out > 0) console.tell("export.restricted", {std::to_string(left_out)});
    return 0;
}

}  // namespace

void add_lists(const Commands& commands) {
    auto wanted = std::make_shared<Wanted>();
    CLI::App* in = commands.add(commands.app, "import", "nhập danh sách / take a list in",
                                "soxactl --as lan import danh-sach.jsonl --dry-run");
    in->add_option("FILE", wanted->file, "CSV hoặc JSON lines, hoặc - / CSV or JSON lines, or -");
    in->add_option("--undo", wanted->undo, "lấy lại một lần nhập / take one import back");
    in->add_flag("--jsonl", wanted->lines, "JSON lines (mặc định / default)");
    in->add_flag("--xlsx", wanted->workbook);
    in->add_flag("--dry-run", wanted->dry, "chỉ kiểm tra / check only");
    in->add_flag("--take-proposals", wanted->take_proposals,
                 "nhận mọi giá trị đề xuất: phông cũ, số 0 bị mất / take all proposed values");
    commands.act(in, [wanted](Console& console) { return import(console, *wanted); });

    CLI::App* out = commands.add(commands.app, "export", "xuất danh sách / give a list out",
                                 "soxactl --as lan export > danh-sach.jsonl");
    out->add_flag("--jsonl", wanted->lines, "JSON lines (mặc định / default)");
    out->add_flag("--xlsx", wanted->workbook);
    out->add_flag("--pdf", wanted->printed);
    out->add_option("--records", wanted->records, "UID…");
    out->add_option("--purpose", wanted->purpose,
                    "mục đích, với hồ sơ hạn chế / why, of restricted files");
    commands.act(out, [wanted](Console& console) { return export_all(console, *wanted); });
}

}  // namespace soxa::ctl
