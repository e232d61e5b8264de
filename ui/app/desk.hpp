// The person's desk: the office that is open, what each screen shows of it, and the carrying out of
// intents through client/office.
//
// The window's thread owns everything here but the office, which an exchange or another long job
// shares with it: whoever touches it holds its mutex. Rows are computed again when something has
// changed and the office is free, so that a frame never waits for the link.
#pragma once

#include <memory>
#include <mutex>
#include <set>

#include "client/office/enter.hpp"
#include "client/office/exchange_steps.hpp"
#include "client/office/import.hpp"
#include "client/office/preferences.hpp"
#include "client/office/ticket.hpp"
#include "ui/app/page.hpp"
#include "ui/app/panels.hpp"
#include "ui/app/alarm.hpp"
#include "ui/app/worker.hpp"
#include "ui/views/remaining.hpp"
#include "ui/window/window.hpp"

namespace soxa::ui {

class Desk final : private Bench {
public:
    /// All outlive the desk.
    Desk(const office::Surroundings& around, Window& window, Panels& panels,
         std::optional<office::Language> language);
    ~Desk() override;
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    void apply(Intent intent);
    /// Takes in what the workers have done and brings the rows of the place up to date.
    void refresh();
    void lock();
    /// Stops what is under way; the window is about to close.
    void stop();

    [[nodiscard]] Place place() const { return place_; }
    [[nodiscard]] Place came_from() const { return came_from_; }
    [[nodiscard]] bool at_work() const {
        return office_ != nullptr && !locked_ && !login_name_.empty();
    }
    /// A job that needs the whole office: nothing else can be done until it is over.
    struct HeldUp {
        std::string by;        ///< said
        std::string progress;  ///< said; empty while it is not known
        float fraction = -1;   ///< below 0: not known
        bool may_stop = false;
        bool stopping = false;
    };
    [[nodiscard]] const std::optional<HeldUp>& held_up() const { return held_up_; }
    [[nodiscard]] const Words& words() const override { return words_; }
    /// On invented people.
    [[nodiscard]] bool training() const { return training_; }
    /// The screen that carries itself; nothing for the others.
    [[nodiscard]] Page* page() const;
    [[nodiscard]] const std::string& status() const { return status_; }
    [[nodiscard]] const SyncRows& sync();

    [[nodiscard]] const LoginRows& login() const { return login_; }
    [[nodiscard]] const FirstRunRows& first_run() const { return first_run_; }
    [[nodiscard]] const HomeRows& home() const { return home_; }
    [[nodiscard]] const MonthRows& month() const { return month_; }
    [[nodiscard]] const std::vector<ListRow>& list() const { return list_; }
    [[nodiscard]] bool may_enter() const { return may_enter_; }
    [[nodiscard]] const FormPageRows& form() const { return form_; }
    [[nodiscard]] const ApprovalPageRows& approval() const { return approval_; }
    [[nodiscard]] const ConflictPageRows& conflicts() const { return conflicts_; }
    [[nodiscard]] const AccountPageRows& accounts() const { return accounts_; }
    [[nodiscard]] const ImportRows& import() const { return import_; }
    [[nodiscard]] const UpkeepRows& upkeep() const { return upkeep_; }
    [[nodiscard]] SettingsRows settings() const;

private:
    using Lock = std::unique_lock<std::mutex>;

    // ---- the session: desk_session.cpp
    void act(intent::Go wanted);
    void act(intent::LogIn wanted);
    void act(intent::Lock wanted);
    void act(intent::LogOut wanted);
    void act(intent::LookAtTicket wanted);
    void act(intent::Enrol wanted);
    void act(intent::EnrolLocal wanted);
    void act(intent::SuggestPassphrase wanted);
    void act(intent::Join wanted);
    void act(intent::Browse wanted);
    void act(intent::Restore wanted);
    void act(intent::Train wanted);
    /// Back to the real book.
    void end_training();
    void act(intent::StopWork wanted);
    void unlock(Secret password);
    void begin(std::shared_ptr<office::Office> office, const std::string& login);
    void leave();
    /// Of a laptop that was just made.
    void enter_new(std::function<Result<void>(const Secret&)> make, const std::string& login,
                   Secret password);

    // ---- files: desk_record.cpp
    void act(const intent::OpenRecord& wanted);
    void act(const intent::ShowScan& wanted);
    void act(const intent::SayPurpose& wanted);
    void act(const intent::NewRecord& wanted);
    void act(const intent::SetField& wanted);
    void act(const intent::ReportError& wanted);
    void act(const intent::AnswerError& wanted);
    void act(const intent::AddRow& wanted);
    void act(const intent::RemoveRow& wanted);
    void act(intent::Undo wanted);
    void act(const intent::Submit& wanted);
    void act(intent::Check wanted);
    void act(const intent::GiveBack& wanted);
    void act(const intent::Compare& wanted);
    void act(const intent::ExportApproval& wanted);
    void act(intent::Approve wanted);
    void act(const intent::Resolve& wanted);
    void act(intent::DecideAnew wanted);
    [[nodiscard]] Result<bool> edit(const office::TypedEdit& typed);
    void tell_form(const Result<void>& outcome, std::string_view done);

    // ---- the unit and the laptop: desk_unit.cpp
    void act(const intent::ShowMonth& wanted);
    /// Reads every file, on the worker's thread.
    void compute_month();
    void act(intent::Sync wanted);
    void act(intent::StopSync wanted);
    [[nodiscard]] Result<office::Exchanged> exchange(bool with_scans);
    void synced(const Result<office::Exchanged>& outcome);
    // desk_background.cpp
    void sync_at(std::chrono::seconds from_now);
    void sync_by_itself();
    void plan_next_sync();
    void act(const intent::AddAccount& wanted);
    void act(const intent::ResetAccount& wanted);
    void act(const intent::ChangeAccount& wanted);
    void act(const intent::AssignLaptop& wanted);
    void act(intent::ForgetCode wanted);
    void act(intent::SetPassword wanted);
    void invited(const Result<office::Invitation>& outcome, const std::string& login);
    void act(const intent::TryImport& wanted);
    void act(intent::Import wanted);
    void act(intent::UndoImport wanted);
    void import_now(bool dry, office::Repairs repairs);
    void act(intent::SelfCheck wanted);
    void act(intent::RebuildViews wanted);
    void act(const intent::SetAppearance& wanted);
    void act(const intent::SetLanguage& wanted);
    void act(const intent::SetTyping& wanted);
    void act(const intent::SetHabits& wanted);
    void act(intent::CopyScreen wanted);
    void keep_preferences();

    // Bench: what pages are lent. desk_page.cpp
    [[nodiscard]] const office::Surroundings& around() const override { return around_; }
    [[nodiscard]] Result<void> now(const ShortAct& act) override;
    [[nodiscard]] OpenFile open_file() const override {
        return {open_uid_, said_why_ == open_uid_ && !open_uid_.empty()};
    }
    void later(const std::string& what, LongAct act, Then then) override;
    void changed() override;
    void saved() override;

    /// A job that holds the office to its end.
    void hold_up(const std::string& by, Worker::Job job, bool may_stop = false);
    void show_progress();
    [[nodiscard]] Result<void> compute(Place place);
    [[nodiscard]] Result<void> compute_form();
    [[nodiscard]] Result<void> compute_conflicts();
    [[nodiscard]] std::string said(const Error& error) const { return words_.say(error); }

    office::Surroundings around_;
    const std::filesystem::path book_;  ///< of the real book, whatever around_ says
    bool training_ = false;
    Window& window_;
    Panels& panels_;
    office::Preferences preferences_;
    Words words_;

    std::mutex office_mutex_;
    std::shared_ptr<office::Office> office_;
    std::string login_name_;
    bool locked_ = false;

    Place place_ = Place::login;
    Place came_from_ = Place::home;
    std::uint64_t generation_ = 1;             ///< rises with every change
    std::uint64_t list_generation_ = 0;        ///< what the rows were computed from
    std::map<Place, std::uint64_t> computed_;
    std::string status_;
    std::optional<HeldUp> held_up_;
    bool may_enter_ = false;

    LoginRows login_;
    FirstRunRows first_run_;
    std::shared_ptr<const exchange::Ticket> ticket_;
    HomeRows home_;
    MonthRows month_;
    std::vector<ListRow> list_;
    std::string open_uid_;
    std::string said_why_;  ///< the uid that a purpose was given for since it was opened
    FormPageRows form_;
    std::vector<office::TypedEdit> undo_;  ///< what takes the last edits back, newest last
    ApprovalPageRows approval_;
    ConflictPageRows conflicts_;
    std::optional<office::Decided> decided_;  ///< the last decision of whoever is at work
    bool deciding_anew_ = false;
    AccountPageRows accounts_;
    ImportRows import_;
    std::string import_text_;
    std::string import_id_;  ///< takes the last import back
    UpkeepRows upkeep_;
    std::string line_used_;
    std::shared_ptr<const Pages> pages_;
    SyncRows sync_;
    std::optional<Alarm::Time> sync_at_;  ///< the next by itself; nothing while nobody is at work

    struct Progress {
        std::mutex mutex;
        bool stop = false;
        bool page_taken = false;
        std::uint64_t sent = 0;
        std::uint64_t received = 0;
        Remaining remaining;
        std::uint64_t done = 0;  ///< of what holds the window up
        std::uint64_t all = 0;
        bool give_up = false;
    };
    Progress progress_;

    // Last, so that their threads end before what they use.
    Alarm alarm_;
    Worker link_worker_;
    Worker worker_;
};

}  // namespace soxa::ui
