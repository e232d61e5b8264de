// The command line as a whole: its language, what is wrong with it, and commands that are promised
// but not there yet. What CLI11 says is English only, so it is said anew here.
#pragma once

#include <string>

#include <CLI/CLI.hpp>

#include "client/ctl/console.hpp"

namespace soxa::ctl {

/// --lang and --json are needed for what is said of a line that could not be read.
void read_ahead(int count, char** words, Options& options);
/// Leaves of every "tiếng Việt / English" of the help the side that was asked for.
void put_in_language(CLI::App& app, office::Language language);
/// Which word is wrong and what would be right: Errc::usage.
[[nodiscard]] Error usage_error(const CLI::App& app, const CLI::ParseError& error);
/// Commands of the contract that come with a later version: they say so and exit 2.
void add_later(const Commands& commands);

}  // namespace soxa::ctl
