#include "client/office/suggestion.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "sync/record/conflict_policy.hpp"
#include "sync/record/text.hpp"

namespace soxa::office {

namespace {

using Sides = std::vector<Dispute::Side>;

/// The side that says most, of those that say the same but for marks, case and spaces.
std::optional<std::size_t> fullest_of_one_text(const Sides& sides) {
    std::set<std::string> keys;
    std::size_t best = 0;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        if (!sides[i].value.is_string()) return std::nullopt;
        const auto text = sides[i].value.get<std::string>();
        keys.insert(record::search_key(text));
        // With its marks a text has more bytes; of equally long ones the order of bytes decides.
        const auto held = sides[best].value.get<std::string>();
        if (text.size() != held.size() ? text.size() > held.size() : text > held) best = i;
    }
    if (keys.size() != 1 || keys.begin()->empty()) return std::nullopt;
    return best;
}

/// The only side that the file's own person is on: an account of that role enters no other file.
std::optional<std::size_t> own_word(const Sides& sides) {
    std::optional<std::size_t> own;
    for (std::size_t i = 0; i < sides.size(); ++i) {
        if (sides[i].author.role != "person") continue;
        if (own && sides[*own].value != sides[i].value) return std::nullopt;
        own = i;
    }
    return own;
}

std::optional<std::size_t> agreed_on(const Sides& sides) {
    std::map<std::string, std::set<std::string>> authors;
    for (const Dispute::Side& side : sides) authors[side.value.dump()].insert(side.author.name);
    std::size_t most = 0;
    std::size_t so_many = 0;
    for (const auto& [value, names] : authors) {
        if (names.size() == most) ++so_many;
        if (names.size() <= most) continue;
        most = names.size();
        so_many = 1;
    }
    if (most < 2 || so_many != 1) return std::nullopt;
    const auto side = std::ranges::find_if(
        sides, [&](const auto& one) { return authors[one.value.dump()].size() == most; });
    return static_cast<std::size_t>(side - sides.begin());
}

}  // namespace

std::optional<Suggestion> suggestion_for(const Dispute& dispute) {
    const record::MergeClass merge =
        dispute.cell.legal ? record::MergeClass::legal : record::MergeClass::ordinary;
    const bool presence = record::find_group(dispute.cell.tag) != nullptr;
    if (record::conflict_policy(merge).together != record::Meeting::suggest || presence) {
        return std::nullopt;
    }
    if (const auto side = fullest_of_one_text(dispute.sides)) return {{*side, "same_text"}};
    if (const auto side = own_word(dispute.sides)) return {{*side, "own"}};
    if (const auto side = agreed_on(dispute.sides)) return {{*side, "agreed"}};
    return std::nullopt;
}

}  // namespace soxa::office
