#include "ui/views/bundle_rows.hpp"

#include "ui/views/spelling.hpp"

namespace soxa::ui {

namespace {

constexpr std::chrono::hours vietnam{7};

}  // namespace

Result<std::string> waiting_said(const office::Office& office, const Words& words) {
    TRY_LET(const store::Waiting waiting, office.store().waiting());
    return words.say("bundles.waits", {std::to_string(waiting.records),
                                       std::to_string(waiting.operations),
                                       size_of(waiting.bytes)});
}

std::string bundle_said(const office::BundleLook& look, const Words& words) {
    const std::string_view said = look.to_province   ? "bundles.looked_province"
                                  : look.from_laptop ? "bundles.looked_between"
                                                     : "bundles.looked_laptop";
    return words.say(said,
                     {look.device.substr(0, 8), spelled(look.made), std::to_string(look.part),
                      std::to_string(look.parts), size_of(look.bytes)});
}

std::vector<std::string> other_laptops(const office::Office& office) {
    std::vector<std::string> labels;
    for (const auto& [id, device] : office.store().directory().devices()) {
        if (id == office.store().home().device || device.revoked) continue;
        labels.push_back(device.opened.label);
    }
    return labels;
}

std::string dated_name(const office::Office& office, std::string_view ending) {
    std::string digits;
    for (const char c : rfc3339(office.around().clock.now() + vietnam).substr(0, 16)) {
        if (c >= '0' && c <= '9') digits.push_back(c);
        if (c == 'T') digits.push_back('-');
    }
    const std::string& unit = office.store().home().unit_code;
    return "soxa-" + (unit.empty() ? std::string("local") : unit) + "-" + digits +
           std::string(ending);
}

}  // namespace soxa::ui
