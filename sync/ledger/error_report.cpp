#include "sync/ledger/error_report.hpp"

#include <algorithm>
#include <tuple>

#include "sync/ledger/payload.hpp"

namespace soxa::ledger {

namespace {

template <class One>
void by_age(std::vector<One>& list) {
    std::ranges::sort(list, {}, [](const One& one) { return std::tuple(one.at, one.id); });
}

}  // namespace

Bytes encode(const ErrorReport& payload) {
    cbor::Writer out;
    out.array(2).text(payload.place).text(payload.text);
    return out.take();
}

std::optional<ErrorReport> error_report(const Operation& operation) {
    return payload_of<ErrorReport>(operation, Kind::error_report, 2, [](auto& in, auto& payload) {
        payload.place = read_line(in);
        payload.text = read_line(in);
        if (payload.text.empty()) in.reject();
    });
}

Bytes encode(const ErrorAnswer& payload) {
    cbor::Writer out;
    out.array(2).number(payload.closed ? 1 : 0).text(payload.text);
    return out.take();
}

std::optional<ErrorAnswer> error_answer(const Operation& operation) {
    return payload_of<ErrorAnswer>(operation, Kind::error_answer, 2, [](auto& in, auto& payload) {
        payload.closed = in.number(1) == 1;
        payload.text = read_line(in);
    });
}

Bytes encode_decision_reason(std::string_view reason) {
    cbor::Writer out;
    out.array(1).text(reason);
    return out.take();
}

std::optional<std::string> decision_reason(const Operation& operation) {
    return payload_of<std::string>(operation, Kind::decision_reason, 1,
                                   [](auto& in, auto& payload) { payload = read_line(in); });
}

bool ReportState::open() const {
    return std::ranges::none_of(answers, [](const Answer& one) { return one.answer.closed; });
}

std::vector<ReportState> error_reports(std::span<const Entry> operations) {
    std::vector<ReportState> reports;
    for (const Entry& entry : operations) {
        const Header& header = entry.operation->header;
        const auto said = error_report(*entry.operation);
        if (!said || entry.standing.ghost()) continue;
        reports.push_back({entry.operation->id, *said, header.chain, header.at, entry.standing, {}});
    }
    for (const Entry& entry : operations) {
        const Header& header = entry.operation->header;
        const auto said = error_answer(*entry.operation);
        if (!said || entry.standing.ghost() || header.references.empty()) continue;
        const auto report = std::ranges::find(reports, header.references.front(), &ReportState::id);
        if (report == reports.end()) continue;
        report->answers.push_back(
            {entry.operation->id, *said, header.chain, header.at, entry.standing});
    }
    by_age(reports);
    for (ReportState& one : reports) by_age(one.answers);
    return reports;
}

}  // namespace soxa::ledger
