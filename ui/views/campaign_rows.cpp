#include "ui/views/campaign_rows.hpp"

#include <algorithm>
#include <tuple>

#include "ui/views/form_rows.hpp"

namespace soxa::ui {

namespace {

constexpr std::size_t labels_max = 4;

std::string first_labels(const FormRows& form) {
    std::vector<std::string> labels;
    std::size_t more = 0;
    for (const FindingRow& finding : form.findings) {
        if (finding.severity != record::Severity::error || finding.label.empty()) continue;
        if (std::ranges::find(labels, finding.label) != labels.end()) continue;
        if (labels.size() == labels_max) {
            ++more;
        } else {
            labels.push_back(finding.label);
        }
    }
    std::string said;
    for (const std::string& label : labels) said += (said.empty() ? "" : ", ") + label;
    if (more > 0) said += ", +" + std::to_string(more);
    return said;
}

}  // namespace

Result<std::vector<CampaignRow>> campaign_rows(const office::Office& office,
                                               const office::Watch& watch, const Words& words) {
    std::vector<CampaignRow> rows;
    TRY_LET(const auto lines, office.store().list());
    std::uint64_t done = 0;
    for (const store::RecordLine& line : lines) {
        TRY(office::go_on(watch, done++, lines.size()));
        if (line.archived) continue;
        const auto state = office.record(line.uid, ledger::Act::read_file);
        if (!state) continue;  // not this account's to see
        TRY_LET(const FormRows form, form_rows(office, *state, words));
        rows.push_back({line.uid, line.full_name, form.status, form.required,
                        form.required_filled, form.errors, form.warnings, first_labels(form),
                        form.asks_purpose});
    }
    std::ranges::stable_sort(rows, {}, [](const CampaignRow& row) {
        const std::size_t open = row.required - std::min(row.filled, row.required);
        return std::tuple(row.complete(), -static_cast<std::ptrdiff_t>(open + row.errors));
    });
    return rows;
}

}  // namespace soxa::ui
