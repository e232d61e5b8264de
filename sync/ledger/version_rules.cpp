#include "sync/ledger/version_rules.hpp"

#include <algorithm>

#include "sync/ledger/evidence.hpp"

namespace soxa::ledger {

namespace {

bool asks_for_attachment(const record::Finding& finding) {
    const record::Field* const field = record::find_field("", finding.fault.field);
    return field != nullptr && field->type == record::Type::file &&
           finding.fault.text == "finding.missing";
}

}  // namespace

record::Day event_day(Timestamp claimed, Timestamp received) {
    constexpr std::chrono::days offline_max{60};
    const bool plausible = claimed <= received && claimed + offline_max >= received;
    return record::Day(day_in_vietnam(plausible ? claimed : received));
}

record::Day event_day(Timestamp claimed, const Standing& standing) {
    if (!standing.position) return record::Day(day_in_vietnam(claimed));
    return event_day(claimed, standing.received);
}

std::vector<record::Finding> findings_in(const record::Document& document, const Rulebook& rules,
                                         record::Day day, const record::Document* approved,
                                         std::span<const record::OtherFile> others,
                                         const std::set<std::string, std::less<>>& evidenced) {
    const std::string today = record::stored(day);
    const record::Policy* const pack = rules.on(day);
    record::Facts facts = pack == nullptr ? record::Facts{.today = today}
                                          : record::facts_under(*pack, today);
    facts.approved = approved;
    facts.others = others;
    facts.evidenced = evidenced;
    facts.catalogues = &rules.catalogues;
    std::vector<record::Finding> found = record::check(document, facts);
    std::erase_if(found, asks_for_attachment);
    return found;
}

std::optional<record::Document> approved_before(const RecordState& state, const Cut* cut) {
    const std::size_t end = cut == nullptr ? state.cuts.size()
                                           : static_cast<std::size_t>(cut - state.cuts.data());
    for (std::size_t i = end; i > 0; --i) {
        const bool approved = std::ranges::any_of(state.approvals, [&](const Approval& one) {
            return one.holds && one.cut == state.cuts[i - 1].submit;
        });
        if (approved) return document_of(state.cuts[i - 1].content);
    }
    return std::nullopt;
}

std::vector<record::Finding> findings_in(const RecordState& state, const Cut& cut,
                                         std::span<const Entry> operations,
                                         const Rulebook& rules, Timestamp received) {
    const record::Document document = document_of(cut.content);
    const record::Day day = event_day(cut.at, received);
    const auto approved = approved_before(state, &cut);
    if (!approved) return findings_in(document, rules, day);
    return findings_in(document, rules, day, &*approved, {},
                       proven(cut.content, operations, rules.on(day)));
}

std::vector<Fault> errors_in(std::span<const record::Finding> findings) {
    std::vector<Fault> errors;
    for (const record::Finding& finding : findings) {
        if (finding.severity == record::Severity::error) errors.push_back(finding.fault);
    }
    return errors;
}

}  // namespace soxa::ledger
