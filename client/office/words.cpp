#include "client/office/words.hpp"

#include <algorithm>

#include "client/office/place_text.hpp"

namespace soxa::office {

namespace {

constexpr std::string_view catalogue_text =
#include "client_office_words.inc"
    ;

const Catalogue& catalogue() {
    static const Catalogue read(catalogue_text);
    return read;
}

/// Placeholders are filled in one pass, so that an argument is never taken for one.
std::string filled(std::string_view sentence, const std::vector<std::string>& arguments) {
    std::string said;
    for (std::size_t at = 0; at < sentence.size(); ++at) {
        const bool placeholder = sentence[at] == '{' && at + 2 < sentence.size() &&
                                 sentence[at + 2] == '}' && sentence[at + 1] >= '0' &&
                                 sentence[at + 1] <= '9';
        if (!placeholder) {
            said.push_back(sentence[at]);
            continue;
        }
        const auto index = static_cast<std::size_t>(sentence[at + 1] - '0');
        if (index < arguments.size()) said += arguments[index];
        at += 2;
    }
    return said;
}

/// "@role.clerk,@role.head" in words; what is no key stays as it was.
std::string of_keys(Language language, std::string_view keys) {
    std::string said;
    for (std::string_view rest = keys; !rest.empty();) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        const std::string_view one = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto word = one.starts_with('@')
                              ? catalogue().say(language, one.substr(1), {})
                              : std::nullopt;
        if (!word) return std::string(keys);
        said += (said.empty() ? "" : ", ") + *word;
    }
    return said;
}

}  // namespace

Catalogue::Catalogue(std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto first = line.find('|');
        const auto second = line.find('|', first + 1);
        if (first == std::string_view::npos || second == std::string_view::npos) continue;
        sentences_.emplace(line.substr(0, first),
                           Sentence{line.substr(first + 1, second - first - 1),
                                    line.substr(second + 1)});
    }
}

std::optional<std::string> Catalogue::say(Language language, std::string_view key,
                                          const std::vector<std::string>& arguments) const {
    const auto found = sentences_.find(key);
    if (found == sentences_.end()) return std::nullopt;
    return filled(language == Language::vietnamese ? found->second.vietnamese
                                                   : found->second.english,
                  arguments);
}

std::string say(Language language, std::string_view key,
                const std::vector<std::string>& arguments) {
    std::vector<std::string> said = arguments;
    for (std::string& one : said) {
        if (one.starts_with('@')) one = of_keys(language, one);
    }
    return catalogue().say(language, key, said).value_or(std::string(key));
}

std::string say(Language language, const Fault& fault) {
    std::string said;
    if (!fault.field.empty()) said += place_text(language, fault.field) + ": ";
    if (!fault.rule.empty()) said += "[" + fault.rule + "] ";
    return said + say(language, fault.text, fault.args);
}

std::string say(Language language, const Error& error) {
    if (error.faults.empty()) return say(language, error.text, error.args);
    std::string said;
    for (const Fault& fault : error.faults) {
        if (!said.empty()) said.push_back('\n');
        said += say(language, fault);
    }
    return said + "\n" + say(language, error.text, error.args);
}

}  // namespace soxa::office
