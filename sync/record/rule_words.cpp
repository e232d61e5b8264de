// What must not stand in any text: classification marks and passwords [R36]. State secrets are not
// entered here at all (DOMAIN §2.3, X).

#include "sync/record/rule_words.hpp"

#include <array>

#include "sync/record/rule.hpp"
#include "sync/record/text.hpp"

namespace soxa::record {

namespace rule {

namespace {

/// People's names may be any word, and are upper case where a clerk types them so.
bool is_name(const Field& field) {
    constexpr std::array<std::string_view, 6> ids{"full_name", "other_names", "signer",
                                                  "grantee",   "grantor",     "delegate"};
    for (const std::string_view id : ids) {
        if (field.id == id) return true;
    }
    return false;
}

bool is_word_end(const std::u32string& text, std::size_t at) {
    return at >= text.size() ||
           std::u32string_view(U" .,;:!?()[]/\"'\n-–").find(text[at]) != std::u32string_view::npos;
}

/// "MẬT" as a word by itself and in capitals, as a stamp has it; not the end of "BẢO MẬT", nor the
/// beginning of "MẬT MÃ" or "MẬT KHẨU".
bool has_stamp(const std::string& text) {
    const std::u32string characters = code_points(text);
    constexpr std::u32string_view mark = U"MẬT";
    for (std::size_t at = characters.find(mark); at != std::u32string::npos;
         at = characters.find(mark, at + 1)) {
        const std::size_t end = at + mark.size();
        if ((at > 0 && !is_word_end(characters, at - 1)) || !is_word_end(characters, end)) continue;
        const std::u32string_view before = std::u32string_view(characters).substr(0, at);
        const std::u32string_view after = std::u32string_view(characters).substr(end);
        const bool harmless = before.ends_with(U"BẢO ") || before.ends_with(U"BÍ ") ||
                              after.starts_with(U" MÃ") || after.starts_with(U" KHẨU") ||
                              after.starts_with(U" ONG");
        if (!harmless) return true;
    }
    return false;
}

bool has_password(const std::string& text) {
    if (text.find_first_of(":=") == std::string::npos) return false;  // most texts: no key is made
    const std::string key = search_key(text);
    for (const auto sign : {"mat khau:", "mat khau :", "mat khau =", "mat khau=", "password:",
                            "password=", "password =", "pass:"}) {
        if (key.find(sign) != std::string::npos) return true;
    }
    return false;
}

void note_text(const Entry& entry, const Field& field, const std::string& text, Notes& notes) {
    if (has_stamp(text)) {
        notes.add(entry, field.id, {Severity::error, "R36", "finding.classification_mark"});
    }
    if (has_password(text)) {
        notes.add(entry, field.id, {Severity::error, "R36", "finding.password"});
    }
}

}  // namespace

void forbidden_words(const Subject& subject, Notes& notes) {
    for (const Entry& entry : subject.entries()) {
        for (const auto& [tag, value] : entry.values()) {
            const Field* const field = find_field(tag);
            if (field == nullptr || is_name(*field)) continue;
            if (const auto* const text = std::get_if<std::string>(&value)) {
                note_text(entry, *field, *text, notes);
            } else if (const auto* const texts = std::get_if<std::vector<std::string>>(&value)) {
                for (const std::string& one : *texts) note_text(entry, *field, one, notes);
            }
        }
    }
}

}  // namespace rule

bool has_classification_mark(const std::string& text) { return rule::has_stamp(text); }

}  // namespace soxa::record
