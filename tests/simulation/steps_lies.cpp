// A province that lies: to one laptop, once, with its real log key. It can say false verdicts; it
// cannot write in anybody's name, and what it forged without a key must be refused (I-15, T-38).
#include <array>

#include "sync/exchange/compression.hpp"
#include "tests/simulation/steps.hpp"

namespace soxa::simulation {

namespace {

/// The operations of a reply, in its order.
std::vector<OperationId> received_in(const exchange::Reply& reply, ledger::StreamId stream,
                                     const exchange::SharedLog& shared) {
    std::vector<OperationId> received;
    for (const Bytes& bytes : reply.frames) {
        const auto frame = exchange::decode_frame(bytes, stream, shared);
        if (!frame) return {};
        for (const ledger::Operation& one : frame->operations) received.push_back(one.id);
    }
    return received;
}

void put(Message& message, const exchange::Reply& reply) {
    message.body = exchange::compressed(exchange::encode(reply));
    message.genuine = false;
}

/// Says of one operation what is not so, and seals the log as it then is. Only where nothing of
/// the request is judged, so that all the names are in the reply.
bool lie_under_seal(Stage& stage, const Laptop& laptop, exchange::Reply reply, Message& message) {
    World& world = stage.world;
    const store::Store& store = laptop.office->store();
    const auto received = received_in(reply, store.home().stream, store);
    const bool all_here = std::ranges::all_of(reply.lines, [&](const exchange::Line& line) {
        const auto* of_reply = std::get_if<exchange::OfReply>(&line.subject);
        return of_reply != nullptr && of_reply->index < received.size();
    });
    if (!all_here || reply.lines.empty() || reply.base != store.log().size()) return false;
    exchange::Line& lie = world.chance.of(reply.lines);
    lie.judgement = lie.judgement == ledger::Judgement::accepted ? ledger::Judgement::refused
                                                                 : ledger::Judgement::accepted;
    crypto::MerkleLog log = store.log();
    for (const exchange::Line& line : reply.lines) {
        const auto index = std::get<exchange::OfReply>(line.subject).index;
        log.add(leaf(ledger::LogEntry{log.size() + 1, received[static_cast<std::size_t>(index)],
                                      line.judgement, line.reason, line.received}));
    }
    reply.checkpoint.root = log.root();
    reply.checkpoint.signature = *world.province_office().keys.log.sign(
        "checkpoint/1", ledger::checkpoint_body(reply.checkpoint));
    put(message, reply);
    return true;
}

/// Without the log key: every one of these must be refused.
void lie_without_seal(Stage& stage, exchange::Reply reply, Message& message) {
    World& world = stage.world;
    switch (world.chance.below(6)) {
        case 0:
            if (!reply.lines.empty()) {
                exchange::Line& line = world.chance.of(reply.lines);
                line.judgement = line.judgement == ledger::Judgement::accepted
                                     ? ledger::Judgement::held
                                     : ledger::Judgement::accepted;
            }
            break;
        case 1:
            if (!reply.lines.empty()) reply.lines.pop_back();
            break;
        case 2: reply.checkpoint.size += 1; break;
        case 3: reply.checkpoint.epoch += 1; break;
        case 4: reply.checkpoint.issued += std::chrono::hours(24 * 365); break;
        default: reply.checkpoint.stream += 1;
    }
    put(message, reply);
}

void lie(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    if (laptop.gone || laptop.deceived) return;
    const bool sealed = world.chance.one_in(4);
    bool told = false;
    stage.link.liar = [&](Laptop& to, Message& message) {
        if (told || to.number != laptop.number) return;
        const auto body = exchange::decompressed(message.body, exchange::message_bytes_max);
        const auto reply = body ? exchange::decode_reply(*body)
                                : Result<exchange::Reply>(tl::make_unexpected(body.error()));
        if (!reply) return;
        const exchange::Reply before = *reply;
        if (sealed) {
            if (!lie_under_seal(stage, to, *reply, message)) return;
            to.deceived = true;
            world.sometimes.reached("a laptop deceived by its province");
        } else {
            lie_without_seal(stage, *reply, message);
            if (message.body == exchange::compressed(exchange::encode(before))) return;
        }
        told = true;
    };
    stage.link.whole(laptop);
    stage.link.liar = nullptr;
    if (!told || sealed) return;
    require(!stage.link.complaint(laptop).empty() || laptop.session, "I-15",
            "a forged reply was taken");
    world.sometimes.reached("a forged reply refused");
}

constexpr std::array steps{StepType{"lie", Family::hostile, 4, lie}};

}  // namespace

std::span<const StepType> steps_of_a_lying_province() { return steps; }

}  // namespace soxa::simulation
