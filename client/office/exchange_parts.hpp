// What an exchange under way consists of; shared by its steps and by nobody else.
#pragma once

#include <filesystem>
#include <optional>

#include "client/office/exchange_link.hpp"
#include "client/office/exchange_steps.hpp"
#include "client/office/link_use.hpp"
#include "sync/exchange/compression.hpp"
#include "sync/exchange/healing.hpp"
#include "sync/exchange/laptop.hpp"
#include "sync/exchange/pace.hpp"
#include "sync/exchange/repair.hpp"

namespace soxa::office {

/// A conversation under way: both directions, and how fast they go.
struct Talk {
    explicit Talk(exchange::DictionaryId dictionary, std::uint64_t up_rate)
        : out(dictionary), pace(up_rate) {}

    exchange::PartWriter out;
    exchange::PartReader in{exchange::part_bytes_max};
    exchange::Pace pace;
    transport::Https::Heard heard;
    Bytes refusal;  ///< the body of an answer that is none
    bool ended = false;
    std::int64_t begun_ms = 0;
    std::uint64_t received = 0;
};

struct Exchange::Parts {
    ExchangeManner manner;
    Watch watch;
    std::shared_ptr<LinkMeter> meter;
    std::uint64_t log_before = 0;
    std::filesystem::path mark;
    bool cut_before = false;  ///< the last exchange of this laptop
    std::optional<transport::Https> link;
    std::optional<exchange::LaptopSession> session;  ///< nothing while the certificate is fetched
    std::optional<Talk> talk;
    /// While the province gets back what it lost; once in an exchange.
    std::optional<exchange::HealingSession> healing;
    bool healed = false;
    /// While rows of both ends are compared; once in an exchange.
    std::optional<exchange::RepairSession> repair;
    bool compared = false;
    int round = 0;
    bool complete = false;
    bool complete_but_for_repair = false;
    bool after_cut = false;
    std::size_t conversations = 0;
    std::vector<exchange::DictionaryId> dictionaries = exchange::known_dictionaries();
    Bytes request;
    transport::Answer answer;
    LinkSeen seen;
    Exchanged exchanged;

    [[nodiscard]] std::function<bool(const transport::Traffic&)> watching() const;
    [[nodiscard]] Result<void> ask_for_certificate(Office& office);
    [[nodiscard]] Result<void> begin_round(Office& office);
    [[nodiscard]] Result<void> converse(Office& office);
    [[nodiscard]] Result<void> go_on();
    [[nodiscard]] Result<std::optional<Bytes>> next_part();
    /// `rewound` where it turns out that the province lost some of its log.
    [[nodiscard]] Result<void> hear();
    [[nodiscard]] Result<void> begin_healing(Office& office);
    [[nodiscard]] Result<void> take_healing();
    [[nodiscard]] Result<void> begin_repair(Office& office);
    [[nodiscard]] Result<void> take_repair(Office& office);
    [[nodiscard]] Result<void> not_mended(Office& office, const Error& error);
    static Result<void> keep_compared(Office& office);
    [[nodiscard]] Result<bool> repair_due(Office& office) const;
    bool rewound = false;
    [[nodiscard]] Result<void> hear_the_end(Office& office);
    [[nodiscard]] Result<void> carry();
    [[nodiscard]] Result<void> refused(std::string word, Error error);
    [[nodiscard]] Result<void> count_use(const Office& office) const;
    void measure();
};

}  // namespace soxa::office
