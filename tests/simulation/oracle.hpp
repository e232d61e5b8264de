// What must hold whatever happens, asked after every step (RELIABILITY §2).
//
// Beside the world it keeps a memory of its own: the province's log as it came to be, and a plain
// account of who may do what, made from that log without the product's directory.
#pragma once

#include "tests/simulation/authority_book.hpp"
#include "tests/simulation/world.hpp"

namespace soxa::simulation {

struct UnitLog {
    std::uint64_t epoch = 0;
    std::vector<exchange::Logged> entries;
    std::map<OperationId, std::size_t> index;  ///< of entries
    std::map<std::pair<ledger::ChainId, std::uint64_t>, OperationId> places;
    crypto::MerkleLog merkle;
    std::vector<crypto::Digest> roots;  ///< after each entry
    AuthorityBook book{crypto::PublicKey{}};
    std::map<OperationId, ledger::Standing> standings;
};

class Oracle {
public:
    explicit Oracle(World& world) : world_(&world) {}

    /// Remembers what another does, of a world that this one's was made from.
    void begin_as(const Oracle& other) {
        logs_ = other.logs_;
        let_in_ = other.let_in_;
    }

    /// After the province was put back: its logs are what they are now.
    void read_logs_anew() {
        logs_.clear();
        for (std::size_t unit = 0; unit < world_->units.size(); ++unit) read_log(unit);
    }
    /// What the province's log has grown by: I-3, I-4, I-9 to I-12.
    void read_log(std::size_t unit);
    /// A page was taken: its log is the province's (I-2, I-5).
    void after_page(Laptop& laptop);
    /// Of one file here, or of all: I-7, I-8, I-9; now and then that views follow from the ledger.
    void look_at(Laptop& laptop, bool thoroughly);
    /// All laptops that have heard everything agree, with each other and with the province.
    void agree_at_the_end();

    [[nodiscard]] const UnitLog& log(std::size_t unit) { return logs_[unit]; }
    [[nodiscard]] std::vector<ledger::Entry> entries_on(std::size_t unit,
                                                        const ledger::RecordId& id);

private:
    void note(std::size_t unit, UnitLog& log, exchange::Logged logged);
    void check_approval(std::size_t unit, UnitLog& log, const exchange::Logged& logged);
    void look_at_file(Laptop& laptop, const store::RecordLine& line);

    World* world_;
    std::map<std::size_t, UnitLog> logs_;
    /// What the province let in, in whatever log: it keeps its first word when it is put back and
    /// given its log again, though others may stand before it then (LEDGER rule 10).
    std::set<OperationId> let_in_;
};

/// I-7: everything that was ever entered is there, was replaced by somebody who saw it, or is
/// shown as a question or a proposal. Compares nothing but names and bytes.
void check_nothing_overwritten(std::span<const ledger::Entry> entries,
                               const ledger::RecordState& state);

}  // namespace soxa::simulation
