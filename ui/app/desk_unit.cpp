// Acts on the unit and the laptop: exchange, accounts, lists, self-check, settings.
#include "client/office/confirm.hpp"
#include "client/office/csv.hpp"
#include "client/office/import.hpp"
#include "client/office/link_plan.hpp"
#include "client/office/month.hpp"
#include "client/office/place_text.hpp"
#include "client/office/self_check.hpp"
#include "client/office/slots.hpp"
#include "crypto/base/utf8.hpp"
#include "ui/app/desk.hpp"
#include "ui/app/scan_link.hpp"
#include "ui/panels/secret_text.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

namespace {

constexpr std::uint64_t low_bandwidth_kbps = 16;

/// D1 as a word key spells it.
std::string lower(std::string code) {
    for (char& letter : code) {
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    }
    return code;
}

/// The fields that the columns of a sheet stand for; nothing of one whose head cannot be read,
/// which the trial tells.
std::string columns_said(const std::string& text, const Words& words) {
    const auto list = office::read_csv(text);
    if (!list) return {};
    std::string named;
    std::size_t left = 0;
    for (const std::string& column : list->columns) {
        if (column.empty()) {
            ++left;
            continue;
        }
        named += (named.empty() ? "" : "; ") + office::place_text(words.language(), column);
    }
    return words.say(left > 0 ? "import.columns_left" : "import.columns",
                     {named, std::to_string(left)});
}

std::string proposal_said(const office::Imported::Proposed& one, const Words& words) {
    const bool font = one.repair.why == office::Repair::Why::old_font;
    return words.say(font ? "import.old_font" : "import.lost_zero",
                     {std::to_string(one.line),
                      office::place_text(words.language(), one.repair.field), one.repair.value,
                      one.repair.proposed});
}

}  // namespace

// ---- exchange

void Desk::act(intent::Sync wanted) {
    if (!at_work() || link_worker_.busy()) return;
    {
        const std::lock_guard lock(progress_.mutex);
        progress_.stop = false;
        progress_.sent = 0;
        progress_.received = 0;
        progress_.remaining.begin(0, std::chrono::steady_clock::now());
    }
    sync_.running = true;
    sync_.stopping = false;
    sync_.outcome.clear();
    link_worker_.start([this, with_scans = wanted.with_scans]() -> Worker::Outcome {
        auto outcome = std::make_shared<Result<office::Exchanged>>(exchange(with_scans));
        return [this, outcome] { synced(*outcome); };
    });
}

void Desk::act(intent::StopSync) { stop(); }

/// On the link's thread: holds the office only to prepare and to take.
Result<office::Exchanged> Desk::exchange(bool with_scans) {
    const auto office = office_;
    const auto watch = [this](std::uint64_t sent, std::uint64_t received) {
        const std::lock_guard lock(progress_.mutex);
        const bool moved = progress_.sent != sent || progress_.received != received;
        progress_.sent = sent;
        progress_.received = received;
        if (moved) window_.redraw().request();
        return !progress_.stop;
    };
    Lock lock(office_mutex_);
    TRY_LET(const office::LinkPlan plan, office::plan_link(*office));
    {
        const std::lock_guard progress_lock(progress_.mutex);
        progress_.remaining.begin(plan.bytes, std::chrono::steady_clock::now());
    }
    office::ExchangeManner manner;
    manner.scans_anyway = with_scans;
    if (preferences_.low_bandwidth) manner.kbps_max = low_bandwidth_kbps;
    TRY_LET(office::Exchange exchange, office::Exchange::begin(*office, manner, watch));
    const auto step = [&]() -> Result<void> {
        TRY(exchange.prepare(*office));
        lock.unlock();
        const auto carried = exchange.carry();
        lock.lock();
        TRY(carried);
        return exchange.take(*office);
    };
    while (exchange.under_way()) {
        const std::uint64_t before = office->store().log().size();
        if (auto done = step(); !done) {
            TRY(exchange.failed(*office));
            return tl::make_unexpected(std::move(done).error());
        }
        if (office->store().log().size() == before) continue;
        const std::lock_guard progress_lock(progress_.mutex);
        progress_.page_taken = true;
    }
    TRY_LET(office::Exchanged outcome, exchange.outcome(*office));
    office::ExchangeManner with;
    with.scans_anyway = with_scans;
    TRY(exchange_scans(*office, lock, with, watch));
    return outcome;
}

void Desk::synced(const Result<office::Exchanged>& outcome) {
    sync_.running = false;
    sync_.failed = !outcome;
    plan_next_sync();
    if (outcome) {
        sync_.outcome = words_.say("sync.done", {std::to_string(outcome->operations_sent),
                                                 std::to_string(outcome->operations_received),
                                                 std::to_string(outcome->bytes_sent +
                                                                outcome->bytes_received)});
        if (outcome->conflicts_open > 0) {
            sync_.outcome += "\n" + words_.say("sync.conflicts",
                                               {std::to_string(outcome->conflicts_open)});
        }
        if (!outcome->refused.empty()) {
            sync_.outcome += "\n" + words_.say("sync.refused",
                                               {std::to_string(outcome->refused.size())});
        }
    } else {
        sync_.outcome = said(outcome.error());
    }
    changed();
}

// ---- the month

void Desk::act(const intent::ShowMonth& wanted) {
    month_.month = wanted.month;
    computed_[Place::month] = 0;
}

void Desk::compute_month() {
    if (month_.month == record::Month{}) month_.month = office::this_month(*office_);
    hold_up(words_.say("month.reading"), [this, month = month_.month]() -> Worker::Outcome {
        const Lock lock(office_mutex_);
        auto outcome =
            std::make_shared<Result<MonthRows>>(month_rows(*office_, month, words_));
        return [this, outcome] {
            if (*outcome) {
                month_ = std::move(**outcome);
            } else {
                status_ = said(outcome->error());
            }
        };
    });
}

// ---- accounts

void Desk::invited(const Result<office::Invitation>& outcome, const std::string& login) {
    accounts_.message_is_bad = !outcome;
    if (!outcome) {
        accounts_.message = said(outcome.error());
        return;
    }
    accounts_.code = outcome->code;
    accounts_.code_for = login;
    accounts_.message = words_.say("account.hand_over_code", {login});
    panels_.accounts.made();
    saved();
}

void Desk::act(const intent::AddAccount& wanted) {
    const Lock lock(office_mutex_);
    invited(office::add_account(*office_, wanted.account, nullptr),
            wanted.account.login.empty() ? wanted.account.personal_id : wanted.account.login);
}

void Desk::act(const intent::ResetAccount& wanted) {
    const Lock lock(office_mutex_);
    invited(office::reset_account(*office_, wanted.login, wanted.basis, nullptr), wanted.login);
}

void Desk::act(const intent::ChangeAccount& wanted) {
    const Lock lock(office_mutex_);
    const auto done = office::change_account(*office_, wanted.login, wanted.step, wanted.basis,
                                             day_kept(wanted.until));
    accounts_.message = done ? words_.say("account.changed", {wanted.login}) : said(done.error());
    accounts_.message_is_bad = !done;
    if (done) saved();
}

void Desk::act(const intent::AssignLaptop& wanted) {
    const Lock lock(office_mutex_);
    const auto assigned = [&]() -> Result<office::SlotLaptop> {
        TRY_LET(const auto account, office::account(*office_, wanted.login));
        return office::assign_laptop(*office_, account, wanted.laptop);
    }();
    accounts_.message = assigned ? words_.say("slot.assigned", {wanted.login, assigned->label})
                                 : said(assigned.error());
    accounts_.message_is_bad = !assigned;
    if (assigned) saved();
}

void Desk::act(intent::ForgetCode) {
    accounts_.code.clear();
    accounts_.message.clear();
}

void Desk::act(intent::SetPassword wanted) {
    auto carried = std::make_shared<intent::SetPassword>(std::move(wanted));
    hold_up(words_.say("accounts.setting_password"), [this, carried]() -> Worker::Outcome {
        const Lock lock(office_mutex_);
        auto outcome = std::make_shared<Result<void>>([&]() -> Result<void> {
            TRY(office::confirm_password(*office_, carried->old));
            return office_->set_password(carried->fresh);
        }());
        return [this, outcome] {
            accounts_.message =
                *outcome ? words_.say("account.password_set") : said(outcome->error());
            accounts_.message_is_bad = !*outcome;
            if (*outcome) (void)take_secret(accounts_.suggested);
            window_.typist().forget();
        };
    });
}

// ---- lists

void Desk::act(const intent::TryImport& wanted) {
    const FolderRows folder = import_.folder;
    import_ = {};
    import_.folder = folder;
    import_text_.clear();
    if (wanted.path.empty()) return;
    auto text = office::read_text(path_of(wanted.path), office::import_bytes_max);
    if (!text) {
        import_.message = said(text.error());
        import_.message_is_bad = true;
        return;
    }
    import_.path = wanted.path;
    import_.csv = office::is_csv(*text);
    if (import_.csv) import_.columns = columns_said(*text, words_);
    import_text_ = std::move(*text);
    import_now(true, office::Repairs::told);
}

void Desk::act(intent::Import wanted) {
    import_now(false, wanted.take_proposals ? office::Repairs::taken : office::Repairs::told);
}

void Desk::import_now(bool dry, office::Repairs repairs) {
    hold_up(words_.say(dry ? "import.trying" : "import.running"), [this, dry, repairs]() -> Worker::Outcome {
        const Lock lock(office_mutex_);
        auto outcome = std::make_shared<Result<office::Imported>>(office::import_lines(
            *office_, import_text_, dry, [this](std::size_t done, std::size_t all) {
                const std::lock_guard progress_lock(progress_.mutex);
                progress_.done = done;
                progress_.all = all;
            }, repairs));
        return [this, dry, outcome] {
            import_.message_is_bad = !*outcome;
            if (!*outcome) {
                import_.message = said(outcome->error());
                return;
            }
            import_.tried = true;
            import_.done = !dry;
            import_.ok = (*outcome)->ok;
            import_.refused.clear();
            for (const auto& one : (*outcome)->refused) {
                ImportRows::Refused refused{one.line, {}};
                for (const Fault& fault : one.faults) {
                    refused.why.push_back(office::say(words_.language(), fault));
                }
                import_.refused.push_back(std::move(refused));
            }
            import_.proposed.clear();
            for (const auto& one : (*outcome)->proposed) {
                import_.proposed.push_back(proposal_said(one, words_));
            }
            if (dry) return;
            import_text_.clear();
            import_id_ = (*outcome)->id;
            import_.can_undo = !import_id_.empty();
            import_.message = words_.say("import.done", {std::to_string(import_.ok),
                                                         std::to_string(import_.refused.size())});
            saved();
        };
    });
}

void Desk::act(intent::UndoImport) {
    hold_up(words_.say("import.undoing"), [this]() -> Worker::Outcome {
        const Lock lock(office_mutex_);
        auto outcome = std::make_shared<Result<office::TakenBack>>(
            office::undo_import(*office_, import_id_));
        return [this, outcome] {
            import_.message_is_bad = !*outcome;
            import_.message = *outcome
                                  ? words_.say("import.undone",
                                               {std::to_string((*outcome)->records),
                                                std::to_string((*outcome)->kept.size())})
                                  : said(outcome->error());
            if (!*outcome) return;
            import_.can_undo = false;
            saved();
        };
    });
}

// ---- the laptop

void Desk::act(intent::SelfCheck) {
    upkeep_.busy = true;
    hold_up(words_.say("upkeep.checking"), [this]() -> Worker::Outcome {
        const Lock lock(office_mutex_);
        auto checks = std::make_shared<std::vector<office::SelfCheck>>(
            office::self_checks(*office_));
        return [this, checks] {
            upkeep_.busy = false;
            upkeep_.checks.clear();
            for (const office::SelfCheck& check : *checks) {
                const bool good = check.outcome.has_value();
                upkeep_.checks.push_back({check.code,
                                          good ? words_.say("upkeep.good." + lower(check.code))
                                               : said(check.outcome.error()),
                                          good});
            }
        };
    });
}

void Desk::act(intent::RebuildViews) {
    hold_up(words_.say("upkeep.rebuilding"), [this]() -> Worker::Outcome {
        const Lock lock(office_mutex_);
        auto changed_some = std::make_shared<Result<bool>>([&]() -> Result<bool> {
            store::Store& store = office_->store();
            TRY_LET(const std::string before, store.dump_views());
            TRY(store.rebuild());
            TRY_LET(const std::string after, store.dump_views());
            return before != after;
        }());
        return [this, changed_some] {
            upkeep_.rebuilt_badly = !*changed_some;
            upkeep_.rebuilt = *changed_some
                                  ? words_.say(**changed_some ? "store.rebuilt_changed"
                                                              : "store.rebuilt")
                                  : said(changed_some->error());
            changed();
        };
    });
}

void Desk::keep_preferences() {
    if (const auto kept = office::save(book_, preferences_); !kept) {
        status_ = said(kept.error());
    }
}

void Desk::act(const intent::SetAppearance& wanted) {
    preferences_.scale_percent = wanted.appearance.scale_percent;
    preferences_.dark = wanted.appearance.shade == Shade::dark;
    window_.set_appearance(wanted.appearance);
    keep_preferences();
}

void Desk::act(const intent::SetLanguage& wanted) {
    preferences_.language = wanted.language;
    words_ = Words(wanted.language);
    changed();
    keep_preferences();
}

void Desk::act(const intent::SetTyping& wanted) {
    preferences_.typing = static_cast<int>(wanted.style.method);
    preferences_.tone_new = wanted.style.place == TonePlace::new_style;
    window_.typist().set_style(wanted.style);
    keep_preferences();
}

void Desk::act(const intent::SetHabits& wanted) {
    preferences_.low_bandwidth = wanted.low_bandwidth;
    preferences_.day_kb_max = wanted.day_kb_max;
    preferences_.month_mb_max = wanted.month_mb_max;
    preferences_.lock_minutes = wanted.lock_minutes;
    window_.set_lock_after(std::chrono::minutes(wanted.lock_minutes));
    keep_preferences();
    changed();  // what a sync would take
}

void Desk::act(intent::CopyScreen) { window_.copy_description(); }

}  // namespace soxa::ui
