// Who may do what, kept as a clerk would keep it in a book: from the province's log in its order,
// without the product's directory. DOMAIN §1.9 is the table, RELIABILITY I-10 to I-13 the rules.
#pragma once

#include <map>
#include <set>

#include "sync/exchange/province.hpp"

namespace soxa::simulation {

class AuthorityBook {
public:
    struct Key {
        bool confirmed = false;
        bool refused = false;
        bool superseded = false;
    };
    struct Account {
        ledger::Role role = ledger::Role::person;
        std::string personal_id;
        bool revoked = false;
        bool restricted = false;
        std::string until;
        std::map<crypto::PublicKey, Key> keys;
    };
    struct Chain {
        ledger::AccountId account;
        ledger::DeviceId device;
        crypto::PublicKey key;
    };

    explicit AuthorityBook(const crypto::PublicKey& intake) : intake_(intake) {}

    /// Why an accepted operation should not have been; empty if it may stand.
    [[nodiscard]] std::string objection(const ledger::Operation& operation,
                                        Timestamp received) const;
    void take(const ledger::Operation& operation);

    [[nodiscard]] const Account* author(const ledger::ChainId& chain) const;
    [[nodiscard]] const Chain* chain(const ledger::ChainId& id) const;
    [[nodiscard]] const std::map<ledger::AccountId, Account>& accounts() const { return accounts_; }
    [[nodiscard]] const std::set<ledger::DeviceId>& revoked_devices() const { return revoked_; }

private:
    [[nodiscard]] bool by_province(const Chain& chain) const { return chain.key == intake_; }
    [[nodiscard]] std::string may_not(const ledger::Operation& operation,
                                      const Account& account, const Key& key) const;

    crypto::PublicKey intake_;
    std::map<ledger::AccountId, Account> accounts_;
    std::map<ledger::ChainId, Chain> chains_;
    std::set<ledger::DeviceId> revoked_;
};

}  // namespace soxa::simulation
