#include "sync/server/words.hpp"

#include <optional>

namespace soxa::server {

/// words/server.words.txt: lines of key|vi|en.
extern const std::string_view server_words;
/// The laptop's own: rules, packs and lists are told alike on both ends.
extern const std::string_view record_words;

namespace {

struct Phrase {
    std::string_view vi;
    std::string_view en;
};

std::optional<Phrase> phrase_in(std::string_view words, std::string_view key) {
    for (std::string_view rest = words; !rest.empty();) {
        const std::size_t end = rest.find('\n');
        const std::string_view line = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        const std::size_t first = line.find('|');
        const std::size_t second = line.find('|', first + 1);
        if (first == std::string_view::npos || second == std::string_view::npos ||
            line.substr(0, first) != key) {
            continue;
        }
        return Phrase{line.substr(first + 1, second - first - 1), line.substr(second + 1)};
    }
    return std::nullopt;
}

std::optional<Phrase> phrase_of(std::string_view key) {
    const auto own = phrase_in(server_words, key);
    return own ? own : phrase_in(record_words, key);
}

std::string filled(std::string_view text, const std::vector<std::string>& args) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool place = text[i] == '{' && i + 2 < text.size() && text[i + 2] == '}' &&
                           text[i + 1] >= '0' && text[i + 1] <= '9';
        if (!place) {
            out += text[i];
            continue;
        }
        const auto index = static_cast<std::size_t>(text[i + 1] - '0');
        if (index < args.size()) out += args[index];
        i += 2;
    }
    return out;
}

}  // namespace

bool has_words(std::string_view key) { return phrase_of(key).has_value(); }

std::string say(Language language, std::string_view key, const std::vector<std::string>& args) {
    const auto phrase = phrase_of(key);
    if (phrase) return filled(language == Language::vi ? phrase->vi : phrase->en, args);
    std::string out(key);
    for (const std::string& arg : args) out += " " + arg;
    return out;
}

std::string say(Language language, const Error& error) {
    std::string out = say(language, error.text, error.args);
    for (const Fault& fault : error.faults) {
        out += '\n';
        if (!fault.field.empty()) out += fault.field + ": ";
        if (!fault.rule.empty()) out += fault.rule + ": ";
        out += say(language, fault.text, fault.args);
    }
    return out;
}

}  // namespace soxa::server
