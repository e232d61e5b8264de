#include "sync/ledger/subject.hpp"

#include <algorithm>
#include <set>

namespace soxa::ledger {

namespace {

const record::Field& number_field() { return *record::find_field("", "personal_id"); }

/// Every number that some operation let in, or not judged yet, has given the file.
bool had_no_other(std::span<const Entry> entries, std::string_view personal_id) {
    const Cell cell = field_cell(number_field());
    bool had = false;
    for (const Entry& entry : entries) {
        const Operation& operation = *entry.operation;
        const bool proposal =
            entry.standing.ghost() || operation.header.kind == Kind::late_edit;
        if (proposal || !carries_cells(operation.header.kind)) continue;
        const auto payload = edit_payload(operation);
        if (!payload) continue;
        for (std::size_t i = 0; i < operation.header.cells.size(); ++i) {
            if (operation.cell(i) != cell) continue;
            const auto values = record::decode_cell(cell.tag, payload->values[i]);
            const auto value = values.find(number_field().tag);
            if (value == values.end()) continue;  // withdrawn: nobody's number
            if (record::text_of(number_field(), value->second) != personal_id) return false;
            had = true;
        }
    }
    return had;
}

std::string approved_number(const RecordState& state) {
    return std::string(
        document_of(state.cuts[*state.effective].content).text("personal_id"));
}

/// The number that a confirmed document has put in the place of this one.
std::string corrected(const Life& life, std::string number) {
    // Each document once: two that undo each other lead nowhere.
    for (std::size_t i = 0; i < life.numbers.size(); ++i) {
        const auto next = std::ranges::find_if(life.numbers, [&](const NumberChange& one) {
            return one.alias.from == number && one.verdict && one.verdict->confirmed;
        });
        if (next == life.numbers.end()) break;
        number = next->alias.to;
    }
    return number;
}

}  // namespace

bool needs_document(const RecordState& state, std::string_view number) {
    if (!state.effective) return false;
    std::set<std::string> known{approved_number(state)};
    if (known.contains("") || known.contains(std::string(number))) return false;
    // Each document once a round, as often as there are documents.
    for (std::size_t i = 0; i < state.life.numbers.size(); ++i) {
        for (const NumberChange& one : state.life.numbers) {
            const bool stands = !one.verdict || one.verdict->confirmed;
            if (stands && known.contains(one.alias.from)) known.insert(one.alias.to);
        }
    }
    return !known.contains(std::string(number));
}

std::string number_known(const RecordState& state) {
    std::string drafted(document_of(state.draft).text("personal_id"));
    return needs_document(state, drafted) ? approved_number(state) : drafted;
}

bool may_be_subject(const RecordState& state, std::string_view personal_id) {
    if (personal_id.empty()) return false;
    if (!state.effective) return document_of(state.draft).text("personal_id") == personal_id;
    const std::string approved = approved_number(state);
    return approved == personal_id || corrected(state.life, approved) == personal_id;
}

bool is_subject(const RecordState& state, std::span<const Entry> entries,
                std::string_view personal_id) {
    if (!may_be_subject(state, personal_id)) return false;
    return state.effective || had_no_other(entries, personal_id);
}

}  // namespace soxa::ledger
