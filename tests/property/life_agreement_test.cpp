// Client and server never disagree over the life of a file either: entered, changed, given evidence,
// submitted and signed again and again, by people whose clocks are wrong, who were offline, and
// under packs that they had not heard of [C14-4.2.1].
//
// What the office finds in a version is what the province answers, by the same rules on the same
// fields; and what the head may sign, counts. A version that only an unheard pack finds fault with
// waits for an officer instead (it is nobody's mistake).
//
// To replay one failure:  SOXA_SEED=1234 SOXA_RECORDS=100 ./agreement_tests "[life]"

#include "client/office/accounts.hpp"
#include "client/office/approve.hpp"
#include "client/office/enter.hpp"
#include "client/office/refusals.hpp"
#include "sync/record/policy_text.hpp"
#include "sync/server/account_confirm.hpp"
#include "sync/server/publish.hpp"
#include "tests/property/agreement_world.hpp"

namespace soxa::tests::life_agreement {

using namespace agreement_world;

namespace {

using std::chrono::days;

constexpr std::uint64_t files_at_once = 100;
constexpr std::uint64_t records_default = 400;  // ten thousand: agreement.ten_thousand_lives
constexpr int rounds = 3;

/// How a round's clerk works and how the province hears of it.
enum class Manner { right, of_2009, ahead, offline, unheard_pack, signed_offline };
constexpr std::array manners{Manner::right,        Manner::of_2009, Manner::ahead,
                             Manner::offline,      Manner::unheard_pack,
                             Manner::signed_offline};

/// A unit with one laptop, whose clock is its own.
class Unit {
public:
    explicit Unit(std::uint64_t seed) : world(seed) {
        {
            office::Office admin = world.laptop("a1");
            add_account(admin, "lan", "034190000011", ledger::Role::clerk);
            add_account(admin, "dung", "034190000012", ledger::Role::head);
            good(world.sync(admin));
        }
        {
            office::Office head = log_in("dung");
            good(world.sync(head));
            good(server::confirm_account(world.office, {"30001", "dung", std::nullopt}));
            good(world.sync(head));
        }
        publish();
        office::Office clerk = log_in("lan");
        good(world.sync(clerk));
        good(world.sync(clerk));
    }

    office::Office log_in(std::string_view login) {
        set_right();
        return good(office::Office::log_in(
            {world.province.folder.path() / "a1", clock, world.province.random}, login,
            secret(password)));
    }
    void set_right() { clock.time = world.province.clock.time; }
    void pass(days time) {
        world.province.clock.time += time;
        set_right();
    }
    /// Another version of the province's own pack, in which other rules are graver.
    void publish() {
        ++version;
        Policy own = *find_preset("D27-2026");
        own.name = "RIENG";
        own.version = version;
        own.valid_from = day_of(2026, 1, 1);
        const bool odd = version % 2 == 1;
        own.severities = {{"R05", odd ? Severity::warning : Severity::error},
                          {"R11", odd ? std::optional<Severity>() : Severity::error},
                          {"R18", version % 4 == 3 ? Severity::error : Severity::warning},
                          {"R19", odd ? Severity::warning : Severity::error},
                          {"R32", odd ? Severity::error : Severity::warning}};
        good(server::publish_pack(world.office, write_policy(own), {}));
    }

    exchange_world::World world;
    SetClock clock;
    int version = 0;

private:
    static constexpr std::string_view password = "mật khẩu của từng người";

    void add_account(office::Office& admin, const std::string& login, const std::string& number,
                     ledger::Role role) {
        const Secret first = secret(password);
        good(office::add_account(admin, {login, login, number, role, "12/QĐ-UBND 02/11/2026"},
                                 &first));
    }
};

/// What a clerk does to a file in one round.
class Clerk {
public:
    Clerk(std::mt19937_64& random, record::Day today) : random_(random), today_(today) {}

    struct Work {
        ledger::Change change;
        std::vector<ledger::OperationId> evidence;
    };
    Work on(const ledger::RecordState& state) {
        const record::Document there = ledger::document_of(state.draft);
        const record::Document other = made(random_());
        Work work;
        for (std::uint64_t i = 1 + below(3); i > 0; --i) fields(there, other, work.change);
        if (below(3) == 0) add_row(other, work.change);
        rows(there, other, work.change);
        if (below(3) == 0) work.evidence = scans(there);
        return work;
    }

private:
    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

    /// Whose file it is stays: a corrected number has a document and a decision of its own (F17).
    static bool stays(const record::Field& field) {
        return !field.writable || field.id == "personal_id" || field.id == "full_name" ||
               field.id == "access_level";
    }

    /// Of days on which a clock that is wrong would find something else.
    record::Value near_day(const record::Field& field) {
        const record::Day day = today_ + days(static_cast<int>(below(121)) - 60);
        return parse(field, record::shown(day)).value();
    }

    void fields(const record::Document& there, const record::Document& other,
                ledger::Change& change) {
        const auto all = record::fields();
        const record::Field& field = all[below(all.size())];
        if (stays(field) || !field.group.empty()) return;
        if (field.type == Type::date && below(2) == 0) {
            change.fields.insert_or_assign(field.tag, near_day(field));
        } else if (const auto value = other.fields.find(field.tag); value != other.fields.end()) {
            change.fields.insert_or_assign(field.tag, value->second);
        } else if (there.fields.contains(field.tag)) {
            change.fields.insert_or_assign(field.tag, std::nullopt);
        }
    }

    void add_row(const record::Document& other, ledger::Change& change) {
        for (const auto& [tag, rows] : other.groups) {
            if (below(4) != 0 || rows.empty()) continue;
            auto columns = rows.front().columns;
            for (auto& [column, value] : columns) {
                const record::Field& field = *record::find_field(column);
                if (field.type == Type::date && below(3) == 0) value = near_day(field);
            }
            change.added.push_back({tag, std::move(columns)});
        }
    }

    void rows(const record::Document& there, const record::Document& other,
              ledger::Change& change) {
        for (const auto& [tag, rows] : there.groups) {
            for (const record::Row& row : rows) {
                if (below(12) != 0) continue;
                if (below(3) == 0) {
                    change.removed.push_back(row.id);
                    continue;
                }
                const auto like = other.groups.find(tag);
                if (like == other.groups.end() || like->second.empty()) continue;
                const auto& columns = like->second.front().columns;
                if (columns.empty()) continue;
                const auto& [column, value] =
                    *std::next(columns.begin(), static_cast<std::ptrdiff_t>(below(columns.size())));
                change.rows[row.id].insert_or_assign(column, value);
            }
        }
    }

    /// What the change rests on: an attachment's operation (LEDGER §2).
    static std::vector<ledger::OperationId> scans(const record::Document& there) {
        for (const ledger::AttachmentRow& scan : ledger::attachments_of(there)) {
            return {scan.row.added};
        }
        return {};
    }

    std::mt19937_64& random_;
    record::Day today_;
};

ledger::RecordState state_of(const office::Office& office, const ledger::RecordId& file) {
    return *good(office.store().record(file));
}

std::vector<ledger::OperationId> heads_of(const office::Office& office,
                                          const ledger::RecordId& file) {
    const auto stored = good(office.store().operations_on(file));
    std::vector<ledger::Entry> entries;
    for (const ledger::Stored& one : stored) entries.push_back({&one.operation, one.standing});
    return ledger::heads_of(entries);
}

struct Version {
    ledger::RecordId file;
    ledger::OperationId named;
    Broken known;  ///< by what the laptop had heard of
    Broken now;    ///< by what it has heard of since
};

struct Tally {
    std::map<ledger::Judgement, std::size_t> verdicts;
    std::set<std::string> rules;
    std::map<Manner, std::size_t> refused;
    std::size_t of_the_day = 0;  ///< versions in which another clock would find something else
    std::size_t signed_versions = 0;
    std::size_t with_evidence = 0;
};

/// The province's answers to a round, which the office has heard by now.
void compare(const office::Office& office, const std::vector<Version>& versions, Manner manner,
             Tally& tally) {
    const auto told = good(office::rules_told(office));
    for (const Version& version : versions) {
        CAPTURE(hex(version.file.view()), static_cast<int>(manner));
        const auto judged = good(office.store().operation(version.named));
        REQUIRE(judged->standing.position);
        CAPTURE(static_cast<int>(judged->standing.judgement),
                static_cast<int>(judged->standing.reason));
        Broken there;
        if (const auto found = told.find(version.named); found != told.end()) {
            for (const Fault& fault : found->second) {
                add(there, fault);
                tally.rules.insert(fault.rule);
            }
        }
        REQUIRE(there == version.now);
        const bool knew = !version.known.empty();
        const ledger::Judgement expected = version.now.empty() ? ledger::Judgement::accepted
                                           : knew             ? ledger::Judgement::refused
                                                              : ledger::Judgement::held;
        REQUIRE(judged->standing.judgement == expected);
        ++tally.verdicts[expected];
        if (expected == ledger::Judgement::accepted) continue;
        REQUIRE(judged->standing.reason == ledger::Reason::breaks_rules);
        ++tally.refused[manner];
    }
}

/// The head signs what he is shown of it, and says which.
std::vector<ledger::RecordId> sign(office::Office& head, const std::vector<Version>& versions) {
    std::vector<std::string> uids;
    std::vector<ledger::RecordId> files;
    for (const office::ForApproval& one : good(office::waiting_for_approval(head))) {
        const auto version = std::ranges::find(versions, one.record, &Version::file);
        if (version == versions.end() || !version->now.empty()) continue;
        uids.push_back(one.uid);
        files.push_back(one.record);
    }
    if (!uids.empty()) REQUIRE(good(office::approve(head, uids)) == uids.size());
    return files;
}

class Lives {
public:
    explicit Lives(std::uint64_t seed) : unit_(seed), random_(seed) {}

    void batch(std::uint64_t first, std::uint64_t count) {
        enter(first, count);
        for (int i = 0; i < rounds; ++i) round(manners[next_++ % manners.size()], i > 0);
    }

    Tally tally;

private:
    void enter(std::uint64_t first, std::uint64_t count) {
        office::Office clerk = unit_.log_in("lan");
        std::vector<office::Draft> entries;
        for (std::uint64_t seed = first; seed < first + count; ++seed) {
            record::Document file = made(seed);
            if (seed % 2 == 0) attach(file);
            entries.push_back(entering(file));
        }
        const auto named = good(clerk.write(std::move(entries)));
        files_.assign(named.begin(), named.end());
    }

    /// A decision's scan, whose bytes come later.
    void attach(record::Document& file) {
        ledger::AttachmentRow scan;
        scan.kind = "01";
        scan.title = "Quyết định";
        scan.pages = 1;
        scan.mime = "application/pdf";
        scan.file = {crypto::sha256(random_bytes(unit_.world.province.random, 16)), 40'000, false};
        scan.scanned_at = "2026-11-20";
        record::Row row;
        row.id.index = 9;
        row.columns = ledger::columns_of(scan);
        file.groups[ledger::attachment_group().tag].push_back(std::move(row));
    }

    void change(office::Office& clerk) {
        Clerk work(random_, record::Day(day_in_vietnam(unit_.world.province.clock.time)));
        for (const ledger::RecordId& file : files_) {
            const auto state = state_of(clerk, file);
            if (state.life.closed) continue;
            const Clerk::Work done = work.on(state);
            const auto kept = office::edit_record(clerk, state, done.change, {}, done.evidence);
            // What the form does not take was never entered.
            const bool unseen = !kept && kept.error().text == "access.unseen";
            if (!kept && !unseen) REQUIRE(kept.error().code == Errc::invalid_input);
            if (kept && *kept && !done.evidence.empty()) ++tally.with_evidence;
        }
    }

    std::vector<Version> found_in(const office::Office& clerk) const {
        std::vector<Version> found;
        for (const ledger::RecordId& file : files_) {
            const auto state = state_of(clerk, file);
            if (state.life.closed) continue;
            REQUIRE(state.draft.root);  // one laptop is of one mind
            found.push_back({file, {}, refused_here(clerk, state), {}});
        }
        return found;
    }

    static void name(office::Office& clerk, std::vector<Version>& versions) {
        std::vector<office::Draft> names;
        for (const Version& version : versions) {
            names.push_back(naming(version.file, heads_of(clerk, version.file)));
        }
        const auto named = good(clerk.write(std::move(names)));
        for (std::size_t i = 0; i < named.size(); ++i) versions[i].named = named[i];
    }

    void set_wrong(Manner manner) {
        if (manner == Manner::of_2009) unit_.clock.time = std::chrono::sys_days(
            std::chrono::year(2009) / 1 / 1);
        if (manner == Manner::ahead) unit_.clock.time += days(45);
    }

    void round(Manner manner, bool changes) {
        std::vector<Version> versions;
        std::vector<ledger::RecordId> signed_here;
        {
            office::Office clerk = unit_.log_in("lan");
            set_wrong(manner);
            if (changes) change(clerk);
            // A clock that runs ahead is put right by the receipt, so that is what counts.
            if (manner == Manner::ahead) {
                count_of_the_day(clerk);
                unit_.set_right();
            }
            versions = found_in(clerk);
            if (manner == Manner::ahead) set_wrong(manner);
            name(clerk, versions);
            for (Version& version : versions) version.now = version.known;
            if (manner == Manner::offline) unit_.pass(days(10));
            if (manner == Manner::unheard_pack) unit_.publish();
            if (manner != Manner::signed_offline) {
                good(unit_.world.sync(clerk));
                good(unit_.world.sync(clerk));
            }
            if (manner == Manner::unheard_pack) find_again(clerk, versions);
            if (manner != Manner::signed_offline) compare(clerk, versions, manner, tally);
        }
        {
            office::Office head = unit_.log_in("dung");
            signed_here = sign(head, versions);
            good(unit_.world.sync(head));
            good(unit_.world.sync(head));
            if (manner == Manner::signed_offline) compare(head, versions, manner, tally);
            for (const ledger::RecordId& file : signed_here) counts(head, file);
        }
        unit_.pass(days(static_cast<int>(random_() % 15)));
    }

    /// By the pack that has come since.
    static void find_again(const office::Office& clerk, std::vector<Version>& versions) {
        for (Version& version : versions) {
            version.now = refused_here(clerk, state_of(clerk, version.file));
        }
    }

    void count_of_the_day(const office::Office& clerk) {
        const auto ahead = found_in(clerk);
        unit_.set_right();
        const auto right = found_in(clerk);
        for (std::size_t i = 0; i < right.size(); ++i) {
            if (ahead[i].known != right[i].known) ++tally.of_the_day;
        }
        set_wrong(Manner::ahead);
    }

    void counts(const office::Office& head, const ledger::RecordId& file) {
        CAPTURE(hex(file.view()));
        const auto state = state_of(head, file);
        REQUIRE(state.effective);
        const ledger::Cut* const current = state.current_cut();
        REQUIRE(current != nullptr);
        REQUIRE(state.cuts[*state.effective].content.root == current->content.root);
        ++tally.signed_versions;
    }

    Unit unit_;
    std::mt19937_64 random_;
    std::vector<ledger::RecordId> files_;
    std::size_t next_ = 0;
};

TEST_CASE("agreement: laptop and province find the same in every version of a file's life",
          "[agreement][life]") {
    const std::uint64_t first = from_environment("SOXA_SEED", 1);
    const std::uint64_t records = from_environment("SOXA_RECORDS", records_default);
    Lives lives(first);
    for (std::uint64_t from = first; from < first + records; from += files_at_once) {
        lives.batch(from, std::min(files_at_once, first + records - from));
    }
    Tally& tally = lives.tally;
    // All answers were given, in every manner, by many rules.
    if (records >= records_default) {
        CHECK(tally.verdicts[ledger::Judgement::accepted] > records / 8);
        CHECK(tally.verdicts[ledger::Judgement::refused] > records / 4);
        CHECK(tally.verdicts[ledger::Judgement::held] > records / 20);
        CHECK(tally.signed_versions > records / 8);
        CHECK(tally.with_evidence > records / 10);
        CHECK(tally.of_the_day > records / 20);
        CHECK(tally.refused.size() == manners.size());
        CHECK(tally.rules.size() >= 20);
        CHECK(tally.rules.contains("R32"));
    }
}

}  // namespace

}  // namespace soxa::tests::life_agreement
