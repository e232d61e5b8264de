#include "sync/server/sqlcipher_storage/setting_table.hpp"

namespace soxa::server {

namespace {

constexpr std::string_view find_sql = "SELECT value FROM setting WHERE name = ?1";
constexpr std::string_view set_sql =
    "INSERT INTO setting (name, value) VALUES (?1, ?2)"
    " ON CONFLICT (name) DO UPDATE SET value = excluded.value";

}  // namespace

SettingTable::SettingTable(sqlcipher::Database& database)
    : find_(database.prepare(find_sql)), set_(database.prepare(set_sql)) {}

Result<std::optional<std::string>> SettingTable::find(std::string_view name) {
    return find_.bind(1, name).first([](const sqlcipher::Row& row) { return row.text(0); });
}

Result<void> SettingTable::set(std::string_view name, std::string_view value) {
    return set_.bind(1, name).bind(2, value).run();
}

}  // namespace soxa::server
