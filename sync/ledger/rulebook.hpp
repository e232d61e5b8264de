// What a unit is judged by: the packs, lists and map that its province has published, folded from
// its stream as everything else is.
//
// Until the province has published a pack, and for the days before its first one, the founding
// regime counts (TB-2024), the program's own lists and map likewise. A pack says what is late, who
// signs and what is asked for; it has no part in what an approval signs.
#pragma once

#include <memory>
#include <string>

#include "sync/ledger/publication.hpp"
#include "sync/record/catalogue.hpp"
#include "sync/record/national.hpp"
#include "sync/record/policy.hpp"

namespace soxa::ledger {

/// As lists of what was published name it.
struct Published {
    Kind kind = Kind::pack_publish;
    std::string name;
    std::string version;
    std::string title;
    std::string first;  ///< day, YYYY-MM-DD; a list's is its version
    std::string last;   ///< or empty
    std::uint64_t position = 0;
    Timestamp received{};

    friend bool operator==(const Published&, const Published&) = default;
};

struct Rulebook {
    record::PolicyHistory packs;
    record::Catalogues catalogues;
    record::NationalMap national;
    std::vector<Published> published;  ///< in the order of the log

    /// The pack of a day; nothing before the first.
    [[nodiscard]] const record::Policy* on(record::Day day) const { return packs.on(day); }
};

/// Publications, and the withdrawal of one.
[[nodiscard]] bool changes_rulebook(Kind kind);

/// The name, version and days of a published thing; nothing where its bytes are not what the
/// strict parsers of packs, lists and maps take.
[[nodiscard]] std::optional<Published> described(const Publication& publication);

/// From any entries of a stream, in any order. What cannot be read is not there.
[[nodiscard]] Rulebook rulebook_of(std::span<const Stored> entries,
                                   std::uint64_t until = whole_log);

/// The publications of one stream, and the rulebook as of any position of its log: a version is
/// judged by what its author could know, and again by what there was when it arrived.
class Rulebooks {
public:
    Rulebooks() = default;
    /// Of entries of any kind; only publications are kept.
    explicit Rulebooks(std::vector<Stored> entries);

    [[nodiscard]] const Rulebook& now() const { return as_of(whole_log); }
    /// Good as long as this is.
    [[nodiscard]] const Rulebook& as_of(std::uint64_t position) const;

private:
    std::vector<Stored> entries_;
    /// By how many of the entries stand at or below the position.
    mutable std::map<std::size_t, std::unique_ptr<const Rulebook>> folded_;
};

}  // namespace soxa::ledger
