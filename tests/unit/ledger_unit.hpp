// A unit's accounts with real keys, and the province that judges what arrives, for tests of
// authority.
#pragma once

#include <deque>

#include "crypto/software_signer.hpp"
#include "sync/ledger/authority.hpp"
#include "sync/ledger/edit.hpp"
#include "tests/unit/seeded_random.hpp"

namespace soxa::tests {

class Unit {
public:
    /// Someone at a laptop: one chain.
    struct Person {
        ledger::AccountId account;
        crypto::SoftwareSigner key;
        ledger::ChainOpen open;
        ledger::ChainTail tail;
    };

    Unit();

    // Everything below makes operations; whether and when they arrive is the test's to say.

    /// Another chain of the same person: another laptop.
    [[nodiscard]] Person at_another_laptop(const Person& person);
    [[nodiscard]] Person with_key(const ledger::AccountId& account, crypto::SoftwareSigner key);
    const ledger::Operation& open_chain(Person& person);
    const ledger::Operation& create(Person& author, ledger::Role role, std::string login,
                                    const crypto::PublicKey& invitation);
    const ledger::Operation& make_key(Person& person, const crypto::SoftwareSigner& invitation);
    const ledger::Operation& put(Person& author, ledger::Kind kind, Bytes payload,
                                 std::vector<ledger::OperationId> references = {});
    const ledger::Operation& edit(Person& author);
    /// On a record; `cells` with values to match, of an edit.
    const ledger::Operation& put_on(Person& author, ledger::Kind kind,
                                    const ledger::RecordId& record, ledger::Edit edit = {},
                                    std::optional<Bytes> said = std::nullopt);
    [[nodiscard]] crypto::SoftwareSigner new_key();

    /// Reaches the province: judged as of now and given the next position.
    ledger::Judged arrive(const ledger::Operation& one, const ledger::Facts& facts = {});
    /// The province hears all that was made and has not arrived, in the order it was made.
    void arrive_all();
    /// An account with its key and an open chain, all arrived and accepted; confirmed by the
    /// province if it may approve.
    [[nodiscard]] Person member(ledger::Role role, std::string login);

    [[nodiscard]] Person& province() { return province_; }
    [[nodiscard]] crypto::PublicKey province_key() const { return province_.open.key; }
    [[nodiscard]] std::uint64_t position() const { return position_; }
    [[nodiscard]] std::vector<ledger::Entry> entries() const;
    [[nodiscard]] ledger::Directory directory() const;
    [[nodiscard]] const std::deque<ledger::Operation>& made() const { return made_; }

private:
    SeededRandom random_{41};
    std::deque<ledger::Operation> made_;
    std::map<ledger::OperationId, ledger::Standing> standings_;
    std::uint64_t position_ = 0;
    Person province_;
};

}  // namespace soxa::tests
