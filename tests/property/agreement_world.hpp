// What the tests of agreement between laptop and province share: files that nobody else has, and
// what an office finds in them.
#pragma once

#include <cstdlib>

#include "client/office/submission.hpp"
#include "tests/property/record_maker.hpp"
#include "tests/unit/exchange_world.hpp"
#include "tests/unit/record_example.hpp"

namespace soxa::tests::agreement_world {

using exchange_world::good;
using exchange_world::secret;

inline std::uint64_t from_environment(const char* name, std::uint64_t otherwise) {
    const char* const set = std::getenv(name);
    return set == nullptr ? otherwise : std::strtoull(set, nullptr, 10);
}

/// Nobody else's: what the surroundings of a file say (R01, R02) is asked on the laptop alone.
inline std::string own_name(std::uint64_t number) {
    constexpr std::string_view consonants = "bcdghklmnt";
    constexpr std::string_view vowels = "aeiou";
    std::string word;
    for (int i = 0; i < 4; ++i) {
        word += consonants[number % consonants.size()];
        number /= consonants.size();
        word += vowels[number % vowels.size()];
        number /= vowels.size();
    }
    word[0] = static_cast<char>(word[0] - 'a' + 'A');
    return "Nguyễn Văn " + word;
}

inline record::Document made(std::uint64_t seed) {
    std::mt19937_64 random(seed);
    record::Document document = made_record(random);
    // A planted fault stays; what is right is this file's own.
    const std::string digits = std::to_string(1'000'000 + seed % 1'000'000).substr(1);
    if (document.text("personal_id") == find_field("", "personal_id")->example) {
        set(document, "personal_id", "034085" + digits);
        // The insurance number follows it, or is the old one of ten digits.
        if (document.text("social_insurance_no").size() == 12) clear(document, "social_insurance_no");
    } else if (!document.text("personal_id").empty()) {
        set(document, "personal_id", std::string(document.text("personal_id")) + digits);
    }
    if (document.text("full_name") == find_field("", "full_name")->example) {
        set(document, "full_name", own_name(seed));
    }
    return document;
}

inline office::Draft entering(const record::Document& document) {
    ledger::Change change;
    for (const auto& [tag, value] : document.fields) change.fields.emplace(tag, value);
    for (const auto& [tag, rows] : document.groups) {
        for (const record::Row& row : rows) change.added.push_back({tag, row.columns});
    }
    office::Draft draft;
    draft.edit = good(ledger::build_edit(nullptr, change));
    return draft;
}

/// For signing, without the office's leave, as an altered client would.
inline office::Draft naming(const ledger::RecordId& record,
                            std::vector<ledger::OperationId> heads) {
    office::Draft draft;
    draft.kind = ledger::Kind::submit;
    draft.record = record;
    draft.references = std::move(heads);
    draft.payload = ledger::encode_reason("");
    return draft;
}

/// Rules and the fields that they name.
using Broken = std::multiset<std::string>;

inline void add(Broken& broken, const Fault& fault) {
    broken.insert(fault.rule + " " + fault.field);
}

/// What keeps the file from being submitted here.
inline Broken refused_here(const office::Office& office, const ledger::RecordState& state) {
    Broken broken;
    for (const Finding& one : office::findings(office, state)) {
        const bool of_surroundings = one.fault.rule == "R01" || one.fault.rule == "R02";
        if (one.severity == Severity::error && !of_surroundings) add(broken, one.fault);
    }
    return broken;
}

}  // namespace soxa::tests::agreement_world
