#include <algorithm>
#include <iterator>

#include "client/ctl/told.hpp"
#include "client/office/access.hpp"
#include "client/office/enter.hpp"
#include "client/office/move.hpp"
#include "client/office/proposal.hpp"
#include "client/office/submission.hpp"

namespace soxa::ctl {

namespace {

struct Wanted {
    RecordName name;
    std::string file;
    office::TypedEdit edit;
    std::string reason;
    std::string operation;
    std::string basis;
    std::string purpose;
};

/// What the rules say of what was just entered; entering is allowed all the same.
void tell_findings(const Console& console, const std::vector<record::Finding>& found) {
    for (const record::Finding& finding : found) console.tell_line(line_of(console, finding));
}

/// The file after an act, as scripts read it.
Result<Json> outcome(const office::Office& office, const std::string& uid) {
    TRY_LET(const auto state, office.record(uid, ledger::Act::read_file));
    return Json{{"record_uid", uid},
                {"status", std::string(state.shown_status())},
                {"version", state.cuts.size()}};
}

Result<int> new_one(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string text, read_text(wanted.file, office::record_json_bytes_max));
    TRY_LET(const Json json, office::parse_json(text));
    TRY_LET(const ledger::Change change, office::change_of(json, office.lists()));
    TRY_LET(const ledger::RecordId id, office::new_record(office, change));
    TRY_LET(const auto state, office.store().record(id));
    const std::string uid = ledger::record_uid(*state);
    const auto found = office::findings_since(office, {}, *state);
    if (console.json()) {
        console.out(Json{{"record_uid", uid}, {"findings", findings_json(console, found)}});
    } else {
        console.out(uid);
    }
    tell_findings(console, found);
    console.tell("saved.here");
    return 0;
}

Result<int> edit(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office.record(uid, ledger::Act::enter));
    TRY_LET(ledger::Change change, office::change_of(state, wanted.edit, office.lists()));
    if (change.empty()) return fail(Errc::usage, "edit.nothing");
    TRY_LET(const auto evidence,
            office::rest_on(office, state, wanted.edit.evidence, change));
    TRY_LET(const bool changed,
            office::edit_record(office, state, change, wanted.basis, evidence));
    TRY_LET(const auto after, office.store().record(state.id));
    const auto found =
        office::findings_since(office, ledger::document_of(state.draft), *after);
    if (console.json()) {
        console.out(Json{{"record_uid", uid},
                         {"changed", changed},
                         {"findings", findings_json(console, found)}});
    }
    tell_findings(console, found);
    console.tell(changed ? "saved.here" : "edit.same");
    return 0;
}

Result<int> validate(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office.record(uid, ledger::Act::read_file));
    const ledger::Sight sight = office::sight_of(office, state);
    const bool said = !wanted.purpose.empty() || sight.grant != nullptr;
    if (sight.asks_purpose && said) {
        TRY(office::log_use(office, state, ledger::Use::look, wanted.purpose));
    }
    auto found = office::findings(office, state);
    std::ranges::move(office::national_findings(office, state), std::back_inserter(found));
    if (sight.asks_purpose && !said) office::conceal_values(found);
    if (console.json()) {
        console.out(list_json(console, found));
        return 0;
    }
    for (const record::Finding& finding : found) console.out(line_of(console, finding));
    return 0;
}

Result<int> submit(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office.record(uid, ledger::Act::submit));
    const std::size_t answered =
        wanted.reason.empty() ? 0 : office::unanswered(office, state).size();
    TRY(office::submit(office, state, wanted.reason));
    TRY_LET(const auto after, office.store().record(state.id));
    // Told while it can still be put right; it stops nothing here [DM-2.5].
    const auto national = office::national_findings(office, *after);
    if (console.json()) {
        TRY_LET(Json done, outcome(office, uid));
        done["warnings_answered"] = answered;
        done["national"] = list_json(console, national);
        console.out(done);
    }
    if (answered > 0) console.tell("submit.answered", {std::to_string(answered)});
    const ledger::Cut* cut = after->current_cut();
    const bool in_force = after->effective && cut == &after->cuts[*after->effective];
    console.tell(in_force                          ? "submit.in_force"
                 : cut != nullptr && cut->checked ? "submit.done"
                                                  : "submit.waits_check");
    tell_findings(console, national);
    if (!national.empty()) console.tell("submit.national", {std::to_string(national.size())});
    return 0;
}

Result<int> check(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office.record(uid, ledger::Act::check));
    TRY(office::check(office, state));
    if (console.json()) {
        TRY_LET(const Json done, outcome(office, uid));
        console.out(done);
    }
    console.tell("check.done");
    return 0;
}

Result<int> give_back(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office.record(uid, ledger::Act::give_back));
    TRY(office::give_back(office, state, wanted.reason));
    if (console.json()) {
        TRY_LET(Json done, outcome(office, uid));
        done["reason"] = wanted.reason;
        console.out(done);
    }
    console.tell("return.done");
    return 0;
}

Result<int> answer(Console& console, const Wanted& wanted, office::Answer said) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office.record(uid, ledger::Act::enter));
    TRY(office::answer_proposal(office, state, wanted.operation, said));
    if (console.json()) {
        TRY_LET(const Json done, outcome(office, uid));
        console.out(done);
    }
    console.tell(said == office::Answer::take ? "proposal.taken" : "proposal.dropped");
    return 0;
}

void add_proposals(const Commands& commands, CLI::App& record) {
    auto wanted = std::make_shared<Wanted>();
    CLI::App* proposal = commands.add(
        record, "proposal", "nội dung tỉnh chưa nhận / what the province set aside",
        "soxactl --as lan record proposal take UID --operation 3f2a90c1");
    proposal->require_subcommand(1);
    const auto add = [&](const std::string& name, const std::string& help, office::Answer said) {
        CLI::App* command =
            commands.add(*proposal, name, help,
                         "soxactl --as lan record proposal " + name + " UID --operation 3f2a90c1");
        wanted->name.add_to(command);
        command->add_option("--operation", wanted->operation,
                            "mã ở «set_aside» của record show / as record show names it")
            ->required();
        commands.act(command, [wanted, said](Console& console) {
            return answer(console, *wanted, said);
        });
    };
    add("take", "nhận làm nội dung mình nhập / enter it as one's own", office::Answer::take);
    add("drop", "bỏ, giữ nội dung đang có / let what stands stand", office::Answer::drop);
}

Result<int> reopen(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office.record(uid, ledger::Act::read_file));
    TRY(office::reopen(office, state, wanted.basis));
    if (console.json()) {
        TRY_LET(const Json done, outcome(office, uid));
        console.out(done);
    }
    console.tell("reopen.done");
    return 0;
}

}  // namespace

void add_records(const Commands& commands) {
    CLI::App* record = commands.add(commands.app, "record", "hồ sơ / personnel files",
                                    "soxactl --as lan record list");
    record->require_subcommand(1);
    auto wanted = std::make_shared<Wanted>();
    CLI::App* fresh = commands.add(*record, "new", "lập hồ sơ / make a file",
                                   "soxactl --as lan record new --file ho-so.json");
    fresh->add_option("--file", wanted->file, "JSON, hoặc - / or - for standard input")->required();
    commands.act(fresh, [wanted](Console& console) { return new_one(console, *wanted); });

    CLI::App* change = commands.add(
        *record, "edit", "sửa hồ sơ / change a file",
        "soxactl --as lan record edit UID --set phone_mobile=0912345678");
    wanted->name.add_to(change);
    change->add_option("--set", wanted->edit.set, "field=value; trống là xoá / empty withdraws")
        ->allow_extra_args(false);
    change->add_option("--add", wanted->edit.add, "group=JSON")->allow_extra_args(false);
    change->add_option("--change", wanted->edit.change, "group/ROW.column=value")
        ->allow_extra_args(false);
    change->add_option("--remove", wanted->edit.remove, "group/ROW")->allow_extra_args(false);
    change->add_option("--basis", wanted->basis,
                       "văn bản đính chính số định danh / document of a corrected personal ID");
    change->add_option("--evidence", wanted->edit.evidence,
                       "tài liệu chứng minh: mã, số thứ tự hoặc SHA-256 / what proves it: row_uid, "
                       "number or SHA-256")
        ->allow_extra_args(false);
    commands.act(change, [wanted](Console& console) { return edit(console, *wanted); });

    const auto named = [&](const std::string& name, const std::string& help, auto body) {
        CLI::App* command =
            commands.add(*record, name, help, "soxactl --as lan record " + name + " UID");
        wanted->name.add_to(command);
        commands.act(command, [wanted, body](Console& console) { return body(console, *wanted); });
        return command;
    };
    named("validate", "kiểm tra / what the rules find", validate)
        ->add_option("--purpose", wanted->purpose,
                     "mục đích xem, khi hồ sơ hạn chế / why, of a restricted file");
    named("submit", "trình duyệt / submit for approval", submit)
        ->add_option("--reason", wanted->reason, "giải trình cảnh báo / answers the warnings");
    named("check", "xác nhận đã kiểm tra / mark as checked", check);
    named("return", "trả lại kèm lý do / give back with a reason", give_back)
        ->add_option("--reason", wanted->reason)
        ->required();
    add_proposals(commands, *record);
    named("reopen", "mở lại hồ sơ lưu trữ / take a file out of the archive", reopen)
        ->add_option("--basis", wanted->basis, "số và ngày quyết định / decision")
        ->required();
    add_record_looks(commands, *record);
}

}  // namespace soxa::ctl
