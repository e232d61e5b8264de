#include "client/store/home_table.hpp"

#include <cassert>

#include "crypto/base/cbor.hpp"

namespace soxa::store {

namespace {

constexpr std::string_view save_sql =
    "INSERT INTO home (id, home) VALUES (1, ?1)"
    " ON CONFLICT (id) DO UPDATE SET home = excluded.home";
constexpr std::string_view load_sql = "SELECT home FROM home WHERE id = 1";

constexpr std::uint64_t home_version = 1;
constexpr std::size_t home_parts = 17;
constexpr std::size_t accounts_max = 10'000;
constexpr std::size_t field_bytes_max = 64 * 1024;

void write(cbor::Writer& out, const std::optional<EarlierLedger>& earlier) {
    if (!earlier) {
        out.array(0);
        return;
    }
    out.array(4).bytes(earlier->database_key.reveal());
    out.number(earlier->records).number(earlier->carried);
    out.array(earlier->accounts.size());
    for (const auto& [there, here] : earlier->accounts) {
        out.array(2).bytes(there.view()).bytes(here.view());
    }
}

std::optional<EarlierLedger> read_earlier(cbor::Reader& in) {
    const std::size_t parts = in.array(4);
    if (parts == 0) return std::nullopt;
    if (parts != 4) in.reject();
    EarlierLedger earlier;
    earlier.database_key = Secret(in.bytes(database_key_bytes));
    earlier.records = in.number();
    earlier.carried = in.number();
    for (std::size_t left = in.array(accounts_max); left > 0; --left) {
        if (in.array(2) != 2) in.reject();
        const auto there = in.id<ledger::AccountId>();
        earlier.accounts.emplace(there, in.id<ledger::AccountId>());
    }
    return earlier;
}

/// Holds keys: wiped when it goes.
Secret encoded(const Home& home, Timestamp last_contact) {
    cbor::Writer out;
    out.array(home_parts).number(home_version).bytes(home.device.view());
    out.bytes(home.device_key.reveal()).bytes(home.device_opening_key.reveal());
    out.text(home.device_label).number(home.stream).text(home.unit_code).text(home.unit_name);
    out.text(home.url).bytes(home.province_certificate);
    out.bytes(home.province.intake.view()).bytes(home.province.log.view());
    out.bytes(home.ticket_number).bytes(home.ticket_secret.reveal());
    out.bytes(home.device_certificate).number(seconds_of(last_contact));
    write(out, home.earlier);
    return Secret(out.take());
}

std::optional<Home> decoded(const Secret& bytes) {
    const auto text = [](cbor::Reader& in) { return std::string(in.text(field_bytes_max)); };
    const auto secret = [](cbor::Reader& in) { return Secret(in.bytes(field_bytes_max)); };
    const auto open = [](cbor::Reader& in) { return copy_of(in.bytes(field_bytes_max)); };
    cbor::Reader in(bytes.reveal());
    if (in.array(home_parts) != home_parts || in.number() != home_version) return std::nullopt;
    Home home;
    home.device = in.id<ledger::DeviceId>();
    home.device_key = secret(in);
    home.device_opening_key = secret(in);
    home.device_label = text(in);
    home.stream = static_cast<ledger::StreamId>(in.number(0xFFFFFFFF));
    home.unit_code = text(in);
    home.unit_name = text(in);
    home.url = text(in);
    home.province_certificate = open(in);
    home.province.intake = in.id<crypto::PublicKey>();
    home.province.log = in.id<crypto::PublicKey>();
    home.ticket_number = open(in);
    home.ticket_secret = secret(in);
    home.device_certificate = open(in);
    home.last_contact = timestamp_of(in.number());
    home.earlier = read_earlier(in);
    if (!in.done()) return std::nullopt;
    return home;
}

}  // namespace

Home Home::duplicate() const {
    // By what it is on disk, so that no part can be forgotten.
    auto copy = decoded(encoded(*this, last_contact));
    assert(copy);
    return std::move(*copy);
}

HomeTable::HomeTable(sqlcipher::Database& database)
    : save_(database.prepare(save_sql)), load_(database.prepare(load_sql)) {}

Result<void> HomeTable::save(const Home& home, Timestamp last_contact) {
    const Secret bytes = encoded(home, last_contact);
    return save_.bind(1, bytes.reveal()).run();
}

Result<Home> HomeTable::load() {
    TRY_LET(const std::optional<Secret> bytes,
            load_.first([](const sqlcipher::Row& row) { return Secret(row.bytes(0)); }));
    std::optional<Home> home;
    if (bytes) home = decoded(*bytes);
    if (!home) return fail(Errc::integrity, "store.unfinished");
    return std::move(*home);
}

}  // namespace soxa::store
