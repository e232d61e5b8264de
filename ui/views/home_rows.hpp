// The month at a glance: what waits for whom, what the province has, how old the contact is.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/office/office.hpp"
#include "ui/views/form_rows.hpp"
#include "ui/views/list_rows.hpp"
#include "ui/views/month_rows.hpp"

namespace soxa::ui {

struct HomeRows {
    std::string unit;
    std::string device;
    std::string name;
    ledger::Role role = ledger::Role::person;
    std::string role_text;

    std::size_t drafts = 0;
    std::size_t returned = 0;
    std::size_t submitted = 0;  ///< wait for a check
    std::size_t checked = 0;    ///< wait for the signature
    std::size_t approved = 0;   ///< signed; with or without the province's word
    std::size_t records = 0;
    std::size_t received = 0;   ///< records of which the province has everything
    std::uint64_t conflicts = 0;
    /// Values of this account that a decision went against; not counted where there are many files.
    std::size_t overruled = 0;

    std::string merged;  ///< into whom, by what document, and what to do; empty: it was not
    /// What the province has decided of a file, or still has to: each leads to its file.
    struct Notice {
        std::string uid;
        std::string text;
        bool bad = true;
    };
    std::vector<Notice> notices;
    std::string off_site;  ///< how far the province's backup at another place goes; empty: none

    std::vector<ReportRow> reports;  ///< that are open, of all files; the newest first

    std::uint64_t waiting_records = 0;
    std::uint64_t waiting_operations = 0;
    std::string waiting_size;
    bool joined = false;  ///< there is a province to speak to
    bool key_confirmed = true;
    bool approver = false;
    std::string last_contact;      ///< said; "chưa lần nào"
    std::string last_contact_age;
    std::vector<std::string> rules;  ///< how old the rules are, said

    /// The unit's deadline of this month, by the pack in force; nothing where it has none.
    struct Month {
        std::string pack;
        std::string deadline;
        int working_days_left = 0;
    };
    std::optional<Month> month;
    bool backup_due = false;
    std::string scans_plan;  ///< scans that wait to go, said; empty: none
    bool scans_wait = false;  ///< the line is to be spared, so they do not go by themselves
    std::string plan;      ///< what a sync now would take, said; empty where it cannot be told
    bool courier = false;  ///< the line may not make it by the deadline
    /// How the days of this month went; none for a unit whose files are too many to read for it.
    std::vector<DayCount> days;
};

[[nodiscard]] Result<HomeRows> home_rows(office::Office& office, const std::vector<ListRow>& list,
                                         const Words& words);

}  // namespace soxa::ui
