// What the window says: the sentences of words/*.words.txt, and behind them those of the office.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/office/words.hpp"

namespace soxa::ui {

class Words {
public:
    explicit Words(office::Language language) : language_(language) {}

    [[nodiscard]] office::Language language() const { return language_; }
    /// The sentence of a key, with {0}, {1} … filled in.
    [[nodiscard]] std::string say(std::string_view key,
                                  const std::vector<std::string>& arguments = {}) const;
    /// What happened, that nothing is lost, what to do. Of refused data, a line a fault, without
    /// the names that fields have for programs.
    [[nodiscard]] std::string say(const Error& error) const;
    /// Of the two labels that catalogues carry.
    [[nodiscard]] std::string_view of(std::string_view vietnamese, std::string_view english) const;

private:
    office::Language language_;
};

}  // namespace soxa::ui
