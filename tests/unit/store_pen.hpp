// The small things that tests of the store begin with: a folder, a person who writes, a change.
// In a namespace of their own, as other fixtures have provinces and persons too.
#pragma once

#include <filesystem>
#include <stdlib.h>
#include <string>
#include <vector>

#include <catch2/catch_test_macros.hpp>

#include "client/store/store.hpp"
#include "crypto/software_signer.hpp"
#include "sync/ledger/approval.hpp"
#include "sync/ledger/edit.hpp"

namespace soxa::tests::store_unit {

class StoreFolder {
public:
    StoreFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "soxa-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    ~StoreFolder() { std::filesystem::remove_all(path_); }
    StoreFolder(const StoreFolder&) = delete;
    StoreFolder& operator=(const StoreFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::filesystem::path file() const { return path_ / "ledger.db"; }

private:
    std::filesystem::path path_;
};

inline Secret store_key() { return Secret(Bytes(store::database_key_bytes, 7)); }

inline std::unique_ptr<store::Store> open_store(const StoreFolder& folder) {
    auto opened = store::Store::open(folder.path(), store_key());
    REQUIRE(opened);
    return std::move(*opened);
}

/// The value, or the test ends here.
template <class T>
T good(Result<T> result) {
    if (!result) FAIL(result.error().text);
    return std::move(*result);
}
inline void good(const Result<void>& result) {
    if (!result) FAIL(result.error().text);
}
/// The word of the error; empty if there was none.
template <class T>
std::string word(const Result<T>& result) {
    return result ? "" : result.error().text;
}

struct Person {
    ledger::AccountId account;
    mutable crypto::SoftwareSigner key;  // signing may ask for a PIN, so it is not const
};

/// What an author writes before it is saved: continues his chain on one laptop.
class Pen {
public:
    Pen(const Person& person, ledger::ChainTail tail) : person_(&person), tail_(tail) {}

    ledger::OperationId add(ledger::Header header, Bytes payload) {
        header.at = timestamp_of(1'900'000'000 + tail_.seq);
        store::Written one{ledger::extend(tail_, std::move(header), std::move(payload)), {}};
        one.seal = *person_->key.sign(exchange::seal_context, one.operation.id.view());
        written_.push_back(std::move(one));
        return written_.back().operation.id;
    }
    ledger::OperationId say(ledger::Kind kind, Bytes payload,
                            std::vector<ledger::OperationId> references = {}) {
        ledger::Header header;
        header.kind = kind;
        header.references = std::move(references);
        return add(std::move(header), std::move(payload));
    }
    /// A new record where `id` is nothing.
    ledger::OperationId edit(const std::optional<ledger::RecordId>& id, ledger::Edit edit,
                             const ledger::Seed& record_seed) {
        ledger::Header header;
        header.kind = ledger::Kind::edit;
        header.record = id;
        header.cells = std::move(edit.cells);
        ledger::EditPayload payload{std::nullopt, std::move(edit.values)};
        if (!id) payload.seed = record_seed;
        return add(std::move(header), ledger::encode(payload));
    }
    /// Submit, check or give back.
    ledger::OperationId act(ledger::Kind kind, const ledger::RecordId& id,
                            std::vector<ledger::OperationId> references) {
        ledger::Header header;
        header.kind = kind;
        header.record = id;
        header.references = std::move(references);
        return add(std::move(header), ledger::encode_reason("đã xem"));
    }
    ledger::OperationId approve(const ledger::ApprovedVersion& version) {
        return say(ledger::Kind::approve, ledger::encode({Bytes(9, 1), Bytes(9, 2), {version}}),
                   {version.cut});
    }

    [[nodiscard]] const std::vector<store::Written>& written() const { return written_; }
    [[nodiscard]] std::vector<store::Written>& written() { return written_; }
    [[nodiscard]] const ledger::Seed& seed() const { return tail_.seed; }

private:
    const Person* person_;
    ledger::ChainTail tail_;
    std::vector<store::Written> written_;
};

inline ledger::Change change_of(
    std::initializer_list<std::pair<std::string_view, std::string_view>> texts) {
    ledger::Change change;
    for (const auto& [id, text] : texts) {
        const record::Field* field = record::find_field("", id);
        REQUIRE(field != nullptr);
        const auto value = record::parse(*field, text);
        REQUIRE(value);
        change.fields[field->tag] = *value;
    }
    return change;
}
inline ledger::Change row_of(std::string_view group, std::string_view column,
                             std::string_view text) {
    const record::Field* field = record::find_field(group, column);
    REQUIRE(field != nullptr);
    ledger::Change change;
    change.added.push_back(
        {record::find_group(group)->tag, {{field->tag, *record::parse(*field, text)}}});
    return change;
}

}  // namespace soxa::tests::store_unit
