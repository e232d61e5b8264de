#include "client/office/error_report.hpp"

#include <algorithm>
#include <set>

#include "client/office/access.hpp"
#include "client/office/enter.hpp"
#include "client/office/submission.hpp"
#include "sync/record/line_text.hpp"
#include "sync/record/text.hpp"

namespace soxa::office {

namespace {

constexpr std::size_t digits_min = 8;

/// The place as it is kept: rows by their own names, which stay when others come and go.
Result<std::string> kept_place(const ledger::RecordState& state, const std::string& typed) {
    if (typed.empty() || record::find_field("", typed) != nullptr ||
        record::find_group(typed) != nullptr) {
        return typed;
    }
    const auto slash = typed.find('/');
    const auto dot = typed.find('.', slash == std::string::npos ? 0 : slash);
    if (slash == std::string::npos || dot == std::string::npos) {
        return fail(Errc::invalid_input, "error.no_place", {typed});
    }
    const std::string group = typed.substr(0, slash);
    if (record::find_field(group, typed.substr(dot + 1)) == nullptr) {
        return fail(Errc::invalid_input, "error.no_place", {typed});
    }
    TRY_LET(const record::RowId row, row_named(state, typed.substr(0, dot)));
    return group + "/" + record::name_of(row) + typed.substr(dot);
}

Result<std::string> said_in(const std::string& typed) {
    const std::string normal = record::normalised(typed);
    std::string text(record::trimmed_line(normal));
    if (text.empty()) return fail(Errc::invalid_input, "error.text");
    return text;
}

bool is_author(const Office& office, const ledger::ChainId& chain) {
    const auto found = office.store().directory().chain(chain);
    return found != nullptr && found->open.account == office.account().id;
}

}  // namespace

const record::Field* reported_field(const std::string& place) {
    const auto slash = place.find('/');
    if (slash == std::string::npos) return record::find_field("", place);
    const auto dot = place.find('.', slash);
    return dot == std::string::npos
               ? nullptr
               : record::find_field(place.substr(0, slash), place.substr(dot + 1));
}

Result<ledger::OperationId> report_error(Office& office, const ledger::RecordState& state,
                                         const std::string& place, const std::string& text) {
    TRY(office.may(ledger::Act::read_file, office.whose(state)));
    ledger::ErrorReport report;
    TRY_LET(report.place, kept_place(state, place));
    TRY_LET(report.text, said_in(text));
    Draft draft;
    draft.kind = ledger::Kind::error_report;
    draft.record = state.id;
    draft.payload = ledger::encode(report);
    TRY_LET(const auto written, office.write({std::move(draft)}));
    return written.front();
}

Result<std::vector<ListedReport>> error_reports(const Office& office,
                                                const ledger::RecordState& state) {
    std::vector<ListedReport> list;
    TRY_LET(const auto operations, office.store().operations_on(state.id));
    std::vector<ledger::Entry> entries;
    for (const ledger::Stored& one : operations) entries.push_back({&one.operation, one.standing});
    const ledger::Sight sight = sight_of(office, state);
    const record::Document document = ledger::document_of(state.draft);
    const bool works = office.may(ledger::Act::check, office.whose(state)).has_value();
    for (ledger::ReportState& report : ledger::error_reports(entries)) {
        const record::Field* const field = reported_field(report.report.place);
        if (field != nullptr && !sight.shows(*field)) continue;
        std::string place = report.report.place;
        number_rows(place, document);
        const bool own = is_author(office, report.by);
        list.push_back({ledger::record_uid(state), std::string(document.text("full_name")),
                        std::move(place), std::move(report), works, works || own});
    }
    return list;
}

Result<std::vector<ListedReport>> all_error_reports(const Office& office, bool all) {
    std::vector<ListedReport> list;
    TRY_LET(const auto said, office.store().operations_of(ledger::Kind::error_report));
    std::set<ledger::RecordId> seen;
    for (const ledger::Stored& one : said) {
        if (!one.operation.header.record || !seen.insert(*one.operation.header.record).second) {
            continue;
        }
        TRY_LET(const auto state, office.store().record(*one.operation.header.record));
        if (!state || state->ghost) continue;
        if (!office.may(ledger::Act::read_file, office.whose(*state))) continue;
        if (sight_of(office, *state).asks_purpose) continue;  // not told in passing
        TRY_LET(auto its, error_reports(office, *state));
        for (ListedReport& report : its) {
            if (all || report.state.open()) list.push_back(std::move(report));
        }
    }
    return list;
}

Result<void> answer_error(Office& office, const std::string& id, bool closed,
                          const std::string& typed) {
    TRY_LET(const auto all, all_error_reports(office, true));
    const auto found = std::ranges::find_if(all, [&](const ListedReport& one) {
        return id.size() >= digits_min && hex(one.state.id.view()).starts_with(id);
    });
    if (found == all.end()) return fail(Errc::invalid_input, "error.unknown", {id});
    if (!found->may_answer && !(closed && found->may_close)) {
        return fail(Errc::not_allowed, "error.not_yours");
    }
    TRY_LET(const std::string text, said_in(typed));
    TRY_LET(const auto state, office.record(found->record_uid, ledger::Act::read_file));
    Draft draft;
    draft.kind = ledger::Kind::error_answer;
    draft.record = state.id;
    draft.references = {found->state.id};
    draft.payload = ledger::encode(ledger::ErrorAnswer{closed, text});
    TRY(office.write({std::move(draft)}));
    return {};
}

Json json_of(const Office& office, const ListedReport& report) {
    const ledger::ReportState& state = report.state;
    Json answers = Json::array();
    for (const auto& one : state.answers) {
        const Author author = author_of(office, one.by);
        answers.push_back({{"text", one.answer.text},
                           {"closed", one.answer.closed},
                           {"author", author.name},
                           {"role", author.role},
                           {"time", rfc3339(one.at)}});
    }
    const Author author = author_of(office, state.by);
    return {{"report", hex(state.id.view())},
            {"record_uid", report.record_uid},
            {"full_name", report.full_name},
            {"field", report.place},
            {"text", state.report.text},
            {"state", state.open() ? "open" : "closed"},
            {"author", author.name},
            {"role", author.role},
            {"device", author.device},
            {"time", rfc3339(state.at)},
            {"received", !state.standing.provisional()},
            {"answers", std::move(answers)}};
}

}  // namespace soxa::office
