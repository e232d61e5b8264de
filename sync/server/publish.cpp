#include "sync/server/publish.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "sync/ledger/withdrawal.hpp"
#include "sync/record/policy_effect.hpp"
#include "sync/record/policy_text.hpp"
#include "sync/server/province_author.hpp"

namespace soxa::server {

namespace {

using ledger::Kind;
using ledger::Publication;
using ledger::Published;

/// Two of the largest parts and what is around them fit a frame (exchange::frame_bytes_max).
constexpr std::size_t parts_per_frame = 2;
/// As ledger::described() names it.
constexpr std::string_view national_map_name = "national_map";

Publication publication_of(Kind kind, Bytes bytes, Timestamp now) {
    const crypto::Digest digest = crypto::sha256(ByteView(bytes));
    return {kind, digest, std::move(bytes), 0, now};
}

/// A list's head names a catalogue, the map's does not; both have columns with "|".
bool is_national_map(std::string_view text) {
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const std::size_t begin = line.find_first_not_of(" \t\r");
        if (begin == std::string_view::npos || line[begin] == '#') continue;
        line.remove_prefix(begin);
        if (line.starts_with("catalogue") || line.starts_with("title")) return false;
        if (line.find('|') != std::string_view::npos) return true;
    }
    return false;
}

/// A unit is meant by its own code, or by that of a unit above it.
class Tree {
public:
    explicit Tree(const std::vector<Unit>& units) {
        for (const Unit& unit : units) parents_.emplace(unit.code, unit.parent);
    }
    [[nodiscard]] bool has(const std::string& code) const { return parents_.contains(code); }
    [[nodiscard]] bool is_for(const std::vector<std::string>& units,
                              const std::string& unit) const {
        if (units.empty()) return true;
        std::set<std::string> seen;
        for (std::string code = unit; !code.empty() && seen.insert(code).second;) {
            if (std::ranges::find(units, code) != units.end()) return true;
            const auto parent = parents_.find(code);
            if (parent == parents_.end()) return false;
            code = parent->second;
        }
        return false;
    }

private:
    std::map<std::string, std::string> parents_;
};

bool is_later(const Published& a, const Published& b) {
    if (a.kind != Kind::pack_publish) return a.version > b.version;  // days, as YYYY-MM-DD
    return std::stoul(a.version) > std::stoul(b.version);
}

/// The packs that were taken back, each with the document that ordered it.
std::map<crypto::Digest, std::string> withdrawn_of(const std::vector<PublishedOnce>& all) {
    std::map<crypto::Digest, std::string> found;
    for (const PublishedOnce& one : all) {
        if (one.what.kind != Kind::pack_withdraw) continue;
        ledger::Operation operation;
        operation.header.kind = Kind::pack_withdraw;
        operation.payload = one.what.bytes;
        if (auto word = ledger::withdrawal(operation)) found.emplace(word->pack, word->basis);
    }
    return found;
}

/// Errc::invalid_input unless it may stand beside what was published under its name.
Result<void> check_version(const Publication& publication, const Published& what,
                           const std::vector<PublishedOnce>& earlier) {
    if (withdrawn_of(earlier).contains(publication.digest)) {
        return refuse({{"version", what.name, "publish.withdrawn", {what.name, what.version}}});
    }
    for (const PublishedOnce& one : earlier) {
        if (one.what.digest == publication.digest) continue;
        const auto other = ledger::described(one.what);
        if (!other || other->kind != what.kind || other->name != what.name) continue;
        if (is_later(what, *other)) continue;
        return refuse({{"version", what.name, "publish.version",
                        {what.name, what.version, other->version}}});
    }
    return {};
}

Result<void> write_to(Office& office, Records& records, const Unit& unit,
                      const Publication& publication) {
    TRY_LET(UnitStream* const stream, records.stream(unit.stream));
    TRY_LET(ProvinceAuthor author,
            ProvinceAuthor::in(*stream, unit.stream, ProvinceChain::verdicts, office));
    std::size_t in_frame = 0;
    for (Bytes& payload : ledger::publication_payloads(publication.bytes)) {
        author.add(publication.kind, std::move(payload));
        if (++in_frame % parts_per_frame == 0) TRY(author.append());
    }
    return author.append();
}

bool has_it(const std::vector<PublishedOnce>& earlier, const Publication& publication,
            const Tree& tree, const Unit& unit) {
    return std::ranges::any_of(earlier, [&](const PublishedOnce& one) {
        return one.what.digest == publication.digest && one.what.kind == publication.kind &&
               tree.is_for(one.units, unit.code);
    });
}

Result<void> check_preset(const Publication& publication, const Published& what) {
    const record::Policy* const preset =
        publication.kind == Kind::pack_publish ? record::find_preset(what.name) : nullptr;
    if (preset == nullptr || record::encode(*preset) == publication.bytes) return {};
    return refuse({{"pack", what.name, "publish.preset", {what.name}}});
}

Result<Publishing> publish(Office& office, const Publication& publication,
                           const std::vector<std::string>& units) {
    const auto what = ledger::described(publication);
    if (!what) return fail(Errc::defect, "publish.unreadable");
    if (publication.bytes.size() > ledger::publication_bytes_max) {
        return refuse({{"", what->name, "publish.too_large", {}}});
    }
    TRY(check_preset(publication, *what));
    Publishing done{*what, 0, true, {}, {}};
    const auto stored = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const std::vector<Unit> all, records.units().all());
        TRY_LET(const std::vector<PublishedOnce> earlier, records.publications().all());
        const Tree tree(all);
        for (const std::string& code : units) {
            if (!tree.has(code)) return fail(Errc::invalid_input, "unit.unknown", {code});
        }
        TRY(check_version(publication, *what, earlier));
        for (const Unit& unit : all) {
            if (!tree.is_for(units, unit.code) || has_it(earlier, publication, tree, unit)) {
                continue;
            }
            TRY(write_to(office, records, unit, publication));
            ++done.units;
        }
        done.before = done.units == 0 &&
                      std::ranges::any_of(earlier, [&](const PublishedOnce& one) {
                          return one.what.digest == publication.digest &&
                                 (one.units.empty() || one.units == units);
                      });
        if (done.before) return {};
        return records.publications().add({publication, units});
    });
    TRY(stored);
    return done;
}

/// Names a province by its electronic identifier, which its units' codes begin with.
Result<void> check_province(Office& office, const record::Policy& pack,
                            const std::vector<std::string>& units) {
    if (pack.province.empty()) return {};
    std::vector<Unit> all;
    const auto read = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(all, records.units().all());
        return {};
    });
    TRY(read);
    const Tree tree(all);
    const bool ours = all.empty() || std::ranges::any_of(all, [&](const Unit& unit) {
        return tree.is_for(units, unit.code) && unit.code.starts_with(pack.province);
    });
    if (ours) return {};
    return refuse({{"province", "province", "publish.other_province", {pack.province}}});
}

/// All packs that some of these units have, in the order of publishing.
Result<std::vector<record::Policy>> published_packs(Office& office,
                                                    const std::vector<std::string>& units) {
    std::vector<record::Policy> packs;
    const auto read = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const std::vector<PublishedOnce> all, records.publications().all());
        const auto withdrawn = withdrawn_of(all);
        for (const PublishedOnce& one : all) {
            const bool meets = units.empty() || one.units.empty() || one.units == units;
            if (one.what.kind != Kind::pack_publish || !meets) continue;
            if (withdrawn.contains(one.what.digest)) continue;
            auto pack = record::decode_policy(one.what.bytes);
            if (pack) packs.push_back(*std::move(pack));
        }
        return {};
    });
    TRY(read);
    return packs;
}

/// The last version of each.
std::vector<record::Policy> latest_of(const std::vector<record::Policy>& all) {
    std::vector<record::Policy> latest;
    for (const record::Policy& pack : all) {
        std::erase_if(latest, [&](const record::Policy& other) {
            return other.name == pack.name && other.version <= pack.version;
        });
        latest.push_back(pack);
    }
    return latest;
}

bool tells_the_same(const record::PackOutlook& one, const record::PackOutlook& other) {
    return one.against == other.against && one.changes == other.changes && one.next == other.next;
}

/// Units that have the same packs hear the same of a new one.
Result<std::vector<PackForUnits>> outlooks_of(Office& office, const record::Policy& pack,
                                              const std::vector<std::string>& units) {
    std::map<std::vector<std::size_t>, std::vector<std::string>> by_packs;
    std::vector<record::Policy> packs;
    TRY(office.storage->transaction([&](Records& records) -> Result<void> {
        by_packs.clear();
        packs.clear();
        TRY_LET(const std::vector<Unit> all, records.units().all());
        TRY_LET(const std::vector<PublishedOnce> published, records.publications().all());
        const auto withdrawn = withdrawn_of(published);
        const Tree tree(all);
        std::vector<const PublishedOnce*> standing;
        for (const PublishedOnce& one : published) {
            const bool counts =
                one.what.kind == Kind::pack_publish && !withdrawn.contains(one.what.digest);
            auto read = counts ? record::decode_policy(one.what.bytes) : std::nullopt;
            if (!read) continue;
            standing.push_back(&one);
            packs.push_back(*std::move(read));
        }
        const auto had_by = [&](const auto& has) {
            std::vector<std::size_t> had;
            for (std::size_t i = 0; i < standing.size(); ++i) {
                if (has(standing[i]->units)) had.push_back(i);
            }
            return had;
        };
        for (const Unit& unit : all) {
            if (!tree.is_for(units, unit.code)) continue;
            const auto had = had_by([&](const auto& whose) {
                return tree.is_for(whose, unit.code);
            });
            by_packs[had].push_back(unit.code);
        }
        if (by_packs.empty()) by_packs[had_by([](const auto& whose) { return whose.empty(); })];
        return {};
    }));
    std::vector<PackForUnits> told;
    for (auto& [had, codes] : by_packs) {
        std::vector<record::Policy> theirs;
        for (const std::size_t i : had) theirs.push_back(packs[i]);
        auto seen = record::outlook(pack, theirs, record::Day(day_in_vietnam(office.clock->now())));
        const auto same = std::ranges::find_if(told, [&](const PackForUnits& other) {
            return tells_the_same(other.outlook, seen);
        });
        if (same == told.end()) {
            told.push_back({std::move(codes), std::move(seen)});
        } else {
            std::ranges::move(codes, std::back_inserter(same->units));
        }
    }
    for (PackForUnits& one : told) std::ranges::sort(one.units);
    std::ranges::stable_sort(told, [](const PackForUnits& a, const PackForUnits& b) {
        return std::pair(b.units.size(), a.units) < std::pair(a.units.size(), b.units);
    });
    return told;
}

struct Judged {
    record::Policy pack;
    std::vector<Fault> notes;
    std::vector<PackForUnits> outlooks;
};

Result<Judged> judged(Office& office, std::string_view text,
                      const std::vector<std::string>& units) {
    auto pack = record::read_policy(text);
    if (!pack) return refuse(std::move(pack).error());
    TRY(check_province(office, *pack, units));
    TRY_LET(const std::vector<record::Policy> beside, published_packs(office, units));
    const record::Day today(day_in_vietnam(office.clock->now()));
    Judged made{*pack, record::notes_on(*pack, text, latest_of(beside), today), {}};
    TRY_LET(made.outlooks, outlooks_of(office, *pack, units));
    return made;
}

Publication publication_of(const record::Policy& pack, Timestamp now) {
    return publication_of(Kind::pack_publish, record::encode(pack), now);
}

}  // namespace

Result<std::vector<record::Policy>> packs_in_force(Office& office) {
    const record::Day today(day_in_vietnam(office.clock->now()));
    TRY_LET(const std::vector<record::Policy> all, published_packs(office, {}));
    std::vector<record::Policy> found;
    for (const record::Policy& pack : latest_of(all)) {
        if (pack.valid_from <= today) found.push_back(pack);
    }
    if (found.empty()) found.push_back(*record::find_preset("TB-2024"));
    return found;
}

Result<Publishing> publish_pack(Office& office, std::string_view text,
                                const std::vector<std::string>& units) {
    TRY_LET(Judged seen, judged(office, text, units));
    TRY_LET(Publishing done,
            publish(office, publication_of(seen.pack, office.clock->now()), units));
    done.notes = std::move(seen.notes);
    done.outlooks = std::move(seen.outlooks);
    return done;
}

Result<Publishing> check_pack(Office& office, std::string_view text,
                              const std::vector<std::string>& units) {
    TRY_LET(Judged seen, judged(office, text, units));
    const Publication publication = publication_of(seen.pack, office.clock->now());
    const auto what = ledger::described(publication);
    if (!what) return fail(Errc::defect, "publish.unreadable");
    TRY(check_preset(publication, *what));
    Publishing done{*what, 0, false, std::move(seen.notes), std::move(seen.outlooks)};
    const auto read = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const std::vector<Unit> all, records.units().all());
        TRY_LET(const std::vector<PublishedOnce> earlier, records.publications().all());
        const Tree tree(all);
        for (const std::string& code : units) {
            if (!tree.has(code)) return fail(Errc::invalid_input, "unit.unknown", {code});
        }
        done.before = std::ranges::any_of(earlier, [&](const PublishedOnce& one) {
            return one.what.digest == publication.digest;
        });
        return check_version(publication, *what, earlier);
    });
    TRY(read);
    return done;
}

Result<Publishing> publish_catalogue(Office& office, std::string_view text,
                                     const std::vector<std::string>& units) {
    const Timestamp now = office.clock->now();
    if (is_national_map(text)) {
        auto map = record::read_national_map(text);
        if (!map) return refuse(std::move(map).error());
        return publish(office, publication_of(Kind::map_publish, record::encode(*map), now),
                       units);
    }
    auto list = record::read_catalogue(text);
    if (!list) return refuse(std::move(list).error());
    return publish(office, publication_of(Kind::catalogue_publish, record::encode(*list), now),
                   units);
}

Result<std::vector<PublishedLine>> list_published(Office& office, bool packs) {
    std::vector<PublishedLine> lines;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const std::vector<PublishedOnce> all, records.publications().all());
        const auto withdrawn = withdrawn_of(all);
        for (const PublishedOnce& one : all) {
            const bool is_pack = one.what.kind == Kind::pack_publish;
            if (one.what.kind == Kind::pack_withdraw || is_pack != packs) continue;
            const auto what = ledger::described(one.what);
            if (!what) return fail(Errc::integrity, "publish.unreadable");
            PublishedLine line{*what, one.units, 0, {}};
            const auto taken = withdrawn.find(one.what.digest);
            if (taken != withdrawn.end()) line.withdrawn = taken->second;
            if (const auto list = record::decode_catalogue(one.what.bytes)) {
                line.items = list->items.size();
            } else if (const auto map = record::decode_national_map(one.what.bytes)) {
                line.items = map->fields.size();
            }
            lines.push_back(std::move(line));
        }
        return {};
    });
    TRY(done);
    return lines;
}

Result<FileToEdit> file_to_edit(Office& office, bool pack, std::string_view name) {
    std::optional<Publication> last;
    FileToEdit file;
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const std::vector<PublishedOnce> all, records.publications().all());
        const auto withdrawn = withdrawn_of(all);
        for (const PublishedOnce& one : all) {
            const auto what = ledger::described(one.what);
            const bool fits = what && what->name == name &&
                              (one.what.kind == Kind::pack_publish) == pack;
            if (!fits) continue;
            const auto taken = withdrawn.find(one.what.digest);
            file.withdrawn_version = taken == withdrawn.end() ? "" : what->version;
            file.withdrawn_by = taken == withdrawn.end() ? "" : taken->second;
            if (taken == withdrawn.end()) last = one.what;
        }
        return {};
    });
    TRY(done);
    if (pack) {
        const auto published = last ? record::decode_policy(last->bytes) : std::nullopt;
        file.text = published ? record::write_policy(*published) : record::preset_text(name);
        if (!file.text.empty()) return file;
    } else if (name == national_map_name) {
        const auto published = last ? record::decode_national_map(last->bytes) : std::nullopt;
        record::NationalMap map = published.value_or(record::default_national_map());
        // The program's own has no day; a file to go on from has one that publish takes.
        const record::Day today(day_in_vietnam(office.clock->now()));
        if (!published) map.version = record::stored(today);
        file.text = record::write_national_map(map);
        return file;
    } else if (auto list = record::built_in_catalogue(name)) {
        const auto published = last ? record::decode_catalogue(last->bytes) : std::nullopt;
        file.text =
            record::write_catalogue(published ? record::overlaid(*list, *published) : *list);
        return file;
    }
    return fail(Errc::invalid_input, "publish.unknown", {std::string(name)});
}

Result<void> publish_to_new(Office& office, Records& records, const Unit& unit) {
    TRY_LET(const std::vector<Unit> all, records.units().all());
    TRY_LET(const std::vector<PublishedOnce> published, records.publications().all());
    const Tree tree(all);
    const auto withdrawn = withdrawn_of(published);
    std::set<crypto::Digest> written;
    for (const PublishedOnce& one : published) {
        if (one.what.kind == Kind::pack_withdraw || withdrawn.contains(one.what.digest)) continue;
        if (!tree.is_for(one.units, unit.code) || !written.insert(one.what.digest).second) continue;
        TRY(write_to(office, records, unit, one.what));
    }
    return {};
}

}  // namespace soxa::server
