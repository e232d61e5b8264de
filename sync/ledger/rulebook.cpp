#include "sync/ledger/rulebook.hpp"

#include <algorithm>
#include <tuple>

#include "sync/ledger/withdrawal.hpp"

namespace soxa::ledger {

namespace {

using record::Catalogue;
using record::NationalMap;
using record::Policy;

Published described(const Publication& publication, const Policy& pack) {
    return {publication.kind,
            pack.name,
            std::to_string(pack.version),
            pack.title,
            record::stored(pack.valid_from),
            pack.valid_to ? record::stored(*pack.valid_to) : std::string(),
            publication.position,
            publication.received};
}

Published described(const Publication& publication, const Catalogue& list) {
    return {publication.kind, list.name, list.version,         list.title,
            list.version,     {},        publication.position, publication.received};
}

Published described(const Publication& publication, const NationalMap& map) {
    return {publication.kind, "national_map", map.version,          "",
            map.version,      {},             publication.position, publication.received};
}

/// Of one list, the earlier issue first: the later one is laid over it.
bool earlier(const std::pair<const Publication*, Catalogue>& a,
             const std::pair<const Publication*, Catalogue>& b) {
    return std::tie(a.second.version, a.first->position, a.first->digest) <
           std::tie(b.second.version, b.first->position, b.first->digest);
}

}  // namespace

bool changes_rulebook(Kind kind) { return is_publication(kind) || kind == Kind::pack_withdraw; }

std::optional<Published> described(const Publication& publication) {
    if (publication.kind == Kind::pack_publish) {
        const auto pack = record::decode_policy(publication.bytes);
        return pack ? std::optional(described(publication, *pack)) : std::nullopt;
    }
    if (publication.kind == Kind::catalogue_publish) {
        const auto list = record::decode_catalogue(publication.bytes);
        return list ? std::optional(described(publication, *list)) : std::nullopt;
    }
    const auto map = record::decode_national_map(publication.bytes);
    return map ? std::optional(described(publication, *map)) : std::nullopt;
}

Rulebook rulebook_of(std::span<const Stored> entries, std::uint64_t until) {
    Rulebook book;
    book.national = record::default_national_map();
    std::optional<record::Day> first_pack;
    std::string map_version;
    const std::vector<Publication> found = publications(entries, until);
    const auto withdrawn = withdrawals(entries, until);
    std::vector<std::pair<const Publication*, Catalogue>> lists;
    for (const Publication& one : found) {
        if (one.kind == Kind::pack_publish) {
            auto pack = record::decode_policy(one.bytes);
            if (!pack) continue;
            const auto word = withdrawn.find(one.digest);
            if (word != withdrawn.end() && word->second < pack->valid_from) continue;
            book.published.push_back(described(one, *pack));
            first_pack = std::min(first_pack.value_or(pack->valid_from), pack->valid_from);
            book.packs.add(*std::move(pack));
        } else if (one.kind == Kind::catalogue_publish) {
            auto list = record::decode_catalogue(one.bytes);
            if (!list) continue;
            book.published.push_back(described(one, *list));
            lists.emplace_back(&one, *std::move(list));
        } else if (auto map = record::decode_national_map(one.bytes)) {
            book.published.push_back(described(one, *map));
            if (map->version < map_version) continue;
            map_version = map->version;
            book.national = *std::move(map);
        }
    }
    std::stable_sort(lists.begin(), lists.end(), earlier);
    for (const auto& [publication, list] : lists) book.catalogues.load(list);
    const Policy& founding = *record::find_preset("TB-2024");
    if (!first_pack || founding.valid_from < *first_pack) book.packs.add(founding);
    return book;
}

Rulebooks::Rulebooks(std::vector<Stored> entries) : entries_(std::move(entries)) {
    std::erase_if(entries_, [](const Stored& one) {
        return !changes_rulebook(one.operation.header.kind) || one.standing.ghost();
    });
}

const Rulebook& Rulebooks::as_of(std::uint64_t position) const {
    const auto count = static_cast<std::size_t>(
        std::ranges::count_if(entries_, [&](const Stored& one) {
            return one.standing.position.value_or(whole_log) <= position;
        }));
    auto& folded = folded_[count];
    if (!folded) folded = std::make_unique<const Rulebook>(rulebook_of(entries_, position));
    return *folded;
}

}  // namespace soxa::ledger
