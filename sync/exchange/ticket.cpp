#include "sync/exchange/ticket.hpp"

#include "sync/ledger/account.hpp"
#include "sync/ledger/fingerprint.hpp"

namespace soxa::exchange {

namespace {

constexpr std::string_view magic = "soxa-ticket/1";
constexpr std::size_t parts = 15;
constexpr std::size_t line_bytes_max = 1024;

tl::unexpected<Error> unreadable() { return fail(Errc::integrity, "ticket.unreadable"); }

bool founded_by(const Frame& frame, const crypto::PublicKey& intake_key) {
    for (const ChainPart& part : frame.chains) {
        const auto& first = frame.operations.front();
        const auto open = ledger::chain_open(first);
        if (!open || first.header.chain != part.chain || open->key != intake_key ||
            ledger::chain_id(first.header.stream, *open) != part.chain ||
            !sealed_by(frame, part, intake_key)) {
            return false;
        }
    }
    return frame.chains.size() == 1;
}

}  // namespace

Bytes encode(const Ticket& ticket) {
    cbor::Writer out;
    out.array(parts).text(magic).bytes(ticket.number).bytes(ticket.secret.reveal());
    out.text(ticket.url).bytes(ticket.province_certificate).bytes(ticket.intake_key.view());
    out.bytes(ticket.log_key.view()).number(ticket.stream).text(ticket.unit_code);
    out.text(ticket.unit_name).bytes(ticket.account.view()).text(ticket.person_name);
    out.text(ticket.personal_id).number(seconds_of(ticket.expires)).bytes(ticket.founding);
    return out.take();
}

Result<Ticket> decode_ticket(ByteView bytes) {
    if (bytes.size() > ticket_bytes_max) return unreadable();
    cbor::Reader in(bytes);
    Ticket ticket;
    if (in.array(parts) != parts || in.text(line_bytes_max) != magic) return unreadable();
    ticket.number = copy_of(in.bytes(ticket_number_bytes));
    ticket.secret = Secret(in.bytes(ticket_secret_bytes));
    ticket.url = in.text(line_bytes_max);
    ticket.province_certificate = copy_of(in.bytes(16 * 1024));
    ticket.intake_key = in.id<crypto::PublicKey>();
    ticket.log_key = in.id<crypto::PublicKey>();
    ticket.stream = static_cast<ledger::StreamId>(in.number(0xFFFFFFFF));
    ticket.unit_code = in.text(line_bytes_max);
    ticket.unit_name = in.text(line_bytes_max);
    ticket.account = in.id<ledger::AccountId>();
    ticket.person_name = in.text(line_bytes_max);
    ticket.personal_id = in.text(line_bytes_max);
    ticket.expires = timestamp_of(in.number());
    ticket.founding = copy_of(in.bytes(frame_bytes_max));
    if (!in.done() || ticket.number.size() != ticket_number_bytes ||
        ticket.secret.reveal().size() != ticket_secret_bytes) {
        return unreadable();
    }
    const auto frame = founding_frame(ticket);
    if (!frame || frame->operations.empty() || !founded_by(*frame, ticket.intake_key)) {
        return unreadable();
    }
    return ticket;
}

Result<Frame> founding_frame(const Ticket& ticket) {
    return decode_frame(ticket.founding, ticket.stream, NothingShared());
}

std::string province_fingerprint(const Ticket& ticket) {
    return province_fingerprint(ticket.province_certificate, ticket.intake_key, ticket.log_key);
}

std::string province_fingerprint(ByteView certificate, const crypto::PublicKey& intake_key,
                                 const crypto::PublicKey& log_key) {
    cbor::Writer pinned;
    pinned.array(4).text("soxa province/1").bytes(certificate);
    pinned.bytes(intake_key.view()).bytes(log_key.view());
    return ledger::fingerprint_of(crypto::sha256(pinned.written()));
}

Result<crypto::SoftwareSigner> invitation_key(const Secret& secret) {
    // 32 derived bytes are no scalar of P-256 once in 2^32; the counter steps over it.
    for (int attempt = 0; attempt < 4; ++attempt) {
        const std::string info = "soxa/1 invitation " + std::to_string(attempt);
        auto key = crypto::SoftwareSigner::from_private(
            crypto::hkdf_sha256(secret.reveal(), {}, info, crypto::private_key_bytes));
        if (key) return key;
    }
    return fail(Errc::defect, "ticket.unreadable");
}

}  // namespace soxa::exchange
