#include "sync/exchange/bundle.hpp"

#include "crypto/sealed_box.hpp"
#include "sync/exchange/compression.hpp"
#include "sync/ledger/attachment.hpp"

namespace soxa::exchange {

namespace {

constexpr std::string_view magic = "soxa-bundle/1";
constexpr std::string_view box_info = "soxa/1 bundle";
constexpr std::size_t label_bytes_max = 512;
constexpr std::size_t label_parts = 9;
constexpr std::size_t certificate_bytes_max = 16 * 1024;

enum class Carried : std::uint8_t {
    enrolment = 1,
    request = 2,
    certified = 3,
    reply = 4,
    evidence = 5,
    scan = 6,
};

tl::unexpected<Error> damaged() { return fail(Errc::integrity, "bundle.damaged"); }
tl::unexpected<Error> altered() { return fail(Errc::integrity, "bundle.altered"); }

Bytes encoded(const BundleLabel& label) {
    cbor::Writer out;
    out.array(label_parts).number(static_cast<std::uint64_t>(label.bound)).number(label.stream);
    out.bytes(label.device.view()).bytes(label.sender.view()).bytes(label.recipient.view());
    out.bytes(label.number.view()).number(label.part).number(label.parts);
    out.number(seconds_of(label.made));
    return out.take();
}

std::optional<BundleLabel> label_in(ByteView bytes) {
    cbor::Reader in(bytes);
    BundleLabel label;
    if (in.array(label_parts) != label_parts) return std::nullopt;
    label.bound = static_cast<Bound>(in.number(2));
    label.stream = static_cast<ledger::StreamId>(in.number(0xFFFFFFFF));
    label.device = in.id<ledger::DeviceId>();
    label.sender = in.id<crypto::PublicKey>();
    label.recipient = in.id<crypto::PublicKey>();
    label.number = in.id<BundleNumber>();
    label.part = static_cast<std::uint32_t>(in.number(bundle_boxes_max));
    label.parts = static_cast<std::uint32_t>(in.number(bundle_boxes_max));
    label.made = timestamp_of(in.number());
    const bool numbered = label.part >= 1 && label.part <= label.parts;
    if (!in.done() || !numbered) return std::nullopt;
    return label;
}

/// Label and boxes in one digest a box, so that the signer's part stays small.
Bytes signed_body(ByteView label, const std::vector<Bytes>& boxes) {
    cbor::Writer out;
    out.array(2).bytes(label).array(boxes.size());
    for (const Bytes& box : boxes) out.bytes(crypto::sha256(box).view());
    return out.take();
}

/// A box belongs to its bundle and to whom that goes, not to a part: how the boxes are spread over
/// files is decided after they are sealed, and the signature holds each in its place.
Bytes associated(const BundleLabel& label) {
    BundleLabel whole = label;
    whole.part = 1;
    whole.parts = 1;
    return encoded(whole);
}

Bytes encoded(const CarriedMessage& message) {
    cbor::Writer out;
    out.array(2);
    if (const auto* enrolment = std::get_if<Enrolment>(&message)) {
        out.number(static_cast<std::uint64_t>(Carried::enrolment)).bytes(encode(*enrolment));
    } else if (const auto* request = std::get_if<Request>(&message)) {
        out.number(static_cast<std::uint64_t>(Carried::request)).bytes(encode(*request));
    } else if (const auto* certified = std::get_if<Certified>(&message)) {
        out.number(static_cast<std::uint64_t>(Carried::certified)).bytes(certified->certificate);
    } else if (const auto* reply = std::get_if<Reply>(&message)) {
        out.number(static_cast<std::uint64_t>(Carried::reply)).bytes(encode(*reply));
    } else if (const auto* scan = std::get_if<CarriedScan>(&message)) {
        out.number(static_cast<std::uint64_t>(Carried::scan)).bytes(scan->bytes);
    } else {
        const Bytes evidence = encode(std::get<Evidence>(message));
        out.number(static_cast<std::uint64_t>(Carried::evidence)).bytes(evidence);
    }
    return out.take();
}

Result<CarriedMessage> message_in(ByteView bytes) {
    cbor::Reader in(bytes);
    if (in.array(2) != 2) return damaged();
    const std::uint64_t kind = in.number();
    const ByteView body = in.bytes(healing_bytes_max);
    if (!in.done()) return damaged();
    switch (kind) {
        case static_cast<std::uint64_t>(Carried::enrolment): return decode_enrolment(body);
        case static_cast<std::uint64_t>(Carried::request): return decode_request(body);
        case static_cast<std::uint64_t>(Carried::reply): return decode_reply(body);
        case static_cast<std::uint64_t>(Carried::certified):
            if (body.size() > certificate_bytes_max) return damaged();
            return CarriedMessage(Certified{copy_of(body)});
        case static_cast<std::uint64_t>(Carried::evidence): return decode_evidence(body);
        case static_cast<std::uint64_t>(Carried::scan):
            if (body.empty() || body.size() > ledger::attachment_bytes_max) return damaged();
            return CarriedMessage(CarriedScan{copy_of(body)});
        default: return fail(Errc::integrity, "bundle.newer");
    }
}

}  // namespace

Result<Bytes> seal_message(const BundleLabel& label, const CarriedMessage& message,
                           RandomSource& random) {
    return crypto::box_seal(label.recipient, box_info, associated(label),
                            compressed(encoded(message)), random);
}

Result<Bytes> encode_bundle(const BundleLabel& label, const std::vector<Bytes>& boxes,
                            crypto::Signer& sender) {
    const Bytes said = encoded(label);
    TRY_LET(const crypto::Signature signature,
            sender.sign(bundle_context, signed_body(said, boxes)));
    cbor::Writer out;
    out.array(4).text(magic).bytes(said).array(boxes.size());
    for (const Bytes& box : boxes) out.bytes(box);
    out.bytes(signature.view());
    return out.take();
}

Result<Bundle> decode_bundle(ByteView file) {
    if (file.size() > bundle_bytes_max) return fail(Errc::integrity, "bundle.too_large");
    cbor::Reader in(file);
    if (in.array(4) != 4 || in.text(magic.size()) != magic) return damaged();
    const ByteView said = in.bytes(label_bytes_max);
    Bundle bundle;
    const std::size_t count = in.array(bundle_boxes_max);
    for (std::size_t i = 0; i < count && !in.failed(); ++i) {
        bundle.boxes.push_back(copy_of(in.bytes(bundle_bytes_max)));
    }
    const auto signature = in.id<crypto::Signature>();
    const auto label = label_in(said);
    if (!in.done() || !label) return damaged();
    bundle.label = *label;
    if (!crypto::verifies(label->sender, bundle_context, signed_body(said, bundle.boxes),
                          signature)) {
        return altered();
    }
    return bundle;
}

Result<std::vector<CarriedMessage>> open_bundle(const Bundle& bundle,
                                                const Secret& recipient_key,
                                                std::size_t content_max) {
    std::vector<CarriedMessage> messages;
    const Bytes bound_to = associated(bundle.label);
    for (const Bytes& box : bundle.boxes) {
        const auto opened = crypto::box_open(recipient_key, box_info, bound_to, box);
        if (!opened) return altered();
        TRY_LET(const Bytes message,
                decompressed(opened->reveal(),
                             std::min(content_max, healing_bytes_max + certificate_bytes_max)));
        content_max -= message.size();
        TRY_LET(messages.emplace_back(), message_in(message));
    }
    return messages;
}

Result<ToCarry> requests_to_carry(LaptopStorage& storage, ledger::StreamId stream,
                                  const ledger::DeviceId& device) {
    TRY_LET(const std::vector<Outgoing> outgoing, storage.unreceipted());
    ToCarry carried;
    Request request;
    request.stream = stream;
    request.device = device;
    request.epoch = storage.epoch();
    request.known = storage.log().size();
    request.known_root = storage.log().root();
    for (std::size_t count = 1; count > 0; carried.operations += count) {
        std::vector<Bytes> frames =
            frames_of(outgoing, carried.operations, NothingShared(), count);
        // A frame a message, so that a bundle can be cut into small parts.
        for (Bytes& frame : frames) {
            request.frames = {std::move(frame)};
            carried.requests.push_back(request);
        }
    }
    request.frames.clear();
    if (carried.requests.empty()) carried.requests.push_back(std::move(request));
    return carried;
}

std::vector<std::vector<Bytes>> parts_of(std::vector<Bytes> boxes, std::size_t bytes_max) {
    std::vector<std::vector<Bytes>> parts(1);
    std::size_t bytes = 0;
    for (Bytes& box : boxes) {
        if (!parts.back().empty() && bytes + box.size() > bytes_max) {
            parts.emplace_back();
            bytes = 0;
        }
        bytes += box.size();
        parts.back().push_back(std::move(box));
    }
    return parts;
}

}  // namespace soxa::exchange
