// The rules behind check(): small functions over one document, each told by finding.cpp's table.
//
// A rule reads an Entry (the single fields, or one row) and notes what it finds. It asks nothing
// but the document and the facts given with it, so the same document has the same findings
// everywhere.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/record/date_text.hpp"
#include "sync/record/document.hpp"
#include "sync/record/finding.hpp"

namespace soxa::record::rule {

/// The single fields of a document, or one row of it; lives no longer than the document.
class Entry {
public:
    explicit Entry(const Document& document) : values_(&document.fields) {}
    Entry(const Group& group, const Row& row) : values_(&row.columns), group_(&group), row_(&row) {}

    [[nodiscard]] std::string_view group() const {
        return group_ == nullptr ? std::string_view{} : group_->id;
    }
    /// Nothing if this group has no such column.
    [[nodiscard]] const Field* field(std::string_view id) const { return find_field(group(), id); }
    [[nodiscard]] const Value* find(std::string_view id) const;
    [[nodiscard]] bool has(std::string_view id) const { return find(id) != nullptr; }
    /// Empty if there is none.
    [[nodiscard]] std::string_view text(std::string_view id) const;
    [[nodiscard]] std::optional<std::int64_t> number(std::string_view id) const;
    [[nodiscard]] std::optional<KnownDate> date(std::string_view id) const;
    [[nodiscard]] const std::map<Tag, Value>& values() const { return *values_; }
    /// All that could have a value here.
    [[nodiscard]] std::span<const Field> fields() const;
    /// As a Fault names the field.
    [[nodiscard]] std::string place(const Field& field) const;

private:
    const std::map<Tag, Value>* values_;
    const Group* group_ = nullptr;
    const Row* row_ = nullptr;
};

/// What a rule may look at.
struct Subject {
    const Document& document;
    KnownDate today;
    const Facts& facts;

    [[nodiscard]] Entry single() const { return Entry(document); }
    [[nodiscard]] std::vector<Entry> rows(std::string_view group) const;
    /// The single fields, then every row of every group.
    [[nodiscard]] std::vector<Entry> entries() const;
};

/// What to say of a field: the rule that says it, and the word key.
struct Remark {
    Severity severity;
    std::string_view rule;
    std::string_view text;
};

/// Findings in the template's order, whatever the order of the rules.
class Notes {
public:
    void add(const Entry& entry, std::string_view id, const Remark& remark,
             std::vector<std::string> args = {});
    /// Of a group as a whole, where there is no row to point at.
    void add(const Group& group, const Remark& remark, std::vector<std::string> args = {});
    [[nodiscard]] std::vector<Finding> take();

private:
    struct Note {
        Tag tag;
        Finding finding;
    };
    std::vector<Note> notes_;
};

// In the order of DOMAIN.
void presence(const Subject& subject, Notes& notes);         // TB-6.3a
void ranges(const Subject& subject, Notes& notes);           // DM-2.2, DM-2.4
void kinds(const Subject& subject, Notes& notes);            // DM-2.4
void personal_id(const Subject& subject, Notes& notes);      // DM-3.1
void insurance(const Subject& subject, Notes& notes);        // DM-3.2
void names(const Subject& subject, Notes& notes);            // DM-3.3
void date_ranges(const Subject& subject, Notes& notes);      // DM-3.4
void periods(const Subject& subject, Notes& notes);          // DM-3.4, R16
void contact(const Subject& subject, Notes& notes);          // DM-3.5
void agencies(const Subject& subject, Notes& notes);         // DM-3.6
void likeness(const Subject& subject, Notes& notes);         // R01, R02
void recruitment(const Subject& subject, Notes& notes);      // R03, R05, R06
void status(const Subject& subject, Notes& notes);           // R04, R35
void salary(const Subject& subject, Notes& notes);           // R07, R08, R09, R24, R25
void salary_history(const Subject& subject, Notes& notes);   // R07, R10
void raises(const Subject& subject, Notes& notes);           // R20, R21, R22, R23
void allowances(const Subject& subject, Notes& notes);       // R26, R27, R28
void career(const Subject& subject, Notes& notes);           // R11
void party(const Subject& subject, Notes& notes);            // R12, R13
void positions(const Subject& subject, Notes& notes);        // R14
void degrees(const Subject& subject, Notes& notes);          // R16
void family(const Subject& subject, Notes& notes);           // R17, R18, R19
void assessments(const Subject& subject, Notes& notes);      // R29
void discipline(const Subject& subject, Notes& notes);       // R30
void decisions(const Subject& subject, Notes& notes);        // R31
void evidence(const Subject& subject, Notes& notes);         // R32
void places(const Subject& subject, Notes& notes);           // R33
void forbidden_words(const Subject& subject, Notes& notes);  // R36

/// A rank's salary scale as the lists have it on a day (lists `rank` and `salary_step`).
struct Scale {
    std::string label;
    std::vector<std::int64_t> coefficients;  ///< hundredths, step 1 first
    int raise_cycle_months = 0;

    [[nodiscard]] std::int64_t step_max() const {
        return static_cast<std::int64_t>(coefficients.size());
    }
    /// Nothing if there is no such step.
    [[nodiscard]] std::optional<std::int64_t> coefficient_at(std::int64_t step) const;
};
/// Nothing where the rank or its scale is not known.
[[nodiscard]] std::optional<Scale> scale_of(const Subject& subject, std::string_view rank,
                                            const KnownDate& day);

/// Cadres, civil servants and public employees in service: people on a contract have no rank, and
/// who has left is not asked any more [TB-2.2].
[[nodiscard]] bool in_service(const Entry& single);

}  // namespace soxa::record::rule
