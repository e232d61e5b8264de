// What commands print alike: faults and findings, as JSON and for people.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/ctl/console.hpp"
#include "client/office/exchange_now.hpp"
#include "sync/record/finding.hpp"

namespace soxa::ctl {

[[nodiscard]] Json faults_json(const Console& console, const std::vector<Fault>& faults);
[[nodiscard]] Json finding_json(const Console& console, const record::Finding& finding);
[[nodiscard]] Json list_json(const Console& console, const std::vector<record::Finding>& findings);
/// {"count": n, "list": [...]}.
[[nodiscard]] Json findings_json(const Console& console,
                                 const std::vector<record::Finding>& findings);
/// A finding on one line: how grave, where, which rule, what.
[[nodiscard]] std::string line_of(const Console& console, const record::Finding& finding);

/// "draft" … as people say it; the same for "clerk" ….
[[nodiscard]] std::string status_text(const Console& console, std::string_view status);
[[nodiscard]] std::string role_text(const Console& console, std::string_view role);
/// "22/11/2026 10:04", in Việt Nam, of what RFC 3339 says; "22/11/2026" of a day.
[[nodiscard]] std::string time_text(const std::string& rfc);
[[nodiscard]] std::string time_text(Timestamp time);
[[nodiscard]] std::string day_text(const std::string& day);

/// As `sync --json` prints it, and `bundle in --json` too.
[[nodiscard]] Json exchanged_json(const Console& console, const office::Exchanged& done);
/// Why the province did not accept something, and that conflicts wait; the exit code.
[[nodiscard]] int tell_results(const Console& console, const office::Exchanged& done);

/// That another unit has taken this one over: into which, by what, and what to do; nothing
/// otherwise (F10).
[[nodiscard]] std::optional<std::string> merger_text(const Console& console,
                                                     const office::Office& office);

/// The province may refuse without a reason.
[[nodiscard]] std::string reason_or_none(const Console& console, const std::string& reason);

}  // namespace soxa::ctl
