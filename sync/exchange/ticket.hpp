// An enrolment ticket: what the province hands over, on paper's terms, so that a laptop can begin
// without a connection (LEDGER §1, DOMAIN TB-17.1).
//
// Good for one laptop. It pins the province's certificate and keys, and carries the first
// operations of the unit's stream, so that store and administrator's account are usable at once.
// The secret proves at the first contact that this laptop is the one that was given the ticket,
// and makes the key that vouches for the administrator's own.
#pragma once

#include <string>

#include "crypto/certificate.hpp"
#include "sync/exchange/frame.hpp"

namespace soxa::exchange {

inline constexpr std::size_t ticket_number_bytes = 16;
inline constexpr std::size_t ticket_secret_bytes = 16;
inline constexpr std::size_t ticket_bytes_max = 256 * 1024;

struct Ticket {
    Bytes number;
    Secret secret;
    std::string url;
    Bytes province_certificate;       ///< DER: the root that server and approvers come under
    crypto::PublicKey intake_key;     ///< signs the province's own operations
    crypto::PublicKey log_key;        ///< signs checkpoints
    ledger::StreamId stream = 0;
    std::string unit_code;
    std::string unit_name;
    ledger::AccountId account;        ///< of the person it is for
    std::string person_name;
    std::string personal_id;
    Timestamp expires{};
    Bytes founding;                   ///< a frame: the province's first operations of the stream
};

[[nodiscard]] Bytes encode(const Ticket& ticket);
/// Errc::integrity ("ticket.unreadable"); the founding frame is decoded and its seal checked
/// against the intake key.
[[nodiscard]] Result<Ticket> decode_ticket(ByteView bytes);
/// The founding operations; decode_ticket() has seen that they are good.
[[nodiscard]] Result<Frame> founding_frame(const Ticket& ticket);

/// What two people compare by phone, so that nobody slips a unit another province's ticket: over
/// the certificate and the keys that it pins, written as an account key's is. The same from
/// every ticket of a province.
[[nodiscard]] std::string province_fingerprint(const Ticket& ticket);
[[nodiscard]] std::string province_fingerprint(ByteView certificate,
                                               const crypto::PublicKey& intake_key,
                                               const crypto::PublicKey& log_key);

/// The key that vouches for the first key of the ticket's account.
[[nodiscard]] Result<crypto::SoftwareSigner> invitation_key(const Secret& secret);

}  // namespace soxa::exchange
