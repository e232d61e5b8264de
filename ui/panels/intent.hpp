// What a person wants of the program, as a panel understood it. The panel does nothing itself: the
// desk carries it out through the office and shows what came of it.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "client/office/accounts.hpp"
#include "client/office/conflict.hpp"
#include "client/office/enrol.hpp"
#include "client/office/training.hpp"
#include "sync/record/day.hpp"
#include "ui/panels/place.hpp"
#include "ui/theme/theme.hpp"
#include "ui/typing/vietnamese.hpp"
#include "ui/words/words.hpp"

namespace soxa::ui {

namespace intent {

struct Go {
    Place place = Place::home;
};
struct LogIn {
    std::string login;
    Secret password;
    std::optional<Secret> fresh;  ///< where a one-time code sets a password
};
struct Lock {};
struct LogOut {};

struct LookAtTicket {
    std::string path;
};
struct Enrol {
    Secret password;
};
struct EnrolLocal {
    office::LocalPerson person;
    Secret password;
};
/// Where a password is chosen: a phrase that the program makes up, a new one each time; or none.
struct SuggestPassphrase {
    bool wanted = true;
};
/// A laptop that works by itself: on to the province's ticket.
struct Join {};
/// Practising; while one does, as somebody else or from the beginning.
struct Train {
    office::Trainee who = office::Trainee::clerk;
    bool anew = false;
};
struct Browse {
    std::string path;
};
/// A backup in the place of a laptop: of the one that is here, which is kept beside, or of none.
struct Restore {
    std::string file;
    std::string login;
    Secret password;
};

struct ShowMonth {
    record::Month month;
};

struct Sync {
    bool with_scans = false;  ///< though the line is to be spared
};
struct StopSync {};
/// Gives up what the window waits for.
struct StopWork {};

struct OpenRecord {
    std::string uid;
};
/// A file's scan, looked at beside something that rests on it.
struct ShowScan {
    std::string uid;
    std::string row_uid;
};
/// Why a restricted file is opened.
struct SayPurpose {
    std::string purpose;
};
struct NewRecord {
    std::string full_name;
    std::string personal_id;
};
/// Of a single field, or with a row of a table's cell; empty text takes the value away.
struct SetField {
    std::string field;
    std::string group;
    std::string row;  ///< row_uid
    std::string text;
    /// As the panel names the field, to be told what became of it.
    std::string place;
};
/// "Báo sai sót" on a place of the open file, as FindingRow names it; empty: the whole file.
struct ReportError {
    std::string place;
    std::string text;
};
struct AnswerError {
    std::string id;
    std::string text;
    bool close = false;
};
struct AddRow {
    std::string group;
};
struct RemoveRow {
    std::string group;
    std::string row;
};
struct Undo {};
struct Submit {
    std::string reason;
};
struct Check {};
struct GiveBack {
    std::string uid;
    std::string reason;
};
struct Compare {
    std::size_t from = 0;  ///< a version; 0 is the draft
    std::size_t to = 0;
};
struct ExportApproval {
    std::string folder;
};

struct Approve {
    std::vector<std::string> uids;
    Secret password;
};

struct Resolve {
    std::string uid;
    office::Resolution resolution;
    bool anew = false;  ///< over the last decision, which may still be undone
};
/// Puts the last decision's question on the desk again, or away: it stands.
struct DecideAnew {
    bool begin = true;
};

struct AddAccount {
    office::NewAccount account;
};
struct ResetAccount {
    std::string login;
    std::string basis;
};
struct ChangeAccount {
    std::string login;
    ledger::AccountStep step = ledger::AccountStep::revoke;
    std::string basis;
    std::string until;
};
/// Another laptop of the unit on which the account may log in.
struct AssignLaptop {
    std::string login;
    std::string laptop;
};
struct ForgetCode {};
struct SetPassword {
    Secret old;
    Secret fresh;
};

struct TryImport {
    std::string path;
};
struct Import {
    bool take_proposals = false;  ///< values that look damaged, as they are proposed
};
struct UndoImport {};
struct SelfCheck {};
/// Of the store: thrown away and folded anew from the ledger.
struct RebuildViews {};

struct SetAppearance {
    Appearance appearance;
};
struct SetLanguage {
    office::Language language = office::Language::vietnamese;
};
struct SetTyping {
    TypingStyle style;
};
struct SetHabits {
    bool low_bandwidth = false;
    int lock_minutes = 5;
    int day_kb_max = 0;    ///< 0: no cap
    int month_mb_max = 0;
};
struct CopyScreen {};

}  // namespace intent

using Intent = std::variant<
    intent::Go, intent::LogIn, intent::Lock, intent::LogOut, intent::LookAtTicket, intent::Enrol,
    intent::EnrolLocal, intent::SuggestPassphrase, intent::Join, intent::Browse, intent::Restore, intent::Train,
    intent::StopWork,
    intent::ShowMonth, intent::Sync, intent::StopSync, intent::OpenRecord, intent::ShowScan, intent::SayPurpose, intent::NewRecord,
    intent::SetField, intent::ReportError, intent::AnswerError, intent::AddRow,
    intent::RemoveRow, intent::Undo, intent::Submit, intent::Check, intent::GiveBack,
    intent::Compare, intent::ExportApproval, intent::Approve, intent::Resolve, intent::DecideAnew,
    intent::AddAccount,
    intent::ResetAccount, intent::ChangeAccount, intent::AssignLaptop, intent::ForgetCode, intent::SetPassword,
    intent::TryImport, intent::Import, intent::UndoImport, intent::SelfCheck, intent::RebuildViews, intent::SetAppearance,
    intent::SetLanguage, intent::SetTyping, intent::SetHabits, intent::CopyScreen>;

using Wanted = std::optional<Intent>;

}  // namespace soxa::ui
