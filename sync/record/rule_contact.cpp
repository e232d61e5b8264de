// How to reach a person, and how agencies are named (DOMAIN §3.5, 3.6); addresses [R33].

#include <algorithm>
#include <array>
#include <vector>

#include "sync/record/catalogue.hpp"
#include "sync/record/code_list.hpp"
#include "sync/record/rule.hpp"

namespace soxa::record::rule {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

constexpr std::size_t mobile_digits = 10;
constexpr std::size_t office_digits = 11;

/// 0 3[2-9] | 5[25689] | 7[06-9] | 8[1-9] | 9[0-9], and seven more.
bool is_mobile(std::string_view number) {
    if (number.size() != mobile_digits || number[0] != '0') return false;
    constexpr std::array<std::string_view, 5> second_digits{"23456789", "25689", "06789",
                                                            "123456789", "0123456789"};
    constexpr std::string_view first_digits = "35789";
    const std::size_t kind = first_digits.find(number[1]);
    return kind != std::string_view::npos &&
           second_digits[kind].find(number[2]) != std::string::npos;
}

struct Prefix {
    std::string_view old;
    std::string_view now;
};
/// Mobile numbers had eleven digits until September 2018.
constexpr Prefix prefixes[] = {{"0162", "032"}, {"0163", "033"}, {"0164", "034"}, {"0165", "035"},
                               {"0166", "036"}, {"0167", "037"}, {"0168", "038"}, {"0169", "039"},
                               {"0120", "070"}, {"0121", "079"}, {"0122", "077"}, {"0126", "076"},
                               {"0128", "078"}, {"0123", "083"}, {"0124", "084"}, {"0125", "085"},
                               {"0127", "081"}, {"0129", "082"}, {"0186", "056"}, {"0188", "058"},
                               {"0199", "059"}};

/// Empty if it is no such number.
std::string converted(std::string_view number) {
    if (number.size() != mobile_digits + 1) return {};
    for (const Prefix& prefix : prefixes) {
        if (number.starts_with(prefix.old)) {
            return std::string(prefix.now) + std::string(number.substr(prefix.old.size()));
        }
    }
    return {};
}

void note_mobile(const Entry& single, Notes& notes) {
    const std::string_view number = single.text("phone_mobile");
    if (number.empty() || is_mobile(number)) return;
    const auto note = [&](Severity severity, std::string_view text,
                          std::vector<std::string> args = {}) {
        notes.add(single, "phone_mobile", {severity, "DM-3.5", text}, std::move(args));
    };
    if (const std::string now = converted(number); !now.empty()) {
        note(Severity::error, "finding.phone_converted", {now});
    } else if (number.size() == mobile_digits && number[0] == '0') {
        note(Severity::warning, "finding.phone_new_prefix");
    } else {
        note(Severity::error, "finding.phone_mobile");
    }
}

void note_landline(const Entry& single, std::string_view id, Notes& notes) {
    const std::string_view number = single.text(id);
    const bool is_landline = number.size() == office_digits && number.starts_with("02");
    if (number.empty() || is_landline || is_mobile(number)) return;
    notes.add(single, id, {Severity::warning, "DM-3.5", "finding.phone_office"});
}

/// One @ with something on either side, and a dot in the domain.
bool is_address(std::string_view email) {
    const std::size_t at = email.find('@');
    if (at == std::string_view::npos || at == 0 || email.rfind('@') != at) return false;
    const std::string_view domain = email.substr(at + 1);
    const std::size_t dot = domain.rfind('.');
    return email.find(' ') == std::string_view::npos && dot != std::string_view::npos && dot > 0 &&
           dot + 1 < domain.size();
}

void note_email(const Entry& single, std::string_view id, Notes& notes) {
    const std::string_view email = single.text(id);
    if (email.empty()) return;
    if (!is_address(email)) {
        notes.add(single, id, {Severity::error, "DM-3.5", "finding.email"});
    } else if (id == "email_official" && !email.ends_with(".gov.vn")) {
        notes.add(single, id, {Severity::warning, "DM-3.5", "finding.email_official"});
    }
}

std::vector<std::string_view> parts_of(std::string_view text) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t dot = text.find('.');
        parts.push_back(text.substr(0, dot));
        if (dot == std::string_view::npos) return parts;
        text.remove_prefix(dot + 1);
    }
}

bool is_first_level(std::string_view part) {
    return part.size() == 3 && is_upper(part[0]) && is_digit(part[1]) && is_digit(part[2]);
}

/// H31.55: the first level is a letter and two digits, those below are two or three characters.
bool is_identifier(std::string_view code) {
    const std::vector<std::string_view> parts = parts_of(code);
    return is_first_level(parts.front()) &&
           std::all_of(parts.begin() + 1, parts.end(), [](std::string_view part) {
               return (part.size() == 2 || part.size() == 3) &&
                      std::all_of(part.begin(), part.end(),
                                  [](char c) { return is_digit(c) || is_upper(c); });
           });
}

/// 000.00.55.H31, which reads from right to left and pads with zeros, was the form until 2020;
/// empty if it is no such thing.
std::string modern_identifier(std::string_view code) {
    const std::vector<std::string_view> parts = parts_of(code);
    constexpr std::size_t levels = 4;
    if (parts.size() != levels || !is_first_level(parts.back()) || parts.front().size() != 3) {
        return {};
    }
    std::string made(parts.back());
    std::string zeros;
    for (std::size_t i = levels - 1; i-- > 0;) {
        if (!std::all_of(parts[i].begin(), parts[i].end(), is_digit)) return {};
        zeros.append(1, '.').append(parts[i]);
        if (parts[i].find_first_not_of('0') == std::string_view::npos) continue;
        made += zeros;
        zeros.clear();
    }
    return made;
}

struct Address {
    std::string_view province;
    std::string_view commune;
    bool current;
};
constexpr Address addresses[] = {
    {"birth_place_province", "birth_place_commune", false},
    {"home_town_province", "home_town_commune", false},
    {"residence_permanent_province", "residence_permanent_commune", true},
    {"residence_current_province", "residence_current_commune", true},
};

/// A place as the lists know it on the day of judging.
struct Place {
    bool known = false;
    bool unknown_to_complete_list = false;
    /// In no list: of the province's that is doubtful, of the few that the program has only told.
    std::optional<Severity> unlisted{};
    std::string label;
    std::string parent;
    std::string ended;  ///< its last day, if that is over
};

Place place_of(const Subject& subject, std::string_view list, std::string_view code) {
    const std::string today = stored(subject.today);
    const Catalogue* const loaded =
        subject.facts.catalogues == nullptr ? nullptr : subject.facts.catalogues->find(list);
    if (loaded != nullptr) {
        const Item* const item = loaded->item(code, today);
        if (item == nullptr) {
            Place none;
            none.unknown_to_complete_list = loaded->complete;
            none.unlisted = loaded->version == "0" ? Severity::info : Severity::warning;
            return none;
        }
        const bool over = !item->valid_to.empty() && item->valid_to < today;
        return {true, false, {}, item->label, item->parent, over ? item->valid_to : std::string{}};
    }
    const Code* const own = find_code(*find_code_list(list), code);
    if (own == nullptr) return {};
    const bool over = !own->valid_to.empty() && own->valid_to < today;
    return {true, false, {}, std::string(own->label), std::string(own->parent),
            over ? std::string(own->valid_to) : std::string{}};
}

/// The days of a code in its list: one item, or several that follow each other.
struct Span {
    std::string label;
    std::string from;
    std::string to;
};

std::vector<Span> spans_of(const Subject& subject, std::string_view list, std::string_view code) {
    std::vector<Span> spans;
    const Catalogue* const loaded =
        subject.facts.catalogues == nullptr ? nullptr : subject.facts.catalogues->find(list);
    if (loaded != nullptr) {
        for (const Item& item : loaded->items) {
            if (item.code == code) spans.push_back({item.label, item.valid_from, item.valid_to});
        }
    } else if (const Code* const own = find_code(*find_code_list(list), code)) {
        spans.push_back({std::string(own->label), std::string(own->valid_from),
                         std::string(own->valid_to)});
    }
    return spans;
}

/// Whether there was such a commune when he was born. Today's name of an older place is how people
/// write it: then the name of its time stands beside, as text.
void note_birth_place(const Subject& subject, Notes& notes) {
    const Entry single = subject.single();
    constexpr std::string_view commune = "birth_place_commune";
    const auto born = single.date("birth_date");
    const std::vector<Span> spans = spans_of(subject, "commune", single.text(commune));
    if (!born || spans.empty()) return;
    bool begun = false;
    for (const Span& one : spans) {
        const bool later = !one.from.empty() && surely_after(known_date(one.from), *born);
        const bool over = !one.to.empty() && surely_after(*born, known_date(one.to));
        if (!later && !over) return;
        begun = begun || !later;
    }
    if (!begun && single.has("birth_place_text")) return;
    notes.add(single, commune, {Severity::warning, "R33", "finding.place_at_birth"},
              {spans.front().label, shown(*born)});
}

void note_today(const Subject& subject, std::string_view id, Notes& notes) {
    const Entry single = subject.single();
    if (!single.has(id)) return;
    const Place place = place_of(subject, single.field(id)->catalogue, single.text(id));
    if (place.unknown_to_complete_list) {
        notes.add(single, id, {Severity::error, "R33", "finding.place_unknown"},
                  {std::string(single.text(id))});
    } else if (!place.ended.empty()) {
        notes.add(single, id, {Severity::error, "R33", "finding.place_ended"},
                  {place.label, shown(known_date(place.ended))});
    }
}

void note_address(const Subject& subject, const Address& address, Notes& notes) {
    const Entry single = subject.single();
    if (address.current) {
        note_today(subject, address.province, notes);
        note_today(subject, address.commune, notes);
    }
    const Place commune = place_of(subject, "commune", single.text(address.commune));
    const bool told = address.current && commune.unknown_to_complete_list;  // as an error
    if (commune.unlisted && !told && single.has(address.commune)) {
        // Where somebody comes from is of its own time, and may be of a province whose list is not
        // here.
        const Severity severity = address.current ? *commune.unlisted : Severity::info;
        notes.add(single, address.commune, {severity, "R33", "finding.place_unlisted"},
                  {std::string(single.text(address.commune))});
    }
    const std::string_view province = single.text(address.province);
    if (!commune.known || province.empty() || commune.parent == province) return;
    const Place right = place_of(subject, "province", commune.parent);
    const Severity severity = address.current ? Severity::error : Severity::warning;
    notes.add(single, address.commune, {severity, "R33", "finding.commune_of_province"},
              {commune.label, right.known ? right.label : commune.parent});
}

}  // namespace

void contact(const Subject& subject, Notes& notes) {
    const Entry single = subject.single();
    note_mobile(single, notes);
    for (const auto id : {"phone_office", "phone_home"}) note_landline(single, id, notes);
    for (const auto id : {"email_official", "email_private"}) note_email(single, id, notes);
}

void agencies(const Subject& subject, Notes& notes) {
    const Entry single = subject.single();
    for (const auto id : {"managing_agency_id", "using_unit_id"}) {
        const std::string_view code = single.text(id);
        if (code.empty() || is_identifier(code)) continue;
        const std::string modern = modern_identifier(code);
        const std::string_view text =
            modern.empty() ? "finding.agency_identifier" : "finding.agency_old_identifier";
        notes.add(single, id, {Severity::info, "DM-3.6", text}, {modern});
    }
}

void places(const Subject& subject, Notes& notes) {
    for (const Address& address : addresses) note_address(subject, address, notes);
    note_birth_place(subject, notes);
}

}  // namespace soxa::record::rule
