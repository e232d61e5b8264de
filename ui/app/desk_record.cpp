// Acts on files: entering, submitting, approving, deciding conflicts.
#include <algorithm>

#include "client/office/access.hpp"
#include "client/office/approve.hpp"
#include "client/office/confirm.hpp"
#include "client/office/error_report.hpp"
#include "client/office/record_json.hpp"
#include "client/office/submission.hpp"
#include "crypto/base/utf8.hpp"
#include "ui/app/desk.hpp"

namespace soxa::ui {

namespace {

using ledger::Act;

constexpr std::size_t undo_max = 100;

/// The reason of the first fault, without the field's name: it stands below that field.
std::string why(const Words& words, const Error& error) {
    if (error.faults.empty()) return words.say(error);
    return words.say(error.faults.front().text, error.faults.front().args);
}

/// The value that stands there now, as it is typed.
std::string value_now(const FormRows& form, const intent::SetField& wanted) {
    for (const FormSection& section : form.sections) {
        for (const FormField& one : section.fields) {
            if (wanted.group.empty() && one.field->id == wanted.field) return one.value;
        }
        for (const FormTable& table : section.tables) {
            if (table.id != wanted.group) continue;
            for (const FormTableRow& row : table.rows) {
                if (row.uid != wanted.row) continue;
                for (const FormField& column : row.columns) {
                    if (column.field->id == wanted.field) return column.value;
                }
            }
        }
    }
    return {};
}

office::TypedEdit setting(const intent::SetField& wanted, const std::string& text) {
    office::TypedEdit typed;
    if (wanted.group.empty()) {
        typed.set.push_back(wanted.field + "=" + text);
    } else {
        typed.change.push_back(wanted.group + "/" + wanted.row + "." + wanted.field + "=" + text);
    }
    return typed;
}

/// "group={…}" of a row that is about to go.
std::string row_as_json(const ledger::RecordState& state, const std::string& group,
                        const std::string& row) {
    office::Json file;
    office::put_document(file, ledger::document_of(state.draft),
                         state.seed.value_or(ledger::Seed{}));
    if (!file.contains(group)) return group + "={}";
    for (office::Json one : file[group]) {
        if (one["row_uid"] != row) continue;
        one.erase("row_uid");
        return group + "=" + one.dump();
    }
    return group + "={}";
}

std::set<std::string> rows_of(const ledger::RecordState& state, const std::string& group) {
    std::set<std::string> uids;
    const record::Group* found = record::find_group(group);
    const record::Document document = ledger::document_of(state.draft);
    const auto rows = found == nullptr ? document.groups.end() : document.groups.find(found->tag);
    if (rows == document.groups.end()) return uids;
    for (const record::Row& row : rows->second) {
        uids.insert(ledger::row_uid(state.seed.value_or(ledger::Seed{}), row.id));
    }
    return uids;
}

}  // namespace

void Desk::act(const intent::OpenRecord& wanted) {
    if (wanted.uid != open_uid_) {
        panels_.form.clear();
        undo_.clear();
        form_ = {};
    }
    said_why_.clear();
    {
        // What has to say why is logged when it has said it; other looks at S4 as they begin.
        const Lock lock(office_mutex_);
        const auto whole = office_->record(wanted.uid, ledger::Act::read_file);
        if (whole && !office::sight_of(*office_, *whole).asks_purpose) {
            const auto logged = office::log_use(*office_, *whole, ledger::Use::look, "");
            if (!logged) {
                form_.message = why(words_, logged.error());
                form_.message_is_bad = true;
                return;
            }
        }
    }
    open_uid_ = wanted.uid;
    act(intent::Go{Place::form});
    computed_[Place::form] = 0;
}

void Desk::act(const intent::ShowScan& wanted) {
    const Place from = place_;
    act(intent::OpenRecord{wanted.uid});
    if (place_ != Place::form) return;  // refused, and said why
    act(intent::Go{Place::scans});
    page()->show(wanted.row_uid, from);
}

void Desk::act(const intent::SayPurpose& wanted) {
    const Lock lock(office_mutex_);
    const auto done = office::look(*office_, open_uid_, ledger::Use::look, wanted.purpose);
    form_.message = done ? std::string() : why(words_, done.error());
    form_.message_is_bad = !done;
    if (!done) return;
    said_why_ = open_uid_;
    changed();
}

void Desk::act(const intent::NewRecord& wanted) {
    office::Json file{{"full_name", wanted.full_name}};
    if (!wanted.personal_id.empty()) file["personal_id"] = wanted.personal_id;
    const auto made = [&]() -> Result<std::string> {
        const Lock lock(office_mutex_);
        TRY_LET(const ledger::Change change, office::change_of(file, office_->lists()));
        TRY_LET(const ledger::RecordId id, office::new_record(*office_, change));
        TRY_LET(const auto state, office_->store().record(id));
        return ledger::record_uid(*state);
    }();
    if (!made) return panels_.list.refused(why(words_, made.error()));
    panels_.list.made();
    saved();
    act(intent::OpenRecord{*made});
}

Result<bool> Desk::edit(const office::TypedEdit& typed) {
    TRY_LET(const auto state, office_->record(open_uid_, Act::enter));
    TRY_LET(const ledger::Change change, office::change_of(state, typed, office_->lists()));
    return office::edit_record(*office_, state, change);
}

void Desk::act(const intent::SetField& wanted) {
    form_.message.clear();
    const office::TypedEdit back = setting(wanted, value_now(form_.form, wanted));
    const Lock lock(office_mutex_);
    const auto done = edit(setting(wanted, wanted.text));
    if (!done) return panels_.form.refused(wanted.place, why(words_, done.error()));
    panels_.form.saved(wanted.place);
    if (!*done) return;
    undo_.push_back(back);
    if (undo_.size() > undo_max) undo_.erase(undo_.begin());
    saved();
}

void Desk::act(const intent::ReportError& wanted) {
    const Lock lock(office_mutex_);
    tell_form([&]() -> Result<void> {
        TRY_LET(const auto state, office_->record(open_uid_, Act::read_file));
        TRY(office::report_error(*office_, state, wanted.place, wanted.text));
        return {};
    }(), "reports.saved");
}

void Desk::act(const intent::AnswerError& wanted) {
    const Lock lock(office_mutex_);
    tell_form(office::answer_error(*office_, wanted.id, wanted.close, wanted.text),
              wanted.close ? "reports.closed_now" : "reports.answered_now");
}

void Desk::act(const intent::AddRow& wanted) {
    const Lock lock(office_mutex_);
    const auto added = [&]() -> Result<std::string> {
        TRY_LET(const auto before, office_->record(open_uid_, Act::enter));
        TRY(edit({{}, {wanted.group + "={}"}, {}, {}}));
        TRY_LET(const auto after, office_->record(open_uid_, Act::enter));
        const auto known = rows_of(before, wanted.group);
        for (const std::string& uid : rows_of(after, wanted.group)) {
            if (!known.contains(uid)) return uid;
        }
        return std::string();
    }();
    if (!added) {
        form_.message = said(added.error());
        form_.message_is_bad = true;
        return;
    }
    panels_.form.choose_row(wanted.group, *added);
    undo_.push_back({{}, {}, {}, {wanted.group + "/" + *added}});
    saved();
}

void Desk::act(const intent::RemoveRow& wanted) {
    const Lock lock(office_mutex_);
    office::TypedEdit back;
    const auto done = [&]() -> Result<void> {
        TRY_LET(const auto state, office_->record(open_uid_, Act::enter));
        back.add.push_back(row_as_json(state, wanted.group, wanted.row));
        TRY(edit({{}, {}, {}, {wanted.group + "/" + wanted.row}}));
        return {};
    }();
    if (done) undo_.push_back(back);
    tell_form(done, "form.row_is_removed");
}

void Desk::act(intent::Undo) {
    if (undo_.empty()) return;
    const Lock lock(office_mutex_);
    const auto done = edit(undo_.back());
    undo_.pop_back();
    tell_form(done ? Result<void>() : tl::make_unexpected(done.error()), "form.undone");
}

void Desk::tell_form(const Result<void>& outcome, std::string_view done) {
    form_.message = outcome ? words_.say(done) : said(outcome.error());
    form_.message_is_bad = !outcome;
    if (outcome) saved();
}

void Desk::act(const intent::Submit& wanted) {
    const Lock lock(office_mutex_);
    tell_form([&]() -> Result<void> {
        TRY_LET(const auto state, office_->record(open_uid_, Act::submit));
        return office::submit(*office_, state, wanted.reason);
    }(), "submit.done");
}

void Desk::act(intent::Check) {
    const Lock lock(office_mutex_);
    tell_form([&]() -> Result<void> {
        TRY_LET(const auto state, office_->record(open_uid_, Act::check));
        return office::check(*office_, state);
    }(), "check.done");
}

void Desk::act(const intent::GiveBack& wanted) {
    const Lock lock(office_mutex_);
    const auto done = [&]() -> Result<void> {
        TRY_LET(const auto state, office_->record(wanted.uid, Act::give_back));
        return office::give_back(*office_, state, wanted.reason);
    }();
    tell_form(done, "return.done");
    approval_.message = form_.message;
    approval_.message_is_bad = form_.message_is_bad;
}

void Desk::act(const intent::Compare& wanted) {
    form_.from = wanted.from;
    form_.to = wanted.to;
    computed_[Place::form] = 0;
}

void Desk::act(const intent::ExportApproval& wanted) {
    const Lock lock(office_mutex_);
    const auto done = [&]() -> Result<void> {
        TRY_LET(const auto state, office_->record(open_uid_, Act::read_file));
        return office::export_approval(*office_, state, path_of(wanted.folder));
    }();
    form_.message = done ? words_.say("approval.exported", {wanted.folder}) : said(done.error());
    form_.message_is_bad = !done;
}

void Desk::act(intent::Approve wanted) {
    auto carried = std::make_shared<intent::Approve>(std::move(wanted));
    approval_.message.clear();
    hold_up(words_.say("approval.signing"), [this, carried]() -> Worker::Outcome {
        const Lock lock(office_mutex_);
        auto outcome = std::make_shared<Result<std::size_t>>([&]() -> Result<std::size_t> {
            TRY(office::confirm_password(*office_, carried->password));
            return office::approve(*office_, carried->uids);
        }());
        return [this, outcome] {
            approval_.message = *outcome ? words_.say("approve.done", {std::to_string(**outcome)})
                                         : said(outcome->error());
            approval_.message_is_bad = !*outcome;
            window_.typist().forget();
            if (*outcome) saved();
        };
    });
}

void Desk::act(const intent::Resolve& wanted) {
    const Lock lock(office_mutex_);
    auto done = [&]() -> Result<office::Decided> {
        TRY_LET(const auto state, office_->record(wanted.uid, Act::enter));
        if (!wanted.anew || !decided_) return office::resolve(*office_, state, wanted.resolution);
        return office::decide_anew(*office_, state, *decided_, wanted.resolution);
    }();
    conflicts_.message = done ? words_.say("conflicts.decided") : why(words_, done.error());
    conflicts_.message_is_bad = !done;
    if (!done) return;
    // Once: a third answer could not tell the side's own values from those that the second put back.
    if (wanted.anew) {
        decided_.reset();
    } else {
        decided_ = std::move(*done);
    }
    deciding_anew_ = false;
    saved();
}

void Desk::act(intent::DecideAnew wanted) {
    deciding_anew_ = wanted.begin;
    conflicts_.message.clear();
    changed();
}

}  // namespace soxa::ui
