#include "client/ctl/told.hpp"

#include <algorithm>
#include <array>
#include <map>

#include "client/office/move.hpp"
#include "client/office/place_text.hpp"

namespace soxa::ctl {

namespace {

/// A rule that the province refused by, as `record validate` would tell it here.
void tell_rule(const Console& console, const Fault& fault) {
    console.tell("finding.line",
                 {console.word("severity.error"),
                  office::place_text(console.language(), fault.field), fault.rule,
                  console.word(fault.text, fault.args)});
}

/// By the contract's table: a fork is for somebody to look at before anything else, then what an
/// account or laptop was refused because it is revoked, then what people must decide. What waits
/// for the province is no failure.
int exit_code(const Console& console, const office::Exchanged& done) {
    const auto any = [&](auto is) { return std::ranges::any_of(done.refused, is); };
    if (any([](const auto& one) { return one.judgement == ledger::Judgement::forked; })) {
        console.tell("sync.forked");
        return static_cast<int>(Errc::integrity);
    }
    if (any([](const auto& one) { return one.reason == ledger::Reason::revoked; })) {
        return static_cast<int>(Errc::not_allowed);
    }
    return done.conflicts_open > 0 ? static_cast<int>(Errc::decision_needed) : 0;
}

}  // namespace

Json faults_json(const Console& console, const std::vector<Fault>& faults) {
    Json list = Json::array();
    for (const Fault& fault : faults) {
        list.push_back({{"field", fault.field},
                        {"rule", fault.rule},
                        {"message", console.word(fault.text, fault.args)}});
    }
    return list;
}

Json finding_json(const Console& console, const record::Finding& finding) {
    constexpr std::array<std::string_view, 3> severities{"E", "W", "I"};
    return {{"severity", std::string(severities[static_cast<std::size_t>(finding.severity)])},
            {"rule", finding.fault.rule},
            {"field", finding.fault.field},
            {"message", console.word(finding.fault.text, finding.fault.args)}};
}

Json list_json(const Console& console, const std::vector<record::Finding>& findings) {
    Json list = Json::array();
    for (const record::Finding& finding : findings) list.push_back(finding_json(console, finding));
    return list;
}

Json findings_json(const Console& console, const std::vector<record::Finding>& findings) {
    return {{"count", findings.size()}, {"list", list_json(console, findings)}};
}

std::string status_text(const Console& console, std::string_view status) {
    return console.word("file_status." + std::string(status));
}

std::string role_text(const Console& console, std::string_view role) {
    return console.word("role." + std::string(role));
}

std::string time_text(Timestamp time) {
    constexpr std::chrono::hours vietnam{7};
    const std::string local = rfc3339(time + vietnam);
    return day_text(local.substr(0, 10)) + " " + local.substr(11, 5);
}

std::string time_text(const std::string& rfc) {
    const auto time = from_rfc3339(rfc);
    return time ? time_text(*time) : rfc;
}

std::string day_text(const std::string& day) {
    if (day.size() != 10) return day;
    return day.substr(8, 2) + "/" + day.substr(5, 2) + "/" + day.substr(0, 4);
}

std::string reason_or_none(const Console& console, const std::string& reason) {
    return reason.empty() ? console.word("reason.none") : reason;
}

std::string line_of(const Console& console, const record::Finding& finding) {
    constexpr std::array<std::string_view, 3> words{"severity.error", "severity.warning",
                                                    "severity.info"};
    return console.word("finding.line",
                        {console.word(words[static_cast<std::size_t>(finding.severity)]),
                         office::place_text(console.language(), finding.fault.field),
                         finding.fault.rule,
                         console.word(finding.fault.text, finding.fault.args)});
}

Json exchanged_json(const Console& console, const office::Exchanged& done) {
    Json refused = Json::array();
    for (const auto& one : done.refused) {
        const std::string code(ledger::name_of(one.reason));
        refused.push_back({{"op", hex(one.operation.view())},
                           {"code", code},
                           {"verdict", one.judgement == ledger::Judgement::held ? "held" : "refused"},
                           {"why", console.word("verdict." + code)},
                           {"rules", faults_json(console, one.rules)}});
    }
    Json keys = Json::array();
    for (const auto& key : done.refused_keys) {
        keys.push_back({{"login", key.login}, {"name", key.name}, {"reason", key.reason}});
    }
    Json left_out = Json::array();
    for (const exchange::LeftOut& one : done.left_out) {
        left_out.push_back({{"op", hex(one.operation.view())},
                            {"code", one.word},
                            {"why", console.word(one.word)}});
    }
    return {{"sent",
             {{"ops", done.operations_sent}, {"attachments", 0}, {"bytes", done.bytes_sent}}},
            {"received",
             {{"ops", done.operations_received},
              {"attachments", 0},
              {"bytes", done.bytes_received}}},
            {"requests", done.requests},
            {"resumed", done.resumed},
            {"cuts", done.cuts},
            {"conflicts_open", done.conflicts_open},
            {"refused", std::move(refused)},
            {"refused_keys", std::move(keys)},
            {"left_out", std::move(left_out)},
            {"repaired", {{"here", done.repaired_here}, {"there", done.repaired_there}}},
            {"cursor", std::to_string(done.log_size)}};
}

int tell_results(const Console& console, const office::Exchanged& done) {
    // One line a reason: a month of work by a revoked account is one thing to say.
    std::map<std::string_view, std::size_t> told;
    for (const auto& one : done.refused) ++told[ledger::name_of(one.reason)];
    for (const auto& [code, count] : told) {
        console.tell("sync.refused",
                     {console.word("verdict." + std::string(code)), std::to_string(count)});
    }
    for (const auto& one : done.refused) {
        for (const Fault& fault : one.rules) tell_rule(console, fault);
    }
    if (done.repaired_here + done.repaired_there > 0) {
        console.tell("sync.repaired", {std::to_string(done.repaired_here),
                                       std::to_string(done.repaired_there)});
    }
    std::map<std::string, std::size_t> left_out;
    for (const exchange::LeftOut& one : done.left_out) ++left_out[one.word];
    for (const auto& [word, count] : left_out) {
        console.tell("sync.left_out", {console.word(word), std::to_string(count)});
    }
    for (const auto& key : done.refused_keys) {
        console.tell("sync.key_refused",
                     {key.name, key.login, reason_or_none(console, key.reason)});
    }
    if (done.conflicts_open > 0) {
        console.tell("sync.conflicts", {std::to_string(done.conflicts_open)});
    }
    return exit_code(console, done);
}

std::optional<std::string> merger_text(const Console& console, const office::Office& office) {
    const ledger::UnitChange* const merger = office::merger_of(office);
    if (merger == nullptr) return std::nullopt;
    const std::string code = merger->units.empty() ? std::string() : merger->units.front();
    return console.word("unit.went_into", {code, merger->name, merger->basis});
}

}  // namespace soxa::ctl
