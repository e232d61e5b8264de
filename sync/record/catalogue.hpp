// Catalogues as versioned data: the program's own lists (code_list.hpp) and those that a province
// loads over them (DOMAIN §4).
//
// Every item has its days. A value is stored by code and read with the label of its date; a code
// that was replaced stays valid on old rows, and for new entry leads to its successor, or to a
// question where there are several. Loading a list takes no code away: an item that it does not
// name stays as it was.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tl/expected.hpp>

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"
#include "sync/record/field.hpp"

namespace soxa::record {

struct Item {
    std::string code;
    std::string label;
    std::string valid_from;  ///< YYYY-MM-DD or empty
    std::string valid_to;    ///< last day, or empty
    std::string parent;
    std::vector<std::string> replaced_by;
    std::string national_code;  ///< of the national database; empty: not known
    std::string note;

    [[nodiscard]] bool holds_on(std::string_view day) const {
        return valid_from <= day && (valid_to.empty() || day <= valid_to);
    }
    friend bool operator==(const Item&, const Item&) = default;
};

struct Catalogue {
    std::string name;     ///< as Field::catalogue names it
    std::string version;  ///< of who issued it: a day, or "0" for the program's own
    std::string title;
    bool complete = true;  ///< false: a code that is not here may exist all the same
    /// By code, then by first day: a code may have had another meaning before (15 was Yên Bái).
    std::vector<Item> items;

    /// What the code means on that day; if it means nothing then, what it last meant before, or
    /// first after.
    [[nodiscard]] const Item* item(std::string_view code, std::string_view day) const;
    /// Items in force, in the order of the list.
    [[nodiscard]] std::vector<const Item*> in_force(std::string_view day) const;
    friend bool operator==(const Catalogue&, const Catalogue&) = default;
};

/// What an old code is for new entry.
struct Replacement {
    enum class Kind {
        current,  ///< in force: nothing to do
        one,      ///< one successor: taken, and said
        many,     ///< several: a person chooses
        ended,    ///< none: a person looks
        unknown,
    };
    Kind kind = Kind::unknown;
    std::vector<const Item*> items;
};
/// Follows chains of replacement to the items in force.
[[nodiscard]] Replacement replacement(const Catalogue& catalogue, std::string_view code,
                                      std::string_view day);

/// Told as of today; rows and origins are of their own time, and keep their codes.
[[nodiscard]] bool is_of_now(const Field& field);

/// The program's own list of that name. Old provinces lead to those they are part of now.
[[nodiscard]] std::optional<Catalogue> built_in_catalogue(std::string_view name);
/// The newer one over the older: its items replace those with the same code and first day.
[[nodiscard]] Catalogue overlaid(const Catalogue& base, const Catalogue& newer);

/// The lists as they are now; loading keeps what was there.
class Catalogues {
public:
    /// The program's own and whatever was loaded over it; nothing if neither has such a list.
    [[nodiscard]] const Catalogue* find(std::string_view name) const;
    void load(const Catalogue& newer);

private:
    mutable std::map<std::string, std::optional<Catalogue>, std::less<>> lists_;
};

inline constexpr std::size_t catalogue_bytes_max = 4 * 1024 * 1024;

/// The file that a province edits or a spreadsheet gives: a head of `key = value`, then a line an
/// item with "|" between the columns. Nothing is guessed; all mistakes are told with their lines.
[[nodiscard]] tl::expected<Catalogue, std::vector<Fault>> read_catalogue(std::string_view text);
[[nodiscard]] std::string write_catalogue(const Catalogue& catalogue);

/// What is signed and sent; nothing if the bytes are not what encode() writes.
[[nodiscard]] Bytes encode(const Catalogue& catalogue);
[[nodiscard]] std::optional<Catalogue> decode_catalogue(ByteView bytes);

}  // namespace soxa::record
