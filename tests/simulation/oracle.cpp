#include "tests/simulation/oracle.hpp"

#include <algorithm>

namespace soxa::simulation {

namespace {

using ledger::Judgement;
using ledger::Kind;

constexpr std::size_t everything = std::size_t{1} << 40U;

std::string short_name(const OperationId& id) { return hex(id.view().first(4)); }

/// As the book knows them.
class BookAuthors final : public ledger::Authors {
public:
    explicit BookAuthors(const AuthorityBook& book) : book_(&book) {}
    [[nodiscard]] std::optional<ledger::Role> role_of(const ledger::ChainId& id) const override {
        const AuthorityBook::Account* account = book_->author(id);
        if (account == nullptr) return std::nullopt;
        return account->role;
    }

private:
    const AuthorityBook* book_;
};

/// The key that a chain's first operation names; of the log, or of this one.
std::optional<crypto::PublicKey> opened_with(const UnitLog& log,
                                             const ledger::Operation& operation) {
    const ledger::Operation* first = &operation;
    while (first->header.prev) {
        const auto found = log.index.find(*first->header.prev);
        if (found == log.index.end()) return std::nullopt;
        first = &log.entries[found->second].operation;
    }
    const auto open = ledger::chain_open(*first);
    return open ? std::optional(open->key) : std::nullopt;
}

bool is_above(const ledger::Header& header, const UnitLog& log,
              const std::vector<OperationId>& heads) {
    return std::ranges::none_of(heads, [&](const OperationId& head) {
        const auto found = log.index.find(head);
        if (found == log.index.end()) return false;
        const ledger::Header& end = log.entries[found->second].operation.header;
        return end.chain == header.chain && end.seq >= header.seq;
    });
}

}  // namespace

void Oracle::read_log(std::size_t unit) {
    UnitLog& log = logs_[unit];
    world_->open_province();
    std::vector<exchange::Logged> fresh;
    crypto::MerkleLog there;
    const auto read = world_->province_office().storage->transaction(
        [&](server::Records& registers) -> Result<void> {
            TRY_LET(server::UnitStream* const stream,
                    registers.stream(world_->units[unit].stream));
            if (stream->epoch() != log.epoch) {
                require(log.epoch == 0 || world_->province.restored, "I-2",
                        "the log began anew by itself");
                log = UnitLog();
                log.epoch = stream->epoch();
                log.book = AuthorityBook(world_->province_office().keys.intake.public_key());
            }
            there = stream->log();
            TRY_LET(fresh, stream->page(log.entries.size(), everything));
            return {};
        });
    if (!read) throw Violation("I-2", "the province's log: " + read.error().text);
    for (exchange::Logged& logged : fresh) note(unit, log, std::move(logged));
    require(there.size() == log.entries.size(), "I-2", "the log lost what stood in it");
    const crypto::Digest root = log.roots.empty() ? crypto::MerkleLog().root() : log.roots.back();
    require(there.root() == root, "I-2", "the log says something else than it said");
}

void Oracle::note(std::size_t unit, UnitLog& log, exchange::Logged logged) {
    const ledger::Operation& operation = logged.operation;
    const ledger::Header& header = operation.header;
    const std::string name = short_name(operation.id);
    require(logged.entry.position == log.entries.size() + 1, "I-4", "a gap in the log");
    require(!log.index.contains(operation.id), "I-3", name + " stands twice in the log");
    require(crypto::sha256(ByteView(operation.canonical)).bytes == operation.id.bytes, "I-3",
            name + " is not what it is called");
    for (const OperationId& need : ledger::needs(operation)) {
        require(log.index.contains(need), "I-4", name + " stands before what it names");
    }
    if (header.prev) {
        const ledger::Header& before = log.entries[log.index.at(*header.prev)].operation.header;
        require(before.chain == header.chain && before.seq + 1 == header.seq, "I-4",
                name + " does not continue its chain");
    }
    if (logged.entry.judgement != Judgement::forked) {
        const bool first = log.places.emplace(std::pair(header.chain, header.seq), operation.id)
                               .second;
        require(first, "I-3", name + " stands where another stands");
    } else {
        world_->sometimes.reached("a fork");
    }
    if (logged.seal) {
        const auto key = opened_with(log, operation);
        require(key && crypto::verifies(*key, exchange::seal_context, operation.id.view(),
                                        *logged.seal),
                "I-10", name + " has not its author's seal");
    }
    require(!world_->honest || logged.entry.reason != ledger::Reason::not_understood, "I-6",
            name + " is an honest program's and was not understood");
    const bool accepted = logged.entry.judgement == Judgement::accepted;
    if (accepted && let_in_.insert(operation.id).second) {
        const std::string objection = log.book.objection(operation, logged.entry.received);
        require(objection.empty(), "I-10", name + " was accepted: " + objection);
        if (header.kind == Kind::approve) check_approval(unit, log, logged);
    }
    if (accepted) log.book.take(operation);
    world_->made.try_emplace(operation.id, Made{unit, operation.canonical, false});
    log.standings[operation.id] = {logged.entry.position, logged.entry.judgement,
                                   logged.entry.reason, logged.entry.received, {}};
    log.index.emplace(operation.id, log.entries.size());
    log.merkle.add(leaf(logged.entry));
    log.roots.push_back(log.merkle.root());
    log.entries.push_back(std::move(logged));
    const auto second = accepted ? ledger::rejudgements(log.entries.back().operation) : std::nullopt;
    if (!second) return;
    for (const ledger::Rejudgement& one : *second) {
        const auto standing = log.standings.find(one.operation);
        if (standing == log.standings.end()) continue;
        standing->second.look_again(log.entries.size(), one.judgement, one.reason);
        world_->sometimes.reached("a second look");
    }
    log.book = AuthorityBook(world_->province_office().keys.intake.public_key());
    for (const exchange::Logged& one : log.entries) {
        if (log.standings.at(one.operation.id).confirmed()) log.book.take(one.operation);
    }
}

std::vector<ledger::Entry> Oracle::entries_on(std::size_t unit, const ledger::RecordId& id) {
    UnitLog& log = logs_[unit];
    std::vector<ledger::Entry> found;
    std::set<OperationId> cuts;
    for (const exchange::Logged& one : log.entries) {
        const ledger::Operation& operation = one.operation;
        const Kind kind = operation.header.kind;
        bool on = operation.header.record == id ||
                  (ledger::carries_cells(kind) && !operation.header.record && operation.id == id);
        if (on && kind == Kind::submit) cuts.insert(operation.id);
        if (kind == Kind::approve) {
            on = std::ranges::any_of(operation.header.references, [&](const OperationId& cut) {
                return cuts.contains(cut);
            });
        }
        if (on) found.push_back({&operation, log.standings.at(operation.id)});
    }
    return found;
}

/// Everything about an approval that a second person would look up before he believes it.
void Oracle::check_approval(std::size_t unit, UnitLog& log, const exchange::Logged& logged) {
    const ledger::Operation& operation = logged.operation;
    const std::string name = "approval " + short_name(operation.id);
    const auto payload = ledger::approval_payload(operation);
    require(payload.has_value(), "I-9", name + " says nothing");
    const AuthorityBook::Chain* chain = log.book.chain(operation.header.chain);
    const AuthorityBook::Account* approver = log.book.author(operation.header.chain);
    require(chain != nullptr && approver != nullptr, "I-10", name + " is nobody's");
    require(ledger::verify(*payload, operation, chain->key).has_value(), "I-9",
            name + " is not signed so");
    for (const ledger::ApprovedVersion& version : payload->versions) {
        const auto entries = entries_on(unit, version.record);
        const auto state =
            ledger::fold_record(version.record, entries, BookAuthors(log.book));
        const ledger::Cut* cut = state.cut(version.cut);
        require(cut != nullptr && cut->content.root.has_value() &&
                    cut->content.root->root == version.root,
                "I-9", name + " is of another content");
        const auto personal_id = document_of(cut->content).text("personal_id");
        require(personal_id != approver->personal_id, "I-11", name + " is of his own file");
        std::vector<OperationId> seen;
        if (state.effective) seen = state.cuts[*state.effective].heads;
        for (const ledger::Entry& entry : entries) {
            const ledger::Header& header = entry.operation->header;
            const bool new_edit = header.kind == Kind::edit && !entry.standing.ghost() &&
                                  !is_above(header, log, cut->heads) &&
                                  is_above(header, log, seen);
            const AuthorityBook::Account* author = log.book.author(header.chain);
            require(!new_edit || author == nullptr ||
                        author->personal_id != approver->personal_id,
                    "I-11", name + " is of what he entered himself");
        }
    }
    if (payload->versions.size() > 1) world_->sometimes.reached("a batch of approvals");
}

void Oracle::after_page(Laptop& laptop) {
    // A province that was put back may have less than it said, until a laptop helps it; that they
    // agree in the end is asked then.
    if (laptop.deceived || world_->province.restored) return;
    const UnitLog& log = logs_[laptop.unit];
    const store::Store& store = laptop.office->store();
    if (store.epoch() != log.epoch) return;
    const std::uint64_t size = store.log().size();
    require(size <= log.entries.size(), "I-2", "a laptop has more of the log than there is");
    if (size == 0) return;
    require(store.log().root() == log.roots[size - 1], "I-2",
            "a laptop has another log than the province");
    require(store.at(size) == log.entries[size - 1].operation.id, "I-2",
            "a position means something else on a laptop");
}

void Oracle::look_at(Laptop& laptop, bool thoroughly) {
    if (!laptop.office) return;
    store::Store& store = laptop.office->store();
    const auto read = [](auto result, const char* what) {
        if (!result) throw Violation("I-1", std::string(what) + ": " + result.error().text);
        return std::move(*result);
    };
    const std::vector<store::RecordLine> lines = read(store.list(), "the list of files");
    std::set<ledger::RecordId> listed;
    for (const store::RecordLine& line : lines) listed.insert(line.id);
    for (const ledger::RecordId& id : world_->entered[laptop.unit]) {
        if (listed.contains(id) || !read(store.has(id), "a file")) continue;
        const auto state = read(store.record(id), "a file");
        require(state && state->ghost, "I-8", "file " + short_name(id) + " is not listed");
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (thoroughly || world_->chance.one_in(lines.size())) look_at_file(laptop, lines[i]);
    }
    for (const OperationId& id : laptop.acknowledged) {
        if (!thoroughly && !world_->chance.one_in(8)) continue;
        require(read(store.has(id), "an operation"), "I-1",
                short_name(id) + " was told to be saved and is not there");
    }
    if (!thoroughly && !world_->chance.one_in(12)) return;
    const auto whole = store.verify();
    require(whole.has_value(), "I-5",
            "the store does not verify: " + (whole ? std::string() : whole.error().text));
}

void Oracle::look_at_file(Laptop& laptop, const store::RecordLine& line) {
    store::Store& store = laptop.office->store();
    const auto state = store.record(line.id);
    const auto operations = store.operations_on(line.id);
    require(state && *state && operations, "I-8", "a file that is listed cannot be read");
    const std::string name = "file " + short_name(line.id);
    std::vector<ledger::Entry> entries;
    for (const ledger::Stored& one : *operations) {
        entries.push_back({&one.operation, one.standing});
        require(one.operation.header.stream == world_->units[laptop.unit].stream, "I-19",
                name + " has an operation of another unit's");
    }
    check_nothing_overwritten(entries, **state);
    const ledger::RecordState& said = **state;
    require(line.status == said.status && line.conflicts == said.conflicts.size(), "I-5",
            name + " is not as its list says");
    if (said.effective) {
        const ledger::Cut& cut = said.cuts[*said.effective];
        const bool signed_so = std::ranges::any_of(said.approvals, [&](const auto& approval) {
            return approval.cut == cut.submit && approval.standing.confirmed() &&
                   cut.content.root && cut.content.root->root == approval.signed_root;
        });
        require(signed_so, "I-9", name + " is in force without a signature over what it says");
        if (said.status != ledger::Status::synced_to_province) {
            world_->sometimes.reached("a draft over a version in force");
        }
    }
    const bool synced = said.status == ledger::Status::synced_to_province;
    require(!synced || (said.effective && said.draft.root &&
                        said.draft.root->root ==
                            said.cuts[*said.effective].content.root->root),
            "I-9", name + " is shown as approved and was not, as it stands");
    if (!said.conflicts.empty()) world_->sometimes.reached("an open conflict");
    if (said.conflicts.size() > 1) world_->sometimes.reached("two open conflicts in one file");
    for (const ledger::Cut& cut : said.cuts) {
        if (cut.rests_on_ghost) world_->sometimes.reached("a cut with a ghost");
    }
}

void Oracle::agree_at_the_end() {
    for (std::size_t unit = 0; unit < world_->units.size(); ++unit) {
        read_log(unit);
        const UnitLog& log = logs_[unit];
        std::string views;
        for (Laptop& laptop : world_->laptops) {
            if (laptop.unit != unit || !laptop.office || laptop.deceived || !laptop.complete) {
                continue;
            }
            store::Store& store = laptop.office->store();
            const std::string name = "laptop " + std::to_string(laptop.number);
            require(store.log().size() == log.entries.size(), "I-6",
                    name + " has not heard everything");
            const auto dump = store.dump_views();
            require(dump.has_value(), "I-5", name + ": views");
            if (views.empty()) views = *dump;
            require(views == *dump, "I-5", name + " shows something else than others");
            const ledger::DirectoryAuthors authors(store.directory());
            for (const ledger::RecordId& id : world_->entered[unit]) {
                const auto state = store.record(id);
                const auto entries = entries_on(unit, id);
                if (!state || !*state) continue;
                const auto at_province = ledger::fold_record(id, entries, authors);
                require(**state == at_province, "I-5",
                        name + " and the province say different things of one file");
            }
        }
    }
}

}  // namespace soxa::simulation
