// How far the province's backup at another place goes, as this laptop's own log confirms it.
#include <algorithm>

#include "client/store/store_parts.hpp"

namespace soxa::store {

namespace {

/// Every confirmed word, the furthest first.
Result<std::vector<ledger::OffSite>> words_in(Tables& tables) {
    TRY_LET(const std::vector<exchange::Stored> stored,
            tables.operations.of_kind(ledger::Kind::off_site));
    std::vector<ledger::OffSite> words;
    for (const exchange::Stored& one : stored) {
        const auto word = ledger::off_site(one.operation);
        if (word && one.standing.confirmed()) words.push_back(*word);
    }
    std::ranges::sort(words, [](const ledger::OffSite& a, const ledger::OffSite& b) {
        return std::pair(a.size, a.made) > std::pair(b.size, b.made);
    });
    return words;
}

}  // namespace

Result<std::optional<ledger::OffSite>> Store::off_site() {
    TRY_LET(const std::vector<ledger::OffSite> words, words_in(parts_->tables));
    if (words.empty()) return std::optional<ledger::OffSite>();
    // After a restore the log may be another one than a word was given on.
    TRY_LET(const std::vector<ledger::LogEntry> entries, parts_->tables.operations.log_entries());
    std::map<std::uint64_t, crypto::Digest> roots;
    for (const ledger::OffSite& word : words) roots.emplace(word.size, crypto::Digest{});
    crypto::MerkleLog log;
    for (const ledger::LogEntry& entry : entries) {
        if (entry.position != log.size() + 1) break;  // a row is gone: nothing is vouched for above
        log.add(ledger::leaf(entry));
        if (const auto asked = roots.find(log.size()); asked != roots.end()) {
            asked->second = log.root();
        }
    }
    const auto holds = std::ranges::find_if(words, [&](const ledger::OffSite& word) {
        return word.size > 0 && word.size <= log.size() && roots.at(word.size) == word.root;
    });
    return holds == words.end() ? std::nullopt : std::optional(*holds);
}

Result<std::uint64_t> Store::off_site_size() {
    TRY_LET(const std::optional<ledger::OffSite> word, off_site());
    return word ? word->size : 0;
}

}  // namespace soxa::store
