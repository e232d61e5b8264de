#include "ui/words/words.hpp"

namespace soxa::ui {

namespace {

constexpr std::string_view catalogue_text =
#include "ui_words_catalogue.inc"
    ;

const office::Catalogue& catalogue() {
    static const office::Catalogue read(catalogue_text);
    return read;
}

}  // namespace

std::string Words::say(std::string_view key, const std::vector<std::string>& arguments) const {
    auto said = catalogue().say(language_, key, arguments);
    return said ? std::move(*said) : office::say(language_, key, arguments);
}

std::string Words::say(const Error& error) const {
    if (error.faults.empty()) return say(error.text, error.args);
    std::string said;
    for (const Fault& fault : error.faults) {
        if (!said.empty()) said.push_back('\n');
        said += say(fault.text, fault.args);
    }
    return said;
}

std::string_view Words::of(std::string_view vietnamese, std::string_view english) const {
    return language_ == office::Language::vietnamese ? vietnamese : english;
}

}  // namespace soxa::ui
