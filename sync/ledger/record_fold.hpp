// A personnel file as its operations tell it: draft, versions, approvals, conflicts, status.
//
// Nothing here is stored as a flag. The draft is what all operations say now; a cut is what they
// said when it was submitted; an approval is true for the root that it signed and for no other;
// the status follows from these (ARCHITECTURE, 4). A pure function of operations and verdicts: in
// whatever order they arrived, the result is the same, byte for byte.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "sync/ledger/approval.hpp"
#include "sync/ledger/directory.hpp"
#include "sync/ledger/life.hpp"
#include "sync/ledger/reading.hpp"
#include "sync/record/content_root.hpp"
#include "sync/record/document.hpp"

namespace soxa::ledger {

using Cells = std::map<Cell, Reading>;

/// What cells say together.
struct Content {
    Cells cells;
    /// Sections with an open conflict; they have no root and the record none either.
    std::set<record::Tag> disputed;
    /// When the operations that added rows were written, as their authors' clocks said: rows are
    /// shown in that order. No part of the root.
    std::map<OperationId, Timestamp> added_at;
    std::optional<record::ContentRoot> root;

    friend bool operator==(const Content&, const Content&) = default;
};

/// A version: what was submitted.
struct Cut {
    OperationId submit;
    std::vector<OperationId> heads;
    std::size_t covers = 0;  ///< operations on the record that its author had seen
    ChainId by;
    Timestamp at{};
    std::string reason;
    Standing standing;
    std::uint32_t schema = record::schema_version;
    /// As the first confirmed approval found it; until there is one, by the verdicts of today.
    Content content;
    /// Some of what it covers is not let in, and so not in its content.
    bool rests_on_ghost = false;
    bool checked = false;
    /// Given back, with the reason; the operation's name.
    std::optional<std::pair<OperationId, std::string>> returned;
    /// A version that is or was in force has seen all that this one has, and more: it is history,
    /// and who wants its words back submits them anew.
    bool overtaken = false;

    friend bool operator==(const Cut&, const Cut&) = default;
};

struct Approval {
    OperationId operation;
    OperationId cut;
    crypto::Digest signed_root;
    ChainId by;
    Timestamp at{};
    Standing standing;
    /// The cut has the root that was signed.
    bool holds = false;
    /// Not confirmed, and may yet be: provisional, or held for the province to confirm its key or
    /// what it rests on.
    bool waits = false;
    /// The province closed the file before it was confirmed: the signature stays and makes no
    /// version (F11).
    bool overruled = false;
    /// It came when a version was in force that has all that its own has, and more: the signature
    /// stays valid for its version and puts nothing out of force (F8, rule 16).
    bool superseded = false;

    /// Signed, confirmed by the province, for what the cut says, and when it could still count.
    [[nodiscard]] bool effective() const {
        return holds && standing.confirmed() && !overruled && !superseded;
    }
    friend bool operator==(const Approval&, const Approval&) = default;
};

/// The ones that follow from a ledger of unit and province; the later ones of the CLI contract
/// come with the province's own step.
enum class Status { draft, submitted, checked, returned, unit_signed, synced_to_province };
[[nodiscard]] std::string_view name_of(Status status);

struct Conflict {
    Cell cell;
    record::Tag section = 0;
    std::vector<Claim> claims;  ///< by name

    friend bool operator==(const Conflict&, const Conflict&) = default;
};

struct RecordState {
    RecordId id;
    StreamId stream = 0;
    std::optional<Seed> seed;
    /// Its creation is held or refused: shown as a proposal only.
    bool ghost = false;
    Content draft;
    /// By what they cover, then by name: version n is cuts[n - 1].
    std::vector<Cut> cuts;
    std::vector<Approval> approvals;  ///< by name of operation
    std::vector<Conflict> conflicts;
    Status status = Status::draft;
    /// Index into cuts of the last approved and confirmed version.
    std::optional<std::size_t> effective;
    Life life;

    /// `status`, or that the file is in the archive, as the CLI contract names it.
    [[nodiscard]] std::string_view shown_status() const;
    [[nodiscard]] const Cut* cut(const OperationId& submit) const;
    /// The last cut that says what the draft says, if one does that is not overtaken.
    [[nodiscard]] const Cut* current_cut() const;

    friend bool operator==(const RecordState&, const RecordState&) = default;
};

/// Who wrote a chain, as far as the status asks.
class Authors {
public:
    virtual ~Authors() = default;
    [[nodiscard]] virtual std::optional<Role> role_of(const ChainId& chain) const = 0;
    /// Its key was refused, or the account was reset since: what it signed and the province has
    /// not confirmed will not count any more.
    [[nodiscard]] virtual bool retired(const ChainId&) const { return false; }
};

/// As a directory tells them.
class DirectoryAuthors final : public Authors {
public:
    explicit DirectoryAuthors(const Directory& directory) : directory_(&directory) {}
    [[nodiscard]] std::optional<Role> role_of(const ChainId& chain) const override {
        return directory_->role_of(chain);
    }
    [[nodiscard]] bool retired(const ChainId& chain) const override;

private:
    const Directory* directory_;
};

/// `entries` are all operations on the record (edits, submissions, checks, returns, what is said of
/// its life) and all approve operations that reference one of its cuts, in any order.
[[nodiscard]] RecordState fold_record(const RecordId& id, std::span<const Entry> entries,
                                      const Authors& authors);

/// The content of what `edits` say, for a root under `schema`.
[[nodiscard]] Content fold_content(const RecordId& id, StreamId stream, std::uint32_t schema,
                                   std::span<const Entry> edits);

/// What the operations up to `heads` say, as a cut of theirs would.
[[nodiscard]] Content fold_up_to(const RecordId& id, StreamId stream, std::uint32_t schema,
                                 std::span<const OperationId> heads,
                                 std::span<const Entry> entries);

/// The last operation on the file of every chain that wrote on it: what a cut references.
[[nodiscard]] std::vector<OperationId> heads_of(std::span<const Entry> entries);

/// What one cell of a record without rows says, by the members it has; nothing while it is
/// disputed.
[[nodiscard]] std::map<record::Tag, record::Value> fold_cell(std::span<const Entry> edits,
                                                             const Cell& cell);

/// False if something in it is shown to nobody here: of a newer catalogue, or not readable. Such a
/// content is not to be signed by this program.
[[nodiscard]] bool shows_all(const Content& content);

/// The edits that a version adds to the one in effect; all of its own where there is none.
[[nodiscard]] std::vector<Entry> new_edits(const RecordState& state, const Cut& cut,
                                           std::span<const Entry> entries);

/// As a file: fields and rows, disputed ones left out and named. Cells that this program does not
/// know stay in the ledger and are passed over here. Rows stand by the group's first date where it
/// has one, those without it last; else, and on the same day, as they were added.
[[nodiscard]] record::Document document_of(const Content& content);

/// A record's label outside the program: HMAC(record seed, its name), as a UUID (version 8).
[[nodiscard]] std::string record_uid(const RecordState& state);
/// A row's.
[[nodiscard]] std::string row_uid(const Seed& seed, const RowId& row);

}  // namespace soxa::ledger
