#include "sync/server/attachment_files.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <system_error>

#include "crypto/aead.hpp"
#include "crypto/durable_file.hpp"

namespace soxa::server {

namespace {

constexpr std::size_t part_bytes_max = ledger::attachment_bytes_max + 1024;

Secret key_for(const Office& office, std::string_view purpose) {
    return crypto::hkdf_sha256(office.keys.database.reveal(), {}, purpose, crypto::aead_key_bytes);
}

struct Place {
    std::uint64_t from = 0;
    std::uint64_t to = 0;
};

Bytes sealed_to(const Place& place) {
    cbor::Writer out;
    out.array(2).number(place.from).number(place.to);
    return out.take();
}

std::string name_of(const Place& place) {
    return std::to_string(place.from) + "-" + std::to_string(place.to);
}

/// Of a file's name; of a draft that was left behind nothing.
std::optional<Place> place_in(std::string_view name) {
    Place place;
    const char* const end = name.data() + name.size();
    const auto from = std::from_chars(name.data(), end, place.from);
    if (from.ec != std::errc() || from.ptr == end || *from.ptr != '-') return std::nullopt;
    const auto to = std::from_chars(from.ptr + 1, end, place.to);
    if (to.ec != std::errc() || to.ptr != end || place.to <= place.from) return std::nullopt;
    return place;
}

/// Where to go from each place so that the last byte is reached.
std::map<std::uint64_t, std::uint64_t> way_through(std::vector<Place> parts, std::uint64_t length) {
    std::ranges::sort(parts, std::ranges::greater(), &Place::from);
    std::map<std::uint64_t, std::uint64_t> way;
    for (const Place& part : parts) {
        if (part.to == length || way.contains(part.to)) way[part.from] = part.to;
    }
    return way;
}

}  // namespace

AttachmentFiles::AttachmentFiles(const Office& office)
    : uploads_(office.folder / "uploads"),
      key_(key_for(office, "soxa/1 uploads")),
      whole_(office.folder / "attachments", key_for(office, "soxa/1 attachments"),
             ledger::attachment_bytes_max) {}

std::filesystem::path AttachmentFiles::folder_of(const UploadId& id) const {
    return uploads_ / hex(id.view());
}

Secret AttachmentFiles::key_of(const UploadId& id) const {
    return crypto::hkdf_sha256(key_.reveal(), id.view(), "soxa/1 upload", crypto::aead_key_bytes);
}

Result<void> AttachmentFiles::put_part(const Upload& upload, std::uint64_t offset, ByteView bytes,
                                       RandomSource& random) const {
    const std::filesystem::path folder = folder_of(upload.id);
    TRY(crypto::make_private_folder(folder));
    const Secret key = key_of(upload.id);
    const Place place{offset, offset + bytes.size()};
    return crypto::write_durably(
        folder / name_of(place), crypto::aead_seal(key.reveal(), sealed_to(place), bytes, random));
}

Result<Bytes> AttachmentFiles::joined(const Upload& upload) const {
    Bytes whole;
    whole.reserve(upload.length);
    const Secret key = key_of(upload.id);
    std::vector<Place> parts;
    std::error_code stop;
    for (std::filesystem::directory_iterator at(folder_of(upload.id), stop), end;
         !stop && at != end; at.increment(stop)) {
        if (const auto place = place_in(at->path().filename().string())) parts.push_back(*place);
    }
    const auto way = way_through(std::move(parts), upload.length);
    while (whole.size() < upload.length) {
        const auto step = way.find(whole.size());
        if (step == way.end()) return fail(Errc::integrity, "attachment.part_lost");
        const Place place{step->first, step->second};
        auto sealed = crypto::read_file(folder_of(upload.id) / name_of(place), part_bytes_max);
        if (!sealed) return fail(Errc::integrity, "attachment.part_lost");
        TRY_LET(const Secret part, crypto::aead_open(key.reveal(), sealed_to(place), *sealed));
        if (part.reveal().size() != place.to - place.from) {
            return fail(Errc::integrity, "attachment.part_lost");
        }
        append(whole, part.reveal());
    }
    return whole;
}

void AttachmentFiles::remove_parts(const UploadId& id) const {
    std::error_code ignored;  // what stays is swept at the next start
    std::filesystem::remove_all(folder_of(id), ignored);
}

std::vector<UploadId> AttachmentFiles::with_parts() const {
    std::vector<UploadId> found;
    std::error_code stop;
    for (std::filesystem::directory_iterator at(uploads_, stop), end; !stop && at != end;
         at.increment(stop)) {
        const auto name = from_hex(at->path().filename().string());
        const auto id = name ? UploadId::from(*name) : std::nullopt;
        if (id) found.push_back(*id);
    }
    return found;
}

Result<void> AttachmentFiles::put(ByteView bytes) const {
    TRY(whole_.put(bytes));
    return {};
}

Result<Bytes> AttachmentFiles::get(const crypto::Digest& digest) const {
    TRY_LET(auto bytes, whole_.get(digest));
    if (!bytes) return fail(Errc::integrity, "attachment.lost");
    return std::move(*bytes);
}

}  // namespace soxa::server
