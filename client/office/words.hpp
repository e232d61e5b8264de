// What the program says to people: one catalogue a language, keyed by what the layers below name
// in their errors and findings.
//
// The catalogue is written in words/*.words.txt, a line a key: key|Vietnamese|English, with {0},
// {1} … where arguments go. Built into the program.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/result.hpp"

namespace soxa::office {

enum class Language { vietnamese, english };

/// The sentences of one folder, as embed_words.cmake builds them in; the text outlives it.
class Catalogue {
public:
    explicit Catalogue(std::string_view text);

    /// Nothing if the key is not in this catalogue.
    [[nodiscard]] std::optional<std::string> say(Language language, std::string_view key,
                                                 const std::vector<std::string>& arguments) const;

private:
    struct Sentence {
        std::string_view vietnamese;
        std::string_view english;
    };
    std::map<std::string_view, Sentence> sentences_;
};

/// The sentence of a key; a key that is not in the catalogue is said as it is, which a lint test
/// keeps from happening. An argument "@key" is the sentence of that key, "@key,@key" those of several.
[[nodiscard]] std::string say(Language language, std::string_view key,
                              const std::vector<std::string>& arguments = {});
/// What happened, and for refused data each fault on its own line: field, rule, what is wrong and
/// what would be right.
[[nodiscard]] std::string say(Language language, const Error& error);
[[nodiscard]] std::string say(Language language, const Fault& fault);

}  // namespace soxa::office
