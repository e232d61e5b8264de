// A bundle: the exchange as a file, for a unit that only a USB stick reaches.
//
//   ["soxa-bundle/1", label, [box …], signature]
//
// The boxes hold the messages of the wire, one each, compressed and sealed to whom the label
// names: whoever carries the stick reads the label and nothing else. The sender's signature
// covers label and boxes, so a bundle is whole or nothing of it is believed. It may come in any
// order, late, twice or in parts: what is inside is known by name. Frames in it name everything
// in full, so that they can be read whatever became of a log's positions meanwhile.
#pragma once

#include <variant>

#include "crypto/base/random.hpp"
#include "sync/exchange/healing.hpp"

namespace soxa::exchange {

inline constexpr std::size_t bundle_bytes_max = 64 * 1024 * 1024;
inline constexpr std::size_t bundle_boxes_max = 4096;
inline constexpr std::string_view bundle_context = "bundle/1";

enum class Bound : std::uint8_t {
    to_province = 0,
    to_laptop = 1,  ///< from the province
    between_laptops = 2,  ///< of one unit; nothing in it is the province's word
};

struct BundleNumberTag;
using BundleNumber = Id<BundleNumberTag, 16>;

/// What everybody can read.
struct BundleLabel {
    Bound bound = Bound::to_province;
    ledger::StreamId stream = 0;
    ledger::DeviceId device;  ///< the laptop that it is from, or for where it is for one
    crypto::PublicKey sender;
    crypto::PublicKey recipient;
    BundleNumber number;      ///< the same in all parts
    std::uint32_t part = 1;
    std::uint32_t parts = 1;
    Timestamp made{};         ///< by the sender's clock; decides nothing

    friend bool operator==(const BundleLabel&, const BundleLabel&) = default;
};

/// A laptop's certificate, DER: the answer to its Enrolment, and how a province whose register was
/// put back from a backup knows it again.
struct Certified {
    Bytes certificate;
    friend bool operator==(const Certified&, const Certified&) = default;
};
/// The bytes of a scan, whole, that an operation names by their SHA-256: in the same bundle, in
/// another part of it, or long received.
struct CarriedScan {
    Bytes bytes;
    friend bool operator==(const CarriedScan&, const CarriedScan&) = default;
};
using CarriedMessage =
    std::variant<Enrolment, Request, Certified, Reply, Evidence, CarriedScan>;

/// One box. Errc::integrity if the label's recipient is no key.
[[nodiscard]] Result<Bytes> seal_message(const BundleLabel& label, const CarriedMessage& message,
                                         RandomSource& random);
/// The file. The signer holds the label's sender key.
[[nodiscard]] Result<Bytes> encode_bundle(const BundleLabel& label, const std::vector<Bytes>& boxes,
                                          crypto::Signer& sender);

/// A bundle whose signature is that of the sender on its label; who that is, the reader asks.
struct Bundle {
    BundleLabel label;
    std::vector<Bytes> boxes;
};
/// Errc::integrity: "bundle.damaged" if it is cut short or no bundle at all, "bundle.altered" if
/// the signature does not hold.
[[nodiscard]] Result<Bundle> decode_bundle(ByteView file);
/// What all boxes of a file may say together once they are unpacked: a whole log with its scans, and
/// no small file that unpacks to more than a machine has. Of a sender whom the reader does not know
/// it is what a laptop without a log has to say.
inline constexpr std::size_t bundle_content_max = 256U * 1024 * 1024;
inline constexpr std::size_t stranger_content_max = 32U * 1024 * 1024;
/// All messages, or none of them: Errc::integrity ("bundle.altered", "message.…"), among them
/// "message.too_large" above `content_max` bytes.
[[nodiscard]] Result<std::vector<CarriedMessage>> open_bundle(
    const Bundle& bundle, const Secret& recipient_key,
    std::size_t content_max = bundle_content_max);

/// Everything that is still to send, and how far the log is here: at least one request.
struct ToCarry {
    std::vector<Request> requests;
    std::size_t operations = 0;
};
[[nodiscard]] Result<ToCarry> requests_to_carry(LaptopStorage& storage, ledger::StreamId stream,
                                                const ledger::DeviceId& device);

/// The boxes as files of at most `bytes_max` each where a box lets them.
[[nodiscard]] std::vector<std::vector<Bytes>> parts_of(std::vector<Bytes> boxes,
                                                       std::size_t bytes_max);

}  // namespace soxa::exchange
