#include "sync/exchange/messages.hpp"

namespace soxa::exchange {

namespace {

constexpr std::uint64_t version = 1;
constexpr std::size_t label_bytes_max = 256;
constexpr std::size_t ticket_bytes = 16;
constexpr std::size_t word_bytes_max = 128;

tl::unexpected<Error> malformed() { return fail(Errc::integrity, "message.malformed"); }

void write_frames(cbor::Writer& out, const std::vector<Bytes>& frames) {
    out.array(frames.size());
    for (const Bytes& frame : frames) out.bytes(frame);
}

std::vector<Bytes> read_frames(cbor::Reader& in) {
    std::vector<Bytes> frames(in.array(frames_max));
    for (Bytes& frame : frames) frame = copy_of(in.bytes(frame_bytes_max));
    return frames;
}

void write_subject(cbor::Writer& out, const Subject& subject) {
    if (const auto* of_reply = std::get_if<OfReply>(&subject)) {
        out.number(of_reply->index * 2 + 1);
    } else {
        out.number(std::get<OfRequest>(subject).index * 2);
    }
}

Subject read_subject(cbor::Reader& in) {
    const std::uint64_t number = in.number();
    if (number % 2 == 1) return OfReply{number / 2};
    return OfRequest{number / 2};
}

/// As columns, since most lines say the same.
void write_lines(cbor::Writer& out, const std::vector<Line>& lines) {
    out.array(4).array(lines.size());
    for (const Line& line : lines) write_subject(out, line.subject);
    out.array(lines.size());
    for (const Line& line : lines) out.number(static_cast<std::uint64_t>(line.judgement));
    out.array(lines.size());
    for (const Line& line : lines) out.number(static_cast<std::uint64_t>(line.reason));
    out.array(lines.size());
    std::int64_t last = 0;
    for (const Line& line : lines) {
        const auto received = static_cast<std::int64_t>(seconds_of(line.received));
        out.integer(received - last);
        last = received;
    }
}

std::vector<Line> read_lines(cbor::Reader& in) {
    if (in.array(4) != 4) in.reject();
    std::vector<Line> lines(in.array(lines_max));
    const auto column = [&] {
        if (in.array(lines_max) != lines.size()) in.reject();
    };
    for (Line& line : lines) line.subject = read_subject(in);
    column();
    for (Line& line : lines) line.judgement = static_cast<ledger::Judgement>(in.number(3));
    column();
    for (Line& line : lines) line.reason = static_cast<ledger::Reason>(in.number(0xFF));
    column();
    std::int64_t received = 0;
    for (Line& line : lines) {
        received += in.integer();
        if (received < 0 || static_cast<std::uint64_t>(received) > cbor::integer_max) {
            in.reject();
            return {};
        }
        line.received = timestamp_of(static_cast<std::uint64_t>(received));
    }
    return lines;
}

void write_set_aside(cbor::Writer& out, const std::vector<SetAside>& left_out) {
    out.array(left_out.size());
    for (const SetAside& one : left_out) out.array(2).number(one.frame).text(one.word);
}

/// At least one, ascending.
std::vector<SetAside> read_set_aside(cbor::Reader& in) {
    std::vector<SetAside> left_out(in.array(frames_max));
    if (left_out.empty()) in.reject();
    const SetAside* before = nullptr;
    for (SetAside& one : left_out) {
        if (in.array(2) != 2) in.reject();
        one.frame = in.number(frames_max);
        one.word = std::string(in.text(word_bytes_max));
        if (before != nullptr && before->frame >= one.frame) in.reject();
        before = &one;
    }
    return left_out;
}

}  // namespace

Bytes encode(const Request& request) {
    cbor::Writer out;
    out.array(7).number(version).number(request.stream).bytes(request.device.view());
    out.number(request.epoch).number(request.known).bytes(request.known_root.view());
    write_frames(out, request.frames);
    return out.take();
}

Result<Request> decode_request(ByteView bytes) {
    if (bytes.size() > message_bytes_max) return malformed();
    cbor::Reader in(bytes);
    Request request;
    if (in.array(7) != 7 || in.number() != version) return malformed();
    request.stream = static_cast<ledger::StreamId>(in.number(0xFFFFFFFF));
    request.device = in.id<ledger::DeviceId>();
    request.epoch = in.number();
    request.known = in.number();
    request.known_root = in.id<crypto::Digest>();
    request.frames = read_frames(in);
    if (!in.done()) return malformed();
    return request;
}

Bytes encode(const Reply& reply) {
    cbor::Writer out;
    const bool all_taken = reply.set_aside.empty();
    out.array(all_taken ? 6 : 7).number(version).number(reply.base);
    write_frames(out, reply.frames);
    write_lines(out, reply.lines);
    write(out, reply.checkpoint);
    out.boolean(reply.more);
    if (!all_taken) write_set_aside(out, reply.set_aside);
    return out.take();
}

Result<Reply> decode_reply(ByteView bytes) {
    if (bytes.size() > message_bytes_max) return malformed();
    cbor::Reader in(bytes);
    Reply reply;
    const std::size_t parts = in.array(7);
    if (parts < 6 || in.number() != version) return malformed();
    reply.base = in.number();
    reply.frames = read_frames(in);
    reply.lines = read_lines(in);
    reply.checkpoint = ledger::read_checkpoint(in);
    reply.more = in.boolean();
    if (parts == 7) reply.set_aside = read_set_aside(in);
    if (!in.done()) return malformed();
    return reply;
}

namespace {

void write_claim(cbor::Writer& out, const Enrolment& enrolment) {
    out.array(5).number(version).bytes(enrolment.ticket).bytes(enrolment.device.view());
    out.bytes(enrolment.key.view()).text(enrolment.label);
}

}  // namespace

crypto::Digest enrolment_proof(ByteView secret, const Enrolment& enrolment) {
    cbor::Writer out;
    write_claim(out, enrolment);
    return crypto::hmac_sha256(secret, {bytes_of("soxa device-enrol/1"), out.written()});
}

Bytes encode(const Enrolment& enrolment) {
    cbor::Writer out;
    out.array(2);
    write_claim(out, enrolment);
    out.bytes(enrolment.proof.view());
    return out.take();
}

Result<Enrolment> decode_enrolment(ByteView bytes) {
    cbor::Reader in(bytes);
    Enrolment enrolment;
    if (in.array(2) != 2 || in.array(5) != 5 || in.number() != version) return malformed();
    enrolment.ticket = copy_of(in.bytes(ticket_bytes));
    enrolment.device = in.id<ledger::DeviceId>();
    enrolment.key = in.id<crypto::PublicKey>();
    enrolment.label = in.text(label_bytes_max);
    enrolment.proof = in.id<crypto::Digest>();
    if (!in.done()) return malformed();
    return enrolment;
}

}  // namespace soxa::exchange
