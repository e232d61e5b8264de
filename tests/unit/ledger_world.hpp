// A commune in one process, for tests of the ledger's fold: chains on laptops, each with what has
// reached it, and a province whose log is its word on operations.
//
// Only operations and verdicts: no signatures, no disk, no wire. Every operation that is made is
// taken apart and put together again on the way, so that nothing is folded that could not travel.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <random>
#include <vector>

#include "sync/ledger/account.hpp"
#include "sync/ledger/edit.hpp"

namespace soxa::tests {

class World final : public ledger::Authors {
public:
    using Place = std::size_t;  ///< a laptop with one chain

    explicit World(std::uint64_t seed) : random_(seed) {}

    Place add_laptop(ledger::Role role);
    [[nodiscard]] std::size_t laptops() const { return laptops_.size(); }
    [[nodiscard]] ledger::ChainId chain(Place at) const { return laptops_[at].tail.chain; }
    [[nodiscard]] ledger::Seed seed(const ledger::ChainId& chain) const;
    [[nodiscard]] std::optional<ledger::Role> role_of(const ledger::ChainId& id) const override;

    // What a person does at a laptop, on what it shows him.
    const ledger::Operation& create(Place at, const ledger::Change& change);
    /// Nothing if the change is refused or changes nothing.
    const ledger::Operation* edit(Place at, const record::RecordId& id,
                                  const ledger::Change& change);
    const ledger::Operation& write(Place at, const std::optional<record::RecordId>& id,
                                   const ledger::Edit& edit);
    const ledger::Operation& submit(Place at, const record::RecordId& id);
    const ledger::Operation& check(Place at, const record::RecordId& id,
                                   const record::OperationId& cut);
    const ledger::Operation& give_back(Place at, const record::RecordId& id,
                                       const record::OperationId& cut);
    /// Of the root that the laptop shows for the cut; nothing if it shows none.
    const ledger::Operation* approve(Place at, const record::RecordId& id,
                                     const record::OperationId& cut);
    const ledger::Operation& approve_root(Place at, const ledger::ApprovedVersion& version);

    /// What the kinds without cells say, and an adoption or a late edit with theirs.
    const ledger::Operation& say(Place at, ledger::Kind kind,
                                 const std::optional<record::RecordId>& id, Bytes payload,
                                 std::vector<record::OperationId> references = {},
                                 std::vector<ledger::Assignment> cells = {});

    // What travels. Operations come in the order they were made, so none comes before its needs.
    void bring(Place from, Place to) { bring(from, to, made_.size()); }
    /// Only those among the first `count` ever made: a connection that broke.
    void bring(Place from, Place to, std::size_t count);
    void bring_all();

    // The province's word: the first time a position in the log, then a second look.
    void judge(const record::OperationId& id, ledger::Judgement judgement);
    /// The laptop hears every verdict so far, and gets the operations they are about.
    void publish(Place to);

    [[nodiscard]] ledger::RecordState seen(Place at, const record::RecordId& id) const;
    [[nodiscard]] std::vector<ledger::Entry> entries(Place at, const record::RecordId& id) const;
    /// Every operation on the record and the province's last word on each.
    [[nodiscard]] std::vector<ledger::Entry> all(const record::RecordId& id) const;
    [[nodiscard]] ledger::RecordState fold(const record::RecordId& id) const;
    [[nodiscard]] const std::deque<ledger::Operation>& made() const { return made_; }
    [[nodiscard]] const std::vector<record::RecordId>& records() const { return records_; }
    /// The records whose state an operation has a say in.
    [[nodiscard]] const std::vector<record::RecordId>& touched_by(std::size_t index) const {
        return touched_[index];
    }
    /// The operations on the record that its author had when he made a submission, by index.
    [[nodiscard]] const std::vector<std::size_t>& covered_by(const record::OperationId& cut) const {
        return covered_by_.at(cut);
    }
    /// What an edit by edit() names when no name stands for another: each value that was shown.
    [[nodiscard]] const std::vector<ledger::Assignment>* shown_to(
        const record::OperationId& edit) const;
    [[nodiscard]] ledger::Standing standing(std::size_t index) const { return standings_[index]; }

    [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return random_() % bound; }
    [[nodiscard]] bool one_in(std::uint64_t times) { return below(times) == 0; }
    [[nodiscard]] std::mt19937_64& random() { return random_; }

private:
    struct Laptop {
        ledger::Role role;
        ledger::ChainTail tail;
        std::vector<bool> has;  ///< by index into made_
        std::size_t heard = 0;  ///< entries of the log
        std::map<std::size_t, ledger::Standing> standings;
    };
    struct Verdict {
        std::size_t index;
        ledger::Standing standing;
    };

    template <class Fixed>
    Fixed drawn() {
        Fixed id;
        for (auto& byte : id.bytes) byte = static_cast<std::uint8_t>(random_());
        return id;
    }
    const ledger::Operation& put(Place at, ledger::Header header, Bytes payload);
    [[nodiscard]] std::vector<record::RecordId> records_of(const ledger::Operation& one) const;
    [[nodiscard]] bool touches(std::size_t index, const record::RecordId& id) const;

    std::mt19937_64 random_;
    std::deque<ledger::Operation> made_;
    std::vector<std::vector<record::RecordId>> touched_;
    std::vector<ledger::Standing> standings_;
    std::vector<record::RecordId> records_;
    std::vector<Laptop> laptops_;
    std::vector<Verdict> log_;
    std::map<record::OperationId, std::vector<std::size_t>> covered_by_;
    std::map<record::OperationId, std::vector<ledger::Assignment>> shown_to_;
};

/// The cell of a single field, by the field's id.
[[nodiscard]] ledger::Cell cell_of(std::string_view field);
[[nodiscard]] ledger::Cell guard_of(std::string_view section);
[[nodiscard]] record::Tag tag_of(std::string_view field, std::string_view group = {});
[[nodiscard]] ledger::Change setting(std::string_view field, record::Value value);
[[nodiscard]] Bytes text_value(std::string_view text);

}  // namespace soxa::tests
