// What a new laptop begins with: a unit's log up to where a backup elsewhere holds it, its approved
// files condensed (exchange/snapshot.hpp; LEDGER rules 20, 21 and 40).
//
// Made once for each word on a backup, where an administrator waits for it anyway, of the copy that
// is being verified, so that nobody else waits; and kept beside the store in `snapshots/`: parts
// sealed and found by their content, heads signed by the log key.
// It follows from the log, so it is in no backup and is made again by the next word. A laptop that
// is just fetching one goes on with it when the next is there.
//
//   GET /v2/snapshot           the head: canonical CBOR
//   GET /v2/snapshot/SIZE/N    part N of the snapshot at SIZE entries, from 0; zstd
//
// Where there is none, or it would not be less than the log itself, 404 ("snapshot.none").
#pragma once

#include <optional>

#include "sync/server/http.hpp"
#include "sync/server/office.hpp"

namespace soxa::server {

inline constexpr std::string_view snapshot_target = "/v2/snapshot";

struct UnitSnapshot {
    std::uint64_t size = 0;           ///< entries of the log
    std::uint64_t bytes = 0;          ///< as sent, head and parts
    std::uint64_t history_bytes = 0;  ///< of the log up to there, as an exchange sends it
    std::uint64_t files = 0;          ///< condensed
    std::uint64_t left_out = 0;       ///< operations
    /// It is less than the history; otherwise it was not kept.
    bool offered = false;
};

/// Of the log up to where a backup elsewhere holds it, as `copy` has it: the province as of a backup,
/// opened beside it. Nothing where no backup elsewhere holds anything of the log, where `copy` has
/// less of it, or the one at its size is there already. Errc::storage ("file.full" …), and what
/// make_snapshot() finds wrong with the log.
[[nodiscard]] Result<std::optional<UnitSnapshot>> make_unit_snapshot(Office& office, Office& copy,
                                                                     ledger::StreamId stream);

[[nodiscard]] bool is_snapshot_target(std::string_view target);
[[nodiscard]] HttpResponse answer_snapshot(Office& office, const HttpRequest& request);

}  // namespace soxa::server
