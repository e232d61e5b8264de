#include "sync/record/catalogue.hpp"
#include "sync/record/number_text.hpp"
#include "sync/record/rule.hpp"
#include "sync/record/salary_scale.hpp"

namespace soxa::record::rule {

namespace {

constexpr std::size_t steps_max = 40;
constexpr int months_max = 240;

/// "2.34/36": the coefficient and the months of a regular raise. False if it is neither.
bool take_step(std::string_view note, Scale& scale) {
    const std::size_t slash = note.find('/');
    const auto coefficient = read_number(note.substr(0, slash), 2);
    if (!coefficient || *coefficient <= 0) return false;
    scale.coefficients.push_back(*coefficient);
    if (slash == std::string_view::npos) return true;
    const auto months = read_number(note.substr(slash + 1), 0);
    if (months && *months > 0 && *months <= months_max) {
        scale.raise_cycle_months = static_cast<int>(*months);
    }
    return true;
}

std::optional<Scale> own_scale(std::string_view name) {
    const SalaryScale* const own = find_scale(name);
    if (own == nullptr) return std::nullopt;
    return Scale{std::string(own->label_vi),
                 {own->coefficients.begin(), own->coefficients.end()},
                 own->raise_cycle_months};
}

/// As the province has loaded it; the first step without an item in force ends it.
std::optional<Scale> loaded_scale(const Catalogue& steps, std::string_view name,
                                  std::string_view day) {
    const SalaryScale* const own = find_scale(name);
    Scale scale;
    scale.label = own == nullptr ? std::string(name) : std::string(own->label_vi);
    for (std::size_t step = 1; step <= steps_max; ++step) {
        const Item* const item =
            steps.item(std::string(name) + "-" + std::to_string(step), day);
        if (item == nullptr || !item->holds_on(day) || !take_step(item->note, scale)) break;
    }
    if (scale.coefficients.empty()) return std::nullopt;
    return scale;
}

}  // namespace

std::optional<std::int64_t> Scale::coefficient_at(std::int64_t step) const {
    if (step < 1 || step > step_max()) return std::nullopt;
    return coefficients[static_cast<std::size_t>(step - 1)];
}

std::optional<Scale> scale_of(const Subject& subject, std::string_view rank,
                              const KnownDate& day) {
    const Catalogues* const lists = subject.facts.catalogues;
    const Catalogue* const ranks = lists == nullptr ? nullptr : lists->find("rank");
    const Catalogue* const steps = lists == nullptr ? nullptr : lists->find("salary_step");
    if (ranks == nullptr || steps == nullptr) {
        const SalaryScale* const own = scale_of_rank(rank);
        return own == nullptr ? std::nullopt : own_scale(own->name);
    }
    const std::string on = stored(day);
    const Item* const item = ranks->item(rank, on);
    if (item == nullptr || item->parent.empty()) return std::nullopt;
    return loaded_scale(*steps, item->parent, on);
}

}  // namespace soxa::record::rule
