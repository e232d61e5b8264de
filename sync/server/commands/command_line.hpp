// The command line in the reader's language: what CLI11 says in English of its own, in --help and
// of calls that it does not understand.
#pragma once

#include <CLI/CLI.hpp>

#include "sync/server/commands/console.hpp"

namespace soxa::server {

/// Headings, kinds of values and the texts of --help, of this command and all below it.
void put_in_language(CLI::App& app, const Console& console);

/// What is wrong with a call: the option that is missing or has no good value, the commands that
/// there are. Errc::usage.
[[nodiscard]] Error usage_error(const CLI::App& app, const CLI::ParseError& error);

/// Commands of the contract that arrive later say so (Errc::usage, "command.later").
void add_later_commands(CLI::App& app, Console& console);

}  // namespace soxa::server
