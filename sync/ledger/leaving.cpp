#include "sync/ledger/leaving.hpp"

#include <algorithm>

#include "sync/ledger/payload.hpp"
#include "sync/record/personnel_status.hpp"

namespace soxa::ledger {

namespace {

std::string text_in(const record::Row& row, std::string_view column) {
    const record::Field& field = *record::find_field("status_event", column);
    const auto value = row.columns.find(field.tag);
    return value == row.columns.end() ? std::string() : record::text_of(field, value->second);
}

}  // namespace

Bytes encode(const Leaving& payload) {
    cbor::Writer out;
    out.array(2).text(payload.status).text(payload.day);
    return out.take();
}

std::optional<Leaving> leaving(const Operation& operation) {
    const Kind kind = operation.header.kind == Kind::leaving_day ? Kind::leaving_day : Kind::leaving_ahead;
    return payload_of<Leaving>(operation, kind, 2, [](cbor::Reader& in, Leaving& payload) {
        payload.status = read_line(in);
        payload.day = read_line(in);
    });
}

std::optional<Leaving> leaving_in(const Content& content) {
    const record::Document document = document_of(content);
    Leaving said;
    said.status = document.text("personnel_status");
    if (!record::is_archived_status(said.status)) return std::nullopt;
    const auto rows = document.groups.find(record::find_group("status_event")->tag);
    if (rows == document.groups.end()) return said;
    for (const record::Row& row : rows->second) {
        if (text_in(row, "status") != said.status) continue;
        said.day = std::max(said.day, text_in(row, "effective_date"));
    }
    return said;
}

bool is_ahead(const Leaving& leaving, std::string_view day) {
    // As stored, days sort by their letters, and a month stands before all of its days.
    return day < leaving.day;
}

}  // namespace soxa::ledger
