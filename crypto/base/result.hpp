// Errors as values, from the lowest layer to the edge of the program.
//
// A function that can fail for a reason outside the program returns Result<T>. Errc says what the
// program does about it and is the exit code of the command line (CLI contract); `text` is a key
// of the word catalogues, so that the edge can say in the reader's language what happened, that
// nothing is lost, and what to do. A broken invariant is no Error: it is an assert.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <tl/expected.hpp>

namespace soxa {

/// What the program does about a failure. The number is the exit code.
enum class Errc {
    usage = 2,            ///< the call is wrong
    invalid_input = 3,    ///< data refused; `faults` names each field
    not_allowed = 4,      ///< login, role, clearance, revocation
    decision_needed = 5,  ///< a person must decide a conflict
    no_connection = 6,    ///< nobody answered; what was acknowledged is safe
    integrity = 7,        ///< tampered, forged, rolled back
    storage = 8,          ///< full, I/O error, held by another process
    defect = 70,          ///< ours
};

/// One thing wrong with what a person or a file gave us.
struct Fault {
    std::string field;              ///< field id, or "group/row.column", or a line number
    std::string rule;               ///< rule id from DOMAIN §3, or the type that refused it
    std::string text;               ///< word key: what is wrong and what would be right
    std::vector<std::string> args;  ///< for the placeholders {0}, {1} … of the text

    friend bool operator==(const Fault&, const Fault&) = default;
};

struct Error {
    Errc code;
    std::string text;               ///< word key
    std::vector<std::string> args;  ///< never personal data: errors reach the log
    std::vector<Fault> faults;      ///< with Errc::invalid_input
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(Errc code, std::string text,
                                                std::vector<std::string> args = {}) {
    return tl::make_unexpected(Error{code, std::move(text), std::move(args), {}});
}

[[nodiscard]] inline tl::unexpected<Error> refuse(std::vector<Fault> faults) {
    return tl::make_unexpected(Error{Errc::invalid_input, "input.refused", {}, std::move(faults)});
}

}  // namespace soxa

// TRY(transaction.commit());           passes the error of a Result<void> on to our caller.
// TRY_LET(auto row, table.find(id));   the value, or the error to our caller.
#define SOXA_JOIN_(a, b) a##b
#define SOXA_JOIN(a, b) SOXA_JOIN_(a, b)
#define TRY(expression)                                                                        \
    do {                                                                                       \
        if (auto tried_ = (expression); !tried_)                                               \
            return tl::make_unexpected(std::move(tried_).error());                             \
    } while (false)
#define TRY_LET(declaration, expression)                                                       \
    auto SOXA_JOIN(tried_, __LINE__) = (expression);                                           \
    if (!SOXA_JOIN(tried_, __LINE__))                                                          \
        return tl::make_unexpected(std::move(SOXA_JOIN(tried_, __LINE__)).error());            \
    declaration = std::move(*SOXA_JOIN(tried_, __LINE__))
