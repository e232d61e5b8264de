#include "client/office/bundle.hpp"

#include "client/office/attachments.hpp"
#include "client/office/exchange_results.hpp"
#include "client/office/slots.hpp"
#include "crypto/base/utf8.hpp"
#include "sync/exchange/bundle.hpp"
#include "sync/exchange/relayed.hpp"

namespace soxa::office {

namespace {

namespace fs = std::filesystem;

constexpr const char* waiting_folder = "bundles";
constexpr std::size_t waiting_max = 64;

std::filesystem::path part_name(const fs::path& file, std::size_t part) {
    fs::path name = file;
    if (part > 1) name += "." + std::to_string(part);
    return name;
}

struct Opened {
    exchange::Bound bound = exchange::Bound::to_laptop;
    std::vector<exchange::CarriedMessage> messages;
};

/// A laptop that the unit has listed and the province let stand.
bool is_of_unit(const ledger::Directory& directory, const ledger::DeviceState& device) {
    return directory.account(device.listed_by) != nullptr && !device.provisional && !device.revoked;
}

/// Errc::not_allowed ("bundle.stranger").
Result<void> check_sender(const Office& office, const exchange::BundleLabel& label) {
    const store::Home& home = office.store().home();
    if (label.bound == exchange::Bound::to_laptop) {
        if (label.sender != home.province.intake) return fail(Errc::integrity, "exchange.forged");
        return {};
    }
    const ledger::Directory& directory = office.store().directory();
    const bool known = label.stream == home.stream &&
                       std::ranges::any_of(directory.devices(), [&](const auto& one) {
                           return one.second.opened.signing == label.sender &&
                                  is_of_unit(directory, one.second);
                       });
    if (!known) return fail(Errc::not_allowed, "bundle.stranger");
    return {};
}

Result<Opened> open_file(const Office& office, ByteView file) {
    const store::Home& home = office.store().home();
    TRY_LET(const exchange::Bundle bundle, exchange::decode_bundle(file));
    const exchange::BundleLabel& label = bundle.label;
    if (label.bound == exchange::Bound::to_province) {
        return fail(Errc::invalid_input, "bundle.for_province");
    }
    TRY_LET(const auto key, crypto::SoftwareSigner::from_private(home.device_key));
    if (label.device != home.device || label.recipient != key.public_key()) {
        return fail(Errc::invalid_input, "bundle.other_laptop", {hex(label.device.view())});
    }
    TRY(check_sender(office, label));
    Opened opened{label.bound, {}};
    TRY_LET(opened.messages, exchange::open_bundle(bundle, home.device_key));
    return opened;
}

/// As a page that moves the log on by nothing. How many operations were not here yet.
Result<std::size_t> keep_provisional(store::Store& store, const exchange::Frame& frame) {
    std::size_t fresh = 0;
    for (const ledger::Operation& operation : frame.operations) {
        TRY_LET(const bool here, store.has(operation.id));
        fresh += here ? 0 : 1;
    }
    exchange::Page page;
    page.frames = {frame};
    page.log = store.log();
    page.checkpoint = store.checkpoint();
    TRY(store.take(page));
    return fresh;
}

/// Operations without the province's word. False if one of them needs what has not come yet.
Result<bool> take_from_laptop(Office& office,
                              const std::vector<exchange::CarriedMessage>& messages,
                              BundleIn& done) {
    done.from_laptop = true;
    const store::Home& home = office.store().home();
    const std::size_t before = done.exchanged.operations_received;
    for (const exchange::CarriedMessage& message : messages) {
        const auto* request = std::get_if<exchange::Request>(&message);
        if (request == nullptr || request->stream != home.stream) {
            return fail(Errc::integrity, "bundle.altered");
        }
        for (const Bytes& bytes : request->frames) {
            const auto frame =
                exchange::relayed_frame(office.store(), home.stream, home.province.intake, bytes);
            if (!frame && frame.error().text == "bundle.gap") return false;
            if (!frame) return tl::make_unexpected(frame.error());
            const auto fresh = keep_provisional(office.store(), *frame);
            if (fresh) {
                done.exchanged.operations_received += *fresh;
            } else if (fresh.error().text == "store.gap") {
                return false;
            } else if (fresh.error().text == "store.chain_taken") {
                ++done.set_aside;
            } else {
                return tl::make_unexpected(fresh.error());
            }
        }
    }
    done.known_already = done.known_already && done.set_aside == 0 &&
                         done.exchanged.operations_received == before;
    return true;
}

/// False if one of its pages needs what has not come yet.
Result<bool> take_file(Office& office, ByteView file, BundleIn& done) {
    TRY_LET(const Opened opened, open_file(office, file));
    if (opened.bound == exchange::Bound::between_laptops) {
        return take_from_laptop(office, opened.messages, done);
    }
    bool all_known = true;
    for (const exchange::CarriedMessage& message : opened.messages) {
        if (const auto* certified = std::get_if<exchange::Certified>(&message)) {
            if (!office.store().home().device_certificate.empty()) continue;
            TRY(keep_certificate(office, certified->certificate));
            done.certificate = true;
            all_known = false;
            continue;
        }
        const auto* reply = std::get_if<exchange::Reply>(&message);
        if (reply == nullptr) return fail(Errc::integrity, "bundle.altered");
        const store::Home& home = office.store().home();
        exchange::LaptopSession session(office.store(), home.stream, home.device, home.province);
        const auto took = session.take_carried(*reply);
        if (!took && took.error().text == "bundle.gap") return false;
        if (!took) return tl::make_unexpected(took.error());
        done.exchanged.operations_received += session.counts().operations_received;
        all_known = all_known && *took == exchange::LaptopSession::Carried::known_already;
    }
    done.known_already = done.known_already && all_known;
    return true;
}

std::vector<fs::path> waiting_in(const fs::path& folder) {
    std::vector<fs::path> files;
    std::error_code ignored;  // where there is none, none waits
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (entry.path().extension() == ".bundle") files.push_back(entry.path());
    }
    std::ranges::sort(files);
    return files;
}

Result<void> keep_waiting(const fs::path& folder, ByteView file) {
    if (waiting_in(folder).size() >= waiting_max) return {};
    TRY(crypto::make_private_folder(folder));
    return crypto::write_durably(folder / (hex(crypto::sha256(file).view()) + ".bundle"), file);
}

/// Tries what waits for as long as something of it can be taken.
Result<std::size_t> take_waiting(Office& office, const fs::path& folder, BundleIn& done) {
    std::size_t taken = 0;
    for (bool moved = true; moved;) {
        moved = false;
        for (const fs::path& path : waiting_in(folder)) {
            TRY_LET(const Bytes file, crypto::read_file(path, exchange::bundle_bytes_max));
            const auto took = take_file(office, file, done);
            if (!took && took.error().code == Errc::storage) {
                return tl::make_unexpected(took.error());
            }
            if (took && !*took) continue;
            std::error_code ignored;
            fs::remove(path, ignored);
            moved = true;
            ++taken;
        }
    }
    return taken;
}

/// After what names them.
Result<void> put_scans(Office& office, const BundleWanted& wanted,
                       const std::function<Result<void>(const exchange::CarriedMessage&)>& put,
                       BundleOut& made) {
    TRY(sweep_attachments(office));
    TRY_LET(const auto folder, attachment_folder(office));
    TRY_LET(const auto scans, scans_to_send(office));
    std::uint64_t bytes = 0;
    for (const ledger::NamedBytes& named : scans) {
        const bool fits = bytes + named.size <= wanted.scan_bytes_max;
        auto content = fits ? folder.get(named.digest) : Result<std::optional<Bytes>>(std::nullopt);
        // A damaged one is doctor's to tell.
        const bool whole = content && *content && (*content)->size() == named.size;
        if (!whole) {
            made.attachments_left += named.thumbnail ? 0 : 1;
            continue;
        }
        TRY(put(exchange::CarriedScan{std::move(**content)}));
        bytes += named.size;
        made.attachments += named.thumbnail ? 0 : 1;
    }
    return {};
}

/// Writes the parts, each read back. After an error none of them is left.
Result<void> write_parts(const fs::path& file, const exchange::BundleLabel& first,
                         const std::vector<std::vector<Bytes>>& parts,
                         crypto::SoftwareSigner& key, BundleOut& made,
                         const std::function<Result<void>()>& step) {
    exchange::BundleLabel label = first;
    const auto written = [&]() -> Result<void> {
        for (const std::vector<Bytes>& part : parts) {
            TRY(step());
            TRY_LET(const Bytes bundle, exchange::encode_bundle(label, part, key));
            const fs::path name = part_name(file, label.part);
            TRY(crypto::write_verified(name, bundle));
            made.files.push_back(name);
            made.bytes += bundle.size();
            label.part += 1;
        }
        return step();
    }();
    if (written) return {};
    std::error_code ignored;
    for (const fs::path& name : made.files) fs::remove(name, ignored);
    return written;
}

/// Whom a bundle is for, on its label.
Result<void> address(const Office& office, std::string_view laptop, exchange::BundleLabel& label) {
    if (laptop.empty()) return {};
    const ledger::Directory& directory = office.store().directory();
    const ledger::DeviceState* found = nullptr;
    bool several = false;
    for (const auto& [id, device] : directory.devices()) {
        const bool named = device.opened.label == laptop || hex(id.view()).starts_with(laptop);
        if (!named || id == office.store().home().device || !is_of_unit(directory, device)) continue;
        several = found != nullptr;
        found = &device;
        if (several) break;
    }
    if (found == nullptr || several) {
        return fail(Errc::invalid_input, "slot.no_laptop", {std::string(laptop)});
    }
    label.bound = exchange::Bound::between_laptops;
    label.device = found->opened.device;
    label.recipient = found->opened.signing;
    return {};
}

}  // namespace

Result<BundleOut> bundle_out(Office& office, const fs::path& file, const BundleWanted& wanted,
                             const Watch& watch) {
    if (office.store().home().url.empty()) return fail(Errc::not_allowed, "exchange.local");
    TRY(share_slots(office));
    const store::Home& home = office.store().home();
    TRY_LET(auto key, crypto::SoftwareSigner::from_private(home.device_key));
    RandomSource& random = office.around().random;
    exchange::BundleLabel label{exchange::Bound::to_province,
                                home.stream,
                                home.device,
                                key.public_key(),
                                home.province.intake,
                                random_id<exchange::BundleNumber>(random),
                                1,
                                1,
                                office.around().clock.now()};
    TRY(address(office, wanted.laptop, label));
    const bool to_province = wanted.laptop.empty();
    BundleOut made;
    std::vector<Bytes> boxes;
    made.asks_certificate = to_province && home.device_certificate.empty();
    const auto put = [&](const exchange::CarriedMessage& message) -> Result<void> {
        TRY_LET(boxes.emplace_back(), exchange::seal_message(label, message, random));
        return {};
    };
    if (made.asks_certificate) {
        TRY_LET(const exchange::Enrolment claim, certificate_claim(home));
        TRY(put(claim));
    } else if (to_province) {
        TRY(put(exchange::Certified{home.device_certificate}));
    }
    if (to_province && wanted.with_log && office.store().checkpoint().size > 0) {
        TRY_LET(const exchange::Evidence evidence,
                exchange::evidence_of(office.store(), office.store(), home.stream, home.device,
                                      home.province.intake, 0));
        TRY(put(evidence));
    }
    TRY_LET(const exchange::ToCarry carried,
            exchange::requests_to_carry(office.store(), home.stream, home.device));
    made.operations = carried.operations;
    // Sealing and writing take about as long; the parts are known once all is sealed.
    std::uint64_t done = 0;
    std::uint64_t all = 2 * carried.requests.size();
    for (const exchange::Request& request : carried.requests) {
        TRY(go_on(watch, done++, all));
        TRY(put(request));
    }
    const auto put_watched = [&](const exchange::CarriedMessage& message) -> Result<void> {
        TRY(go_on(watch, done, all));
        return put(message);
    };
    if (to_province) TRY(put_scans(office, wanted, put_watched, made));
    const auto parts = exchange::parts_of(std::move(boxes), wanted.part_bytes_max);
    all = done + parts.size();
    label.parts = static_cast<std::uint32_t>(parts.size());
    TRY(write_parts(file, label, parts, key, made,
                    [&] { return go_on(watch, done++, all); }));
    return made;
}

Result<BundleIn> bundle_in(Office& office, const fs::path& path) {
    if (office.store().home().url.empty()) return fail(Errc::not_allowed, "exchange.local");
    const std::uint64_t before = office.store().log().size();
    TRY_LET(const Bytes file, crypto::read_file(path, exchange::bundle_bytes_max));
    BundleIn done;
    done.known_already = true;
    TRY_LET(const bool took, take_file(office, file, done));
    const fs::path folder = office.around().home / waiting_folder;
    if (!took) {
        TRY(keep_waiting(folder, file));
        done.known_already = false;
    } else if (!done.known_already) {
        TRY(take_waiting(office, folder, done));
    }
    done.waits = !took;
    TRY(take_slots(office));
    done.exchanged.bytes_received = file.size();
    TRY(add_results(office, before, done.exchanged));
    return done;
}

Result<std::size_t> take_waiting_bundles(Office& office) {
    BundleIn done;
    return take_waiting(office, office.around().home / waiting_folder, done);
}

Result<BundleLook> look_at_bundle(const fs::path& file) {
    TRY_LET(const Bytes content, crypto::read_file(file, exchange::bundle_bytes_max));
    TRY_LET(const exchange::Bundle bundle, exchange::decode_bundle(content));
    const exchange::BundleLabel& label = bundle.label;
    return BundleLook{label.bound == exchange::Bound::to_province,
                      label.bound == exchange::Bound::between_laptops,
                      hex(label.device.view()),
                      label.made,
                      label.part,
                      label.parts,
                      content.size()};
}

}  // namespace soxa::office
