#include "crypto/keystore.hpp"

#include <cassert>

#include "crypto/base/cbor.hpp"
#include "crypto/durable_file.hpp"
#include "crypto/hash.hpp"
#include "crypto/sealed_box.hpp"
#include "crypto/slot.hpp"

namespace soxa::crypto {

namespace {

constexpr std::array<const char*, 2> copy_names{"keystore.a", "keystore.b"};
constexpr std::size_t file_bytes_max = std::size_t{1024} * 1024;
constexpr std::size_t slot_bytes_max = 1024;
constexpr std::size_t sealed_bytes_max = 256;
constexpr std::size_t database_key_bytes_max = 128;
constexpr std::size_t entries_max = 4096;
constexpr std::uint64_t format = 1;
constexpr std::string_view database_key_info = "soxa/1 database-key";

tl::unexpected<Error> damaged() { return fail(Errc::integrity, "keystore.damaged"); }

constexpr std::size_t other_than(std::size_t copy) { return 1 - copy; }

}  // namespace

Bytes Keystore::encoded() const {
    cbor::Writer writer;
    writer.array(3).number(format).number(generation_).array(entries_.size());
    for (const auto& [account, entry] : entries_) {
        writer.array(2).bytes(entry.slot.encoded()).bytes(entry.sealed_database_key);
    }
    Bytes content = writer.take();
    const Digest checksum = sha256(content);
    append(content, checksum.view());
    return content;
}

Result<Keystore> Keystore::decode(const std::filesystem::path& folder, ByteView content) {
    if (content.size() < Digest::size) return damaged();
    const ByteView body = content.first(content.size() - Digest::size);
    if (!std::ranges::equal(sha256(body).view(), content.last(Digest::size))) return damaged();
    cbor::Reader reader(body);
    if (reader.array(3) != 3 || reader.number() != format) return damaged();
    Keystore keystore(folder, reader.number());
    for (std::size_t left = reader.array(entries_max); left > 0; --left) {
        if (reader.array(2) != 2) return damaged();
        auto slot = Slot::decode(reader.bytes(slot_bytes_max));
        if (!slot) return damaged();
        const AccountId account = slot->account;
        const bool ascending =
            keystore.entries_.empty() || keystore.entries_.rbegin()->first < account;
        if (!ascending) return damaged();
        keystore.entries_.emplace(account,
                                  Entry{std::move(*slot), copy_of(reader.bytes(sealed_bytes_max))});
    }
    if (!reader.done()) return damaged();
    return keystore;
}

Result<Keystore> Keystore::read(const std::filesystem::path& folder, std::size_t copy) {
    const auto content = read_file(folder / copy_names[copy], file_bytes_max);
    if (content) return decode(folder, *content);
    if (content.error().code == Errc::integrity) return damaged();
    return tl::make_unexpected(content.error());
}

Result<Keystore> Keystore::create(const std::filesystem::path& folder) {
    for (const char* const name : copy_names) {
        std::error_code code;
        const auto status = std::filesystem::symlink_status(folder / name, code);
        if (status.type() != std::filesystem::file_type::not_found) {
            return fail(Errc::storage, "keystore.exists");
        }
    }
    Keystore keystore(folder, 0);
    TRY(keystore.save());
    return keystore;
}

Result<Keystore> Keystore::open(const std::filesystem::path& folder) {
    std::array<Result<Keystore>, 2> copies{read(folder, 0), read(folder, 1)};
    if (!copies[0] && !copies[1]) {
        const auto missing = [](const auto& copy) { return copy.error().text == "file.missing"; };
        if (missing(copies[0]) && missing(copies[1])) {
            return fail(Errc::storage, "keystore.missing");
        }
        // A disk that will not read may read tomorrow; a damaged copy will not mend.
        for (const auto& copy : copies) {
            if (copy.error().code == Errc::storage && !missing(copy)) return copy;
        }
        return damaged();
    }
    const bool first_is_newer =
        copies[0] && (!copies[1] || copies[0]->generation_ >= copies[1]->generation_);
    const std::size_t newer = first_is_newer ? 0 : 1;
    const std::size_t older = other_than(newer);
    Keystore keystore = std::move(*copies[newer]);
    keystore.older_copy_ = older;
    if (!copies[older] || copies[older]->generation_ != keystore.generation_) {
        // Without its twin the file is one bad sector from being lost. If this fails nothing is
        // worse than before, and the next change writes this copy first.
        (void)write_durably(folder / copy_names[older], keystore.encoded());
    }
    return keystore;
}

Result<void> Keystore::save() {
    // Raised even if nothing gets written: whatever an attempt leaves on the disk, no other
    // content ever has its number.
    ++generation_;
    const Bytes content = encoded();
    if (content.size() > file_bytes_max || entries_.size() > entries_max) {
        return fail(Errc::storage, "keystore.full");
    }
    TRY(write_durably(folder_ / copy_names[older_copy_], content));
    // From here on the change stands. Should the twin fail, it is the older copy now.
    older_copy_ = other_than(older_copy_);
    (void)write_durably(folder_ / copy_names[older_copy_], content);
    return {};
}

Result<void> Keystore::change(std::map<AccountId, Entry> entries) {
    std::swap(entries_, entries);
    auto saved = save();
    if (!saved) std::swap(entries_, entries);
    return saved;
}

std::vector<Slot> Keystore::candidates(std::string_view login) const {
    const auto normal = lower_nfc(login);
    std::vector<Slot> found;
    if (!normal) return found;
    for (const auto& [account, entry] : entries_) {
        const std::uint8_t handle = handle_of(*normal, entry.slot.salt);
        if (std::ranges::find(entry.slot.handles, handle) != entry.slot.handles.end()) {
            found.push_back(entry.slot);
        }
    }
    return found;
}

const Slot* Keystore::find(const AccountId& account) const {
    const auto found = entries_.find(account);
    return found == entries_.end() ? nullptr : &found->second.slot;
}

std::vector<Slot> Keystore::slots() const {
    std::vector<Slot> all;
    all.reserve(entries_.size());
    for (const auto& [account, entry] : entries_) {
        if (!entry.sealed_database_key.empty()) all.push_back(entry.slot);
    }
    return all;
}

Result<void> Keystore::put(const Slot& slot, const Secret& database_key, RandomSource& random) {
    assert(database_key.reveal().size() <= database_key_bytes_max);
    TRY(Slot::decode(slot.encoded()));  // what could not be read back is not written
    if (const Slot* const present = find(slot.account);
        present != nullptr && present->generation > slot.generation) {
        return fail(Errc::integrity, "keystore.older_slot");
    }
    TRY_LET(Bytes sealed, box_seal(slot.opening_key, database_key_info, slot.account.view(),
                                   database_key.reveal(), random));
    auto entries = entries_;
    entries.insert_or_assign(slot.account, Entry{slot, std::move(sealed)});
    return change(std::move(entries));
}

Result<void> Keystore::remove(const AccountId& account) {
    auto entries = entries_;
    if (entries.erase(account) == 0) return {};
    return change(std::move(entries));
}

Result<void> Keystore::revoke(const AccountId& account) {
    auto entries = entries_;
    const auto found = entries.find(account);
    if (found == entries.end() || found->second.sealed_database_key.empty()) return {};
    found->second.sealed_database_key.clear();
    return change(std::move(entries));
}

Result<Secret> Keystore::database_key(const AccountKeys& keys) const {
    const auto found = entries_.find(keys.account);
    if (found == entries_.end()) return fail(Errc::not_allowed, "login.no_store");
    if (found->second.sealed_database_key.empty()) return fail(Errc::not_allowed, "login.revoked");
    return box_open(keys.opening.private_key(), database_key_info, keys.account.view(),
                    found->second.sealed_database_key);
}

}  // namespace soxa::crypto
