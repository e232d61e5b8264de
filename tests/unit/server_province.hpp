// A province in a folder of its own and laptops in memory that talk to it, with real keys, seeded
// randomness and a clock that stands where the test puts it.
#pragma once

#include <deque>
#include <map>

#include <catch2/catch_test_macros.hpp>

#include "sync/ledger/edit.hpp"
#include "sync/server/data_folder.hpp"
#include "sync/server/ticket_issue.hpp"
#include "tests/unit/crypto_vector.hpp"
#include "tests/unit/seeded_random.hpp"

namespace soxa::tests {

using crypto_vector::TestFolder;

class SetClock final : public Clock {
public:
    Timestamp time = std::chrono::sys_days(std::chrono::year(2026) / 11 / 22);
    [[nodiscard]] Timestamp now() const override { return time; }
};

class ServerProvince {
public:
    explicit ServerProvince(std::uint64_t seed);
    /// As another process would open it.
    [[nodiscard]] server::Office open();
    void add_unit(server::Office& office, const std::string& code);
    [[nodiscard]] exchange::Ticket ticket(server::Office& office, const std::string& unit,
                                          const std::string& personal_id);

    TestFolder folder;
    server::DataFolder data{folder.path() / "data"};
    SetClock clock;
    SeededRandom random;
};

/// What an exchange brought: the province's word on each operation of the log.
struct Exchanged {
    std::map<ledger::OperationId, exchange::Line> lines;
    std::uint64_t size = 0;

    [[nodiscard]] ledger::Judgement judgement(const ledger::OperationId& id) const {
        REQUIRE(lines.contains(id));
        return lines.at(id).judgement;
    }
    [[nodiscard]] ledger::Reason reason(const ledger::OperationId& id) const {
        REQUIRE(lines.contains(id));
        return lines.at(id).reason;
    }
};

/// What a file says that keeps every rule, of who has this number.
[[nodiscard]] ledger::Change whole_file(const std::string& personal_id);

class ServerLaptop {
public:
    struct Person {
        ledger::AccountId account;
        crypto::SoftwareSigner key;
        ledger::ChainOpen open;
        ledger::ChainTail tail;
    };

    ServerLaptop(SeededRandom& random, exchange::Ticket ticket);

    [[nodiscard]] exchange::Enrolment enrolment() const;
    void enrol(server::Office& office);

    // Operations; they wait for the next exchange.

    /// Whom the ticket is for, with his first key.
    [[nodiscard]] Person administrator();
    /// An account that the administrator makes, with its owner's first key.
    [[nodiscard]] Person member(Person& administrator, ledger::Role role, std::string login,
                                std::string personal_id);
    /// Who opens a chain and introduces no key.
    [[nodiscard]] Person stranger(const ledger::AccountId& account, const ledger::DeviceId& on) {
        return with_key(account, on);
    }
    const ledger::Operation& write(Person& author, ledger::Header header, Bytes payload);
    const ledger::Operation& put(Person& author, ledger::Kind kind, Bytes payload);
    const ledger::Operation& create_record(Person& author, const std::string& personal_id);
    const ledger::Operation& create_record(Person& author, const ledger::Change& change);
    const ledger::Operation& submit(Person& author, const ledger::RecordId& record);
    /// Of what a submission says, with a real CMS.
    const ledger::Operation& approve(Person& head, const ledger::Operation& submission);

    /// All that waits, as one frame.
    [[nodiscard]] exchange::Frame frame();
    [[nodiscard]] exchange::Request request(const std::vector<exchange::Frame>& frames) const;
    [[nodiscard]] Result<Exchanged> send(server::Office& office,
                                         const exchange::Request& request) const;
    /// Everything that waits, and the whole log in return.
    Exchanged exchange_all(server::Office& office);

    exchange::Ticket ticket;
    ledger::DeviceId device;
    crypto::SoftwareSigner key;
    Bytes certificate;
    std::vector<ledger::Operation> waiting;
    std::deque<ledger::Operation> made;

private:
    [[nodiscard]] Person with_key(const ledger::AccountId& account, const ledger::DeviceId& on);
    void make_key(Person& person, const crypto::SoftwareSigner& invitation);

    SeededRandom* random_;
    std::map<ledger::ChainId, std::pair<crypto::SoftwareSigner, ledger::Seed>> signers_;
};

}  // namespace soxa::tests
