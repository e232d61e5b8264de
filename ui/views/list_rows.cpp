#include "ui/views/list_rows.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include "client/office/access.hpp"
#include "client/office/move.hpp"
#include "sync/record/text.hpp"
#include "ui/views/form_rows.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

namespace {

/// Files of which the province has said that their person leaves on a day to come: few.
Result<std::set<ledger::RecordId>> told_to_leave(const office::Office& office) {
    std::set<ledger::RecordId> files;
    TRY_LET(const auto told, office.store().operations_of(ledger::Kind::leaving_ahead));
    for (const ledger::Stored& one : told) {
        if (one.operation.header.record) files.insert(*one.operation.header.record);
    }
    return files;
}

}  // namespace

Result<std::vector<ListRow>> list_rows(const office::Office& office, const Words& words) {
    std::vector<ListRow> rows;
    TRY_LET(const auto lines, office.store().list());
    rows.reserve(lines.size());
    TRY_LET(const auto leaving, told_to_leave(office));
    const bool own_only = office.role() == ledger::Role::person;
    for (const store::RecordLine& line : lines) {
        if (own_only && !office::is_own(office, line)) continue;
        const bool whole = office::shows_number(office, line);
        std::string leaves;
        if (leaving.contains(line.id)) {
            if (const auto ahead = office::leaving(office, line)) leaves = day_read(ahead->day);
        }
        rows.push_back({line.uid, line.full_name, masked(line.personal_id),
                        whole ? line.personal_id : std::string(),
                        line.status, status_text(line.status, words),
                        static_cast<std::size_t>(line.conflicts), line.unreceipted == 0,
                        line.archived,
                        office.store().directory().access().level(
                            line.id, office.access_days()) != nullptr,
                        std::move(leaves), record::search_key(line.full_name)});
    }
    return rows;
}

std::vector<std::size_t> filtered(const std::vector<ListRow>& rows, const ListFilter& filter) {
    std::vector<std::string> wanted;
    std::istringstream typed(record::search_key(filter.text));
    for (std::string word; typed >> word;) wanted.push_back(word);
    const auto fits = [&](const ListRow& row) {
        if (row.archived != filter.archived) return false;
        if (filter.status && row.status != *filter.status) return false;
        if (filter.with_conflicts && row.conflicts == 0) return false;
        return std::ranges::all_of(wanted, [&](const std::string& word) {
            return row.search.find(word) != std::string::npos ||
                   row.personal_id.starts_with(word);
        });
    };
    std::vector<std::size_t> left;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (fits(rows[i])) left.push_back(i);
    }
    return left;
}

}  // namespace soxa::ui
