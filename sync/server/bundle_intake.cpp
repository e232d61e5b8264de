#include "sync/server/bundle_intake.hpp"

#include <array>

#include "crypto/durable_file.hpp"
#include "sync/exchange/bundle.hpp"
#include "sync/server/attachment_take.hpp"
#include "sync/server/enrol.hpp"
#include "sync/server/exchange_answer.hpp"
#include "sync/server/file_life.hpp"
#include "sync/server/leaving.hpp"
#include "sync/server/heal.hpp"

namespace soxa::server {

namespace {

namespace fs = std::filesystem;

// Parts of a stick that wait for others. Nothing of them is receipted, so the laptop still has what
// the oldest said when it makes room; one laptop fills its own places and nobody else's.
constexpr std::size_t waiting_max = 256;
constexpr std::size_t waiting_of_one_max = 64;
constexpr std::array needs_more{std::string_view("intake.gap"),
                                std::string_view("intake.unknown_author"),
                                std::string_view("intake.unknown_chain")};

struct Opened {
    exchange::BundleLabel label;
    std::vector<exchange::CarriedMessage> messages;
};

/// True if the messages are a laptop's, and the one's on the label.
bool is_of_laptop(const Opened& opened) {
    return std::ranges::all_of(opened.messages, [&](const exchange::CarriedMessage& message) {
        if (const auto* claim = std::get_if<exchange::Enrolment>(&message)) {
            return claim->device == opened.label.device && claim->key == opened.label.sender;
        }
        if (const auto* evidence = std::get_if<exchange::Evidence>(&message)) {
            return evidence->device == opened.label.device &&
                   evidence->stream == opened.label.stream;
        }
        if (std::holds_alternative<exchange::Certified>(message)) return true;
        if (std::holds_alternative<exchange::CarriedScan>(message)) return true;
        const auto* request = std::get_if<exchange::Request>(&message);
        return request != nullptr && request->device == opened.label.device &&
               request->stream == opened.label.stream;
    });
}

Result<Opened> open_file(const Office& office, ByteView file) {
    TRY_LET(const exchange::Bundle bundle, exchange::decode_bundle(file));
    if (bundle.label.bound != exchange::Bound::to_province) {
        return fail(Errc::invalid_input, "bundle.for_laptop", {hex(bundle.label.device.view())});
    }
    if (bundle.label.recipient != office.keys.intake.public_key()) {
        return fail(Errc::invalid_input, "bundle.other_province");
    }
    Opened opened{bundle.label, {}};
    bool known = false;
    const auto looked = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const auto device, records.devices().find(bundle.label.device));
        known = device && device->key == bundle.label.sender && !device->revoked_at;
        return {};
    });
    TRY(looked);
    TRY_LET(opened.messages,
            exchange::open_bundle(bundle, office.keys.intake.private_key(),
                                  known ? exchange::bundle_content_max
                                        : exchange::stranger_content_max));
    if (!is_of_laptop(opened)) return fail(Errc::not_allowed, "exchange.not_yours");
    return opened;
}

Result<Device> sender_of(Office& office, Records& records, const Opened& opened) {
    const exchange::BundleLabel& label = opened.label;
    TRY_LET(auto device, records.devices().find(label.device));
    for (const exchange::CarriedMessage& message : opened.messages) {
        const auto* certified = std::get_if<exchange::Certified>(&message);
        if (device || certified == nullptr) continue;
        TRY_LET(device, admitted(office, records, certified->certificate));
        if (device->id != label.device) return fail(Errc::not_allowed, "device.unknown");
    }
    if (!device || device->key != label.sender) return fail(Errc::not_allowed, "device.unknown");
    if (device->revoked_at) return fail(Errc::not_allowed, "device.revoked");
    if (device->stream != label.stream) return fail(Errc::not_allowed, "exchange.not_yours");
    return *device;
}

/// What the laptop knows of the log must be what is here.
Result<void> check_known(UnitStream& stream, const exchange::Request& request) {
    if (request.epoch < stream.epoch()) return {};
    const bool later = request.epoch > stream.epoch() || request.known > stream.log().size();
    if (later) return fail(Errc::integrity, "exchange.rewound");
    TRY_LET(const std::optional<crypto::Digest> root, stream.root_at(request.known));
    if (root != request.known_root) return fail(Errc::integrity, "exchange.rewound");
    return {};
}

/// A frame that does not hold is left out and told; the others do not wait for it.
Result<void> take_request(Office& office, UnitStream& stream, const exchange::Request& request,
                          BundleTaken& done) {
    for (const Bytes& bytes : request.frames) {
        exchange::Taken taken;
        const auto frame =
            exchange::decode_frame(bytes, request.stream, exchange::NothingShared());
        const Result<void> took =
            frame ? exchange::take_frame(stream, *frame, office.clock->now(), taken)
                  : Result<void>(tl::make_unexpected(frame.error()));
        if (!took && took.error().code != Errc::integrity) return took;
        if (!took) {
            const bool store_failed = took.error().text.starts_with("store.");
            if (store_failed) return took;
            done.waits = done.waits || std::ranges::find(needs_more, took.error().text) !=
                                           needs_more.end();
            done.set_aside.push_back(took.error().text);
            continue;
        }
        TRY(tell_rules(office, stream, request.stream, taken));
        done.added += taken.added;
        done.known_already += taken.known_already;
    }
    return {};
}

/// Once what names them has been taken. One whose name is in a part to come waits with its own.
Result<void> take_scans(Office& office, Records& records, const Opened& opened,
                        const Device& device, BundleTaken& done) {
    for (const exchange::CarriedMessage& message : opened.messages) {
        const auto* scan = std::get_if<exchange::CarriedScan>(&message);
        if (scan == nullptr) continue;
        const auto took = take_scan(office, records, device, scan->bytes);
        if (took) {
            if (*took) ++done.scans;
            continue;
        }
        const std::string& why = took.error().text;
        const bool full = why == "attachment.device_full" || why == "attachment.unit_full";
        const bool unnamed = why == "attachment.not_named";
        if (!full && !unnamed) return tl::make_unexpected(took.error());
        if (unnamed && opened.label.parts > 1) done.waits = true;
        done.set_aside.push_back(why);
    }
    return {};
}

Result<BundleTaken> take_opened(Office& office, const Opened& opened) {
    BundleTaken done;
    done.device = opened.label.device;
    for (const exchange::CarriedMessage& message : opened.messages) {
        const auto* claim = std::get_if<exchange::Enrolment>(&message);
        if (claim == nullptr) continue;
        TRY(enrol(office, *claim));
        done.enrolled = true;
    }
    const auto kept = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const Device device, sender_of(office, records, opened));
        TRY_LET(UnitStream* const stream, records.stream(device.stream));
        TRY_LET(const auto unit, records.units().of(device.stream));
        if (unit) done.unit = unit->code;
        TRY(tell_days_that_came(office, *stream, device.stream));
        // What was lost comes before anything is judged (LEDGER rule 10).
        for (const exchange::CarriedMessage& message : opened.messages) {
            const auto* evidence = std::get_if<exchange::Evidence>(&message);
            if (evidence != nullptr) TRY(take_evidence(office, records, *stream, device, *evidence));
        }
        for (const exchange::CarriedMessage& message : opened.messages) {
            const auto* request = std::get_if<exchange::Request>(&message);
            if (request == nullptr) continue;
            const bool contacted = request->epoch != 0;
            if (contacted) TRY(check_known(*stream, *request));
            const std::uint64_t before = stream->log().size();
            TRY(take_request(office, *stream, *request, done));
            TRY(settle_lives(office, records, device.stream, before));
            // A stick that was long on its way says what the laptop knew then.
            const bool newer = std::pair(request->epoch, request->known) >
                               std::pair(device.stated_epoch, device.stated_size);
            if (newer) {
                TRY(keep_stated(records, device, request->epoch, request->known,
                                office.clock->now()));
            }
        }
        return take_scans(office, records, opened, device, done);
    });
    TRY(kept);
    return done;
}

fs::path waiting_file(const DataFolder& folder, const ledger::DeviceId& device, ByteView file) {
    return folder.bundles() /
           (hex(device.view()) + "-" + hex(crypto::sha256(file).view()) + ".bundle");
}

std::vector<fs::path> waiting_in(const DataFolder& folder) {
    std::vector<fs::path> files;
    std::error_code ignored;  // none there is none waiting
    for (const auto& entry : fs::directory_iterator(folder.bundles(), ignored)) {
        if (entry.path().extension() == ".bundle") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

/// The oldest of these goes where there are as many as may be.
void make_room(const std::vector<fs::path>& files, std::size_t most) {
    if (files.size() < most) return;
    const auto age = [](const fs::path& path) {
        std::error_code ignored;  // one that cannot be asked is as good as any
        return fs::last_write_time(path, ignored);
    };
    std::error_code ignored;
    fs::remove(*std::ranges::min_element(files, {}, age), ignored);
}

Result<void> keep_waiting(const DataFolder& folder, const ledger::DeviceId& device,
                          ByteView file) {
    const fs::path place = waiting_file(folder, device, file);
    std::vector<fs::path> all = waiting_in(folder);
    if (std::ranges::count(all, place) > 0) return {};
    std::vector<fs::path> own;
    const std::string name = hex(device.view());
    std::ranges::copy_if(all, std::back_inserter(own), [&](const fs::path& path) {
        return path.filename().string().starts_with(name);
    });
    make_room(own, waiting_of_one_max);
    if (own.size() < waiting_of_one_max) make_room(all, waiting_max);
    TRY(crypto::make_private_folder(folder.bundles()));
    return crypto::write_durably(place, file);
}

/// Tries what waits for as long as something of it comes in.
Result<std::size_t> take_waiting(Office& office, const DataFolder& folder) {
    std::size_t taken = 0;
    for (bool moved = true; moved;) {
        moved = false;
        for (const fs::path& path : waiting_in(folder)) {
            TRY_LET(const Bytes file, crypto::read_file(path, exchange::bundle_bytes_max));
            const auto opened = open_file(office, file);
            const auto done = opened ? take_opened(office, *opened)
                                     : Result<BundleTaken>(tl::make_unexpected(opened.error()));
            if (!done && done.error().code == Errc::storage) {
                return tl::make_unexpected(done.error());
            }
            const bool moves = done && done->added + done->scans > 0;
            if (done && done->waits && !moves) continue;
            std::error_code ignored;
            if (!done || !done->waits) fs::remove(path, ignored);
            moved = moved || moves;
            if (done && !done->waits) ++taken;
        }
    }
    return taken;
}

}  // namespace

Result<BundleTaken> take_bundle(Office& office, const DataFolder& folder, ByteView file) {
    TRY_LET(const Opened opened, open_file(office, file));
    TRY_LET(BundleTaken done, take_opened(office, opened));
    if (done.waits) TRY(keep_waiting(folder, done.device, file));
    if (done.added > 0 || done.enrolled) {
        TRY_LET(done.earlier, take_waiting(office, folder));
    }
    std::error_code ignored;
    done.waits = done.waits && fs::exists(waiting_file(folder, done.device, file), ignored);
    return done;
}

}  // namespace soxa::server
