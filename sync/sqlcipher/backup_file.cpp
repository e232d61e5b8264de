#include "sync/sqlcipher/backup_file.hpp"

#include <cerrno>
#include <fstream>

#include "crypto/base/cbor.hpp"
#include "crypto/base/utf8.hpp"
#include "crypto/durable_file.hpp"
#include "crypto/running_hash.hpp"

namespace soxa::sqlcipher {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view magic = "soxa-backup/1\n";
constexpr std::size_t length_bytes = 4;
constexpr std::size_t head_bytes_max = backup_label_bytes_max + 1024;
constexpr std::size_t chunk_bytes = 256 * 1024;

tl::unexpected<Error> damaged() { return fail(Errc::integrity, "backup.damaged"); }

/// Streams say nothing of the reason; a full disk is the one that people can do something about.
tl::unexpected<Error> not_written(const fs::path& file) {
    std::error_code failed;
    const auto space = fs::space(file.has_parent_path() ? file.parent_path() : ".", failed);
    const bool full = !failed && space.available < chunk_bytes;
    return fail(Errc::storage, full ? "file.full" : "file.write", {utf8(file.filename())});
}

tl::unexpected<Error> not_read(const fs::path& file) {
    std::error_code ignored;
    const bool missing = !fs::exists(file, ignored);
    return fail(Errc::storage, missing ? "file.missing" : "file.read", {utf8(file.filename())});
}

/// Goes with its content unless it is kept.
class Draft {
public:
    explicit Draft(fs::path path) : path_(std::move(path)) { remove(); }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;
    ~Draft() {
        if (!kept_) remove();
    }
    [[nodiscard]] const fs::path& path() const { return path_; }
    void keep() { kept_ = true; }

private:
    void remove() const {
        std::error_code ignored;  // what cannot go is written over
        fs::remove(path_, ignored);
        fs::path journal = path_;
        journal += "-journal";
        fs::remove(journal, ignored);
    }

    fs::path path_;
    bool kept_ = false;
};

bool write(std::ofstream& out, ByteView bytes) {
    out.write(reinterpret_cast<const char*>(bytes.data()),
              static_cast<std::streamsize>(bytes.size()));
    return out.good();
}

/// Up to `size` bytes; fewer at the end of the file.
Bytes read(std::ifstream& in, std::size_t size) {
    Bytes bytes(size);
    in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(size));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    return bytes;
}

/// Hands on what is left of a file and gives its digest.
Result<crypto::Digest> each_chunk(std::ifstream& in, std::uint64_t size,
                                  const std::function<bool(ByteView)>& hand_on,
                                  const fs::path& to) {
    crypto::RunningSha256 digest;
    while (size > 0) {
        const Bytes chunk =
            read(in, static_cast<std::size_t>(std::min<std::uint64_t>(size, chunk_bytes)));
        if (chunk.empty()) return damaged();
        digest.add(chunk);
        if (!hand_on(chunk)) return not_written(to);
        size -= chunk.size();
    }
    return digest.finish();
}

Result<BackupHead> head_in(std::ifstream& in, const fs::path& file) {
    if (!in.is_open()) return not_read(file);
    if (text_of(read(in, magic.size())) != magic) return fail(Errc::integrity, "backup.foreign");
    const Bytes length = read(in, length_bytes);
    std::size_t size = 0;
    for (const std::uint8_t byte : length) size = size * 256 + byte;
    if (length.size() != length_bytes || size > head_bytes_max) return damaged();
    const Bytes head = read(in, size);
    const Bytes digest = read(in, crypto::Digest::size);
    if (!std::ranges::equal(crypto::sha256(head).view(), digest)) return damaged();
    cbor::Reader reader(head);
    BackupHead found;
    if (reader.array(3) != 3) return damaged();
    found.label = copy_of(reader.bytes(backup_label_bytes_max));
    found.database_bytes = reader.number();
    found.database_digest = reader.id<crypto::Digest>();
    if (!reader.done()) return damaged();
    return found;
}

Bytes encoded(const BackupHead& head) {
    cbor::Writer out;
    out.array(3).bytes(head.label).number(head.database_bytes).bytes(head.database_digest.view());
    const Bytes written = out.take();
    Bytes all = copy_of(bytes_of(magic));
    for (int shift = 24; shift >= 0; shift -= 8) {
        all.push_back(static_cast<std::uint8_t>(written.size() >> static_cast<unsigned>(shift)));
    }
    append(all, written);
    append(all, crypto::sha256(written).view());
    return all;
}

/// Head and pages as one file; nothing is left of it after an error.
Result<void> put_together(const BackupHead& head, const fs::path& database, const fs::path& to) {
    std::ifstream in(database, std::ios::binary);
    std::ofstream out(to, std::ios::binary | std::ios::trunc);
    if (!in.is_open()) return not_read(database);
    if (!out.is_open()) return not_written(to);
    std::error_code ignored;  // a stick's file system knows no owners
    fs::permissions(to, fs::perms::owner_read | fs::perms::owner_write, ignored);
    if (!write(out, encoded(head))) return not_written(to);
    TRY(each_chunk(in, head.database_bytes,
                   [&](ByteView chunk) { return write(out, chunk); }, to));
    out.close();
    if (out.fail()) return not_written(to);
    return {};
}

/// Whole as it says.
Result<BackupHead> checked(const fs::path& file, const std::function<bool(ByteView)>& hand_on,
                           const fs::path& to) {
    std::ifstream in(file, std::ios::binary);
    TRY_LET(BackupHead head, head_in(in, file));
    TRY_LET(const crypto::Digest digest, each_chunk(in, head.database_bytes, hand_on, to));
    const bool ends = read(in, 1).empty();
    if (digest != head.database_digest || !ends) return damaged();
    return head;
}

}  // namespace

Result<void> write_backup(Database& source, const Secret& key, const fs::path& draft,
                          const fs::path& file, ByteView label) {
    const Draft copy(draft);
    TRY(source.copy_to(copy.path(), key));
    BackupHead head{copy_of(label), 0, {}};
    std::error_code failed;
    head.database_bytes = fs::file_size(copy.path(), failed);
    if (failed) return not_read(copy.path());
    {
        std::ifstream in(copy.path(), std::ios::binary);
        TRY_LET(head.database_digest,
                each_chunk(in, head.database_bytes, [](ByteView) { return true; }, draft));
    }
    fs::path beside = file;
    beside += ".new";
    Draft made(beside);
    TRY(put_together(head, copy.path(), made.path()));
    TRY(crypto::flush_to_medium(made.path()));
    const auto kept = checked(made.path(), [](ByteView) { return true; }, made.path());
    if (!kept) return fail(Errc::storage, "file.not_kept", {utf8(file.filename())});
    TRY(crypto::move_durably(made.path(), file));
    made.keep();
    return {};
}

Result<BackupHead> read_backup_head(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return head_in(in, file);
}

Result<BackupHead> extract_backup(const fs::path& file, const fs::path& database) {
    Draft made(database);
    std::ofstream out(made.path(), std::ios::binary | std::ios::trunc);
    if (!out.is_open()) return not_written(made.path());
    std::error_code ignored;  // nobody else can look into the folder
    fs::permissions(made.path(), fs::perms::owner_read | fs::perms::owner_write, ignored);
    TRY_LET(BackupHead head,
            checked(file, [&](ByteView chunk) { return write(out, chunk); }, made.path()));
    out.close();
    if (out.fail()) return not_written(made.path());
    TRY(crypto::flush_to_medium(made.path()));
    made.keep();
    return head;
}

}  // namespace soxa::sqlcipher
