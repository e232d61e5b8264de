#include "sync/server/sqlcipher_storage/publication_table.hpp"

#include "sync/server/sqlcipher_storage/columns.hpp"

namespace soxa::server {

namespace {

constexpr std::string_view add_sql =
    "INSERT INTO publication (kind, digest, content, units, published_at)"
    " VALUES (?1, ?2, ?3, ?4, ?5)";
constexpr std::string_view all_sql =
    "SELECT kind, digest, content, units, published_at FROM publication ORDER BY number";

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

}  // namespace

PublicationTable::PublicationTable(sqlcipher::Database& database)
    : add_(database.prepare(add_sql)), all_(database.prepare(all_sql)) {}

Result<void> PublicationTable::add(const PublishedOnce& published) {
    std::string units;
    for (const std::string& code : published.units) units += (units.empty() ? "" : "\n") + code;
    const ledger::Publication& what = published.what;
    return add_.bind(1, static_cast<std::int64_t>(what.kind))
        .bind(2, what.digest.view())
        .bind(3, what.bytes)
        .bind(4, units)
        .bind(5, column(what.received))
        .run();
}

Result<std::vector<PublishedOnce>> PublicationTable::all() {
    std::vector<PublishedOnce> found;
    TRY(all_.each_row([&](const sqlcipher::Row& row) -> Result<void> {
        PublishedOnce one;
        one.what.kind = static_cast<ledger::Kind>(row.integer(0));
        one.what.digest = row.id<crypto::Digest>(1);
        one.what.bytes = row.bytes(2);
        one.what.received = time(row, 4);
        one.units = lines_of(row.text(3));
        found.push_back(std::move(one));
        return {};
    }));
    return found;
}

}  // namespace soxa::server
