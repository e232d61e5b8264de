// Numbers that name a person: personal ID, earlier ID, insurance (DOMAIN §2.1, 3.1, 3.2).

#include <algorithm>

#include "sync/record/code_list.hpp"
#include "sync/record/rule.hpp"
#include "sync/record/text.hpp"

namespace soxa::record::rule {

namespace {

constexpr std::size_t id_digits = 12;
constexpr std::size_t old_id_digits = 9;
constexpr std::size_t insurance_digits = 10;

bool all_digits(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// PPP C YY NNNNNN: province of registration, century and sex, year of birth, and six digits at
/// random. There is no check digit, so nothing more can be known.
struct IdNumber {
    std::string_view province;
    int birth_year;
    std::string_view gender;  ///< "1" or "2", as the code list has it
};

IdNumber parts_of(std::string_view id) {
    const auto digit = [&](std::size_t i) { return id[i] - '0'; };
    const int century_and_sex = digit(3);
    return {id.substr(0, 3), 1900 + century_and_sex / 2 * 100 + digit(4) * 10 + digit(5),
            century_and_sex % 2 == 0 ? "1" : "2"};
}

void note_length(const Entry& single, std::string_view id, Notes& notes) {
    const auto note = [&](std::string_view text, std::vector<std::string> args = {}) {
        notes.add(single, "personal_id", {Severity::error, "DM-3.1", text}, std::move(args));
    };
    if (id.size() == id_digits - 1) {  // a spreadsheet took the leading 0 away
        note("finding.id_eleven_digits", {std::string(1, '0').append(id)});
    } else if (id.size() == old_id_digits) {
        note("finding.id_nine_digits");
    } else {
        note("finding.id_length", {std::to_string(id.size())});
    }
}

void note_parts(const Entry& single, const IdNumber& id, Notes& notes) {
    const auto note = [&](Severity severity, std::string_view text, std::vector<std::string> args) {
        notes.add(single, "personal_id", {severity, "DM-3.1", text}, std::move(args));
    };
    const Code* const province = find_code(*find_code_list("province_63"), id.province);
    if (province == nullptr) {
        note(Severity::warning, "finding.id_province", {std::string(id.province)});
    } else {
        note(Severity::info, "finding.id_registered_in", {std::string(province->label)});
    }
    const std::string_view gender = single.text("gender");
    if (!gender.empty() && gender != id.gender) {
        const Code* const said = find_code(*find_code_list("gender"), id.gender);
        note(Severity::warning, "finding.id_gender", {std::string(said->label)});
    }
    const auto birth = single.date("birth_date");
    if (birth && birth->year != id.birth_year) {
        note(Severity::warning, "finding.id_birth_year", {std::to_string(id.birth_year)});
    }
}

/// Cards with twelve digits are issued since 2016; a few pilots were earlier [DM-2.1].
void note_issue(const Entry& single, Notes& notes) {
    constexpr KnownDate first{2016, 1, 1};
    const auto issued = single.date("personal_id_issue_date");
    constexpr int year_min = 1900;  // before it, the date itself is wrong
    if (!issued || issued->year < year_min || !surely_after(first, *issued)) return;
    notes.add(single, "personal_id_issue_date",
              {Severity::warning, "DM-2.1", "finding.card_too_early"}, {shown(first)});
}

/// Nine digits until 2016, twelve since; spaces and dots as people write them.
void note_earlier(const Entry& single, Notes& notes) {
    const Value* const value = single.find("legacy_id_numbers");
    const auto* const numbers =
        value == nullptr ? nullptr : std::get_if<std::vector<std::string>>(value);
    if (numbers == nullptr) return;
    for (std::string number : *numbers) {
        std::erase_if(number, [](char c) { return c == ' ' || c == '.' || c == '-'; });
        const bool right = number.size() == old_id_digits || number.size() == id_digits;
        if (right && all_digits(number)) continue;
        notes.add(single, "legacy_id_numbers", {Severity::error, "DM-3.1", "finding.earlier_id"},
                  {number});
    }
}

/// Two letters and thirteen digits, the last ten of which are the social insurance number; newer
/// cards have those ten alone.
bool is_card_number(std::string_view card) {
    constexpr std::size_t card_length = 15;
    const auto is_letter = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (card.size() == insurance_digits) return all_digits(card);
    return card.size() == card_length && is_letter(card[0]) && is_letter(card[1]) &&
           all_digits(card.substr(2));
}

}  // namespace

void personal_id(const Subject& subject, Notes& notes) {
    const Entry single = subject.single();
    const std::string_view id = single.text("personal_id");
    if (id.size() == id_digits && all_digits(id)) {
        note_parts(single, parts_of(id), notes);
        note_issue(single, notes);
    } else if (!id.empty()) {
        note_length(single, id, notes);
    }
    note_earlier(single, notes);
}

void insurance(const Subject& subject, Notes& notes) {
    const Entry single = subject.single();
    const std::string_view social = single.text("social_insurance_no");
    const bool is_personal_id = social.size() == id_digits && social == single.text("personal_id");
    if (!social.empty() && social.size() != insurance_digits && !is_personal_id) {
        notes.add(single, "social_insurance_no",
                  {Severity::error, "DM-3.2", "finding.social_insurance"});
    }
    std::string card = upper_case(single.text("health_insurance_no"));
    std::erase_if(card, [](char c) { return c == ' ' || c == '-' || c == '.'; });
    if (card.empty()) return;
    if (!is_card_number(card)) {
        notes.add(single, "health_insurance_no",
                  {Severity::error, "DM-3.2", "finding.health_insurance"});
    } else if (social.size() == insurance_digits && !card.ends_with(social)) {
        notes.add(single, "health_insurance_no",
                  {Severity::warning, "DM-3.2", "finding.health_insurance_end"},
                  {std::string(social)});
    }
}

}  // namespace soxa::record::rule
