#include "tests/simulation/second_opinion.hpp"

namespace soxa::simulation {

namespace {

/// Nobody: a status is no part of what is compared.
class NoAuthors final : public ledger::Authors {
public:
    [[nodiscard]] std::optional<ledger::Role> role_of(const ledger::ChainId&) const override {
        return std::nullopt;
    }
};

/// [header, payload, salt, position or 0, judgement, [[until, judgement] …]]
void write_operation(cbor::Writer& out, const ledger::Operation& operation,
                     const ledger::Standing& standing) {
    out.array(6).bytes(operation.canonical).bytes(operation.payload).bytes(operation.salt.view());
    out.number(standing.position.value_or(0));
    out.number(static_cast<std::uint64_t>(standing.judgement));
    out.array(standing.earlier.size());
    for (const ledger::Replaced& one : standing.earlier) {
        out.array(2).number(one.until).number(static_cast<std::uint64_t>(one.judgement));
    }
}

void write_names(cbor::Writer& out, const std::vector<ledger::Claim>& claims) {
    out.array(claims.size());
    for (const ledger::Claim& claim : claims) out.bytes(claim.by.view());
}

void write_root(cbor::Writer& out, const ledger::Content& content) {
    out.bytes(content.root ? content.root->root.view() : ByteView{});
}

/// [record, root, [[cell, section, presence, live, proposals] …], [conflict's cell …],
///  [[submission, root] …]]
void write_file(cbor::Writer& out, const ledger::RecordState& state) {
    out.array(5).bytes(state.id.view());
    write_root(out, state.draft);
    out.array(state.draft.cells.size());
    for (const auto& [cell, reading] : state.draft.cells) {
        const record::Tag section = cell.is_guard() ? cell.tag - ledger::guard_base
                                                    : record::section_of_cell(cell.tag);
        out.array(5).bytes(ledger::encoded(cell)).number(section);
        out.boolean(record::find_group(cell.tag) != nullptr);
        write_names(out, reading.live);
        write_names(out, reading.proposals);
    }
    out.array(state.conflicts.size());
    for (const ledger::Conflict& one : state.conflicts) out.bytes(ledger::encoded(one.cell));
    out.array(state.cuts.size());
    for (const ledger::Cut& cut : state.cuts) {
        out.array(2).bytes(cut.submit.view());
        write_root(out, cut.content);
    }
}

}  // namespace

Bytes second_opinion_of(Stage& stage) {
    cbor::Writer out;
    out.array(2).number(record::schema_version).array(stage.world.units.size());
    for (std::size_t unit = 0; unit < stage.world.units.size(); ++unit) {
        const UnitLog& log = stage.oracle.log(unit);
        out.array(3).number(stage.world.units[unit].stream);
        out.array(log.entries.size());
        std::vector<ledger::RecordId> files;
        for (const exchange::Logged& one : log.entries) {
            write_operation(out, one.operation, log.standings.at(one.operation.id));
            const ledger::Header& header = one.operation.header;
            if (header.kind == ledger::Kind::edit && !header.record) {
                files.push_back(one.operation.id);
            }
        }
        out.array(files.size());
        for (const ledger::RecordId& id : files) {
            const auto entries = stage.oracle.entries_on(unit, id);
            write_file(out, ledger::fold_record(id, entries, NoAuthors()));
        }
    }
    return out.take();
}

}  // namespace soxa::simulation
