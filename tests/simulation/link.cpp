#include "tests/simulation/link.hpp"

#include "sync/exchange/compression.hpp"
#include "sync/exchange/healing.hpp"
#include "sync/server/exchange_answer.hpp"
#include "sync/server/heal.hpp"
#include "tests/simulation/oracle.hpp"

namespace soxa::simulation {

namespace {

constexpr std::size_t old_max = 24;
constexpr int turns_max = 60;

}  // namespace

const std::string& Link::complaint(const Laptop& laptop) { return complaints_[laptop.number]; }

bool Link::begin(Laptop& laptop) {
    if (laptop.gone || world_->at_work(laptop, {}) == nullptr) return false;
    store::Store& store = laptop.office->store();
    laptop.session.emplace(store, store.home().stream, store.home().device,
                           store.home().province);
    // What a liar sealed for it is no help.
    if (!laptop.deceived) laptop.session->ask_before_restart();
    helped_.erase(laptop.number);
    ++laptop.conversation;
    turns_[laptop.number] = 0;
    complaints_[laptop.number].clear();
    ask_next(laptop);
    return true;
}

void Link::ask_next(Laptop& laptop) {
    auto request = laptop.session->request();
    if (!request) throw Violation("I-6", "no request can be made: " + request.error().text);
    Message message;
    message.laptop = laptop.number;
    message.conversation = laptop.conversation;
    message.turn = ++turns_[laptop.number];
    message.body = exchange::compressed(*request);
    under_way_.push_back(std::move(message));
}

bool Link::deliver_one() {
    if (under_way_.empty()) return false;
    const auto index = static_cast<std::ptrdiff_t>(world_->chance.below(under_way_.size()));
    Message message = std::move(under_way_[static_cast<std::size_t>(index)]);
    under_way_.erase(under_way_.begin() + index);
    deliver(std::move(message));
    return true;
}

bool Link::lose_one() {
    if (under_way_.empty()) return false;
    const Message& lost = world_->chance.of(under_way_);
    world_->sometimes.reached(lost.to_province ? "a request lost" : "a reply lost");
    under_way_.erase(under_way_.begin() + (&lost - under_way_.data()));
    return true;
}

bool Link::copy_one() {
    if (under_way_.empty()) return false;
    Message copy = world_->chance.of(under_way_);
    copy.genuine = false;
    under_way_.push_back(std::move(copy));
    return true;
}

bool Link::damage_one() {
    if (under_way_.empty()) return false;
    Message& message = world_->chance.of(under_way_);
    if (message.body.empty()) return false;
    std::uint8_t& byte = world_->chance.of(message.body);
    byte = static_cast<std::uint8_t>(byte ^ (1U << world_->chance.below(8)));
    if (world_->chance.one_in(4)) message.body.resize(message.body.size() / 2);
    message.genuine = false;
    return true;
}

bool Link::repeat_an_old_one() {
    if (old_.empty()) return false;
    Message again = world_->chance.of(old_);
    again.genuine = false;
    // A replayed reply is tried on whatever the laptop is asking just now.
    const Laptop& laptop = world_->laptops[again.laptop];
    if (!again.to_province && laptop.session) again.conversation = laptop.conversation;
    deliver(std::move(again));
    return true;
}

bool Link::whole(Laptop& laptop) {
    if (!begin(laptop)) return false;
    const std::uint64_t conversation = laptop.conversation;
    for (int turn = 0; turn < turns_max; ++turn) {
        const auto mine = std::ranges::find_if(under_way_, [&](const Message& message) {
            return message.laptop == laptop.number && message.conversation == conversation &&
                   message.genuine;
        });
        if (mine == under_way_.end()) break;
        Message message = std::move(*mine);
        under_way_.erase(mine);
        deliver(std::move(message));
    }
    return complaints_[laptop.number].empty() && !laptop.session;
}

void Link::deliver(Message message) {
    Laptop& laptop = world_->laptops[message.laptop];
    if (message.to_province) {
        to_province(message);
    } else {
        if (liar && message.genuine && !message.body.empty()) liar(laptop, message);
        to_laptop(laptop, message);
    }
    if (message.genuine || world_->chance.one_in(2)) {
        if (old_.size() == old_max) old_.erase(old_.begin());
        old_.push_back(std::move(message));
    }
}

void Link::to_province(const Message& message) {
    Laptop& laptop = world_->laptops[message.laptop];
    world_->open_province();
    auto answered =
        server::answer_exchange(world_->province_office(), laptop.certificate, message.body);
    Message reply;
    reply.to_province = false;
    reply.laptop = message.laptop;
    reply.conversation = message.conversation;
    reply.turn = message.turn;
    reply.genuine = message.genuine;
    if (world_->province.disk->without_power()) {
        world_->sometimes.reached("a power cut at the province in the middle of a request");
        world_->restart_province();
        oracle_->read_log(laptop.unit);
        return;  // nobody answers
    }
    if (answered) {
        const bool shut_out =
            oracle_->log(laptop.unit).book.revoked_devices().contains(laptop.device);
        require(!shut_out || world_->province.restored, "I-12",
                "a laptop that was revoked is answered");
        reply.body = std::move(*answered);
    } else {
        const Error& error = answered.error();
        require(!is_of_disk(error) || world_->province.disk->fired(), "I-20",
                "the province's good disk: " + error.text);
        require(error.code != Errc::defect, "I-6", "the province: " + error.text);
        reply.refusal = error.text;
        world_->trace.also("province:" + error.text);
    }
    oracle_->read_log(laptop.unit);
    under_way_.push_back(std::move(reply));
}

Result<void> Link::hand_over(Laptop& laptop) {
    store::Store& store = laptop.office->store();
    const store::Home& home = store.home();
    exchange::HealingSession healing(store, store, home.stream, home.device,
                                     home.province.intake);
    while (!healing.complete()) {
        TRY_LET(const Bytes request, healing.request());
        world_->open_province();
        auto answered = server::answer_healing(world_->province_office(), laptop.certificate,
                                               exchange::compressed(request));
        if (world_->province.disk->without_power()) world_->restart_province();
        oracle_->read_log(laptop.unit);
        if (!answered) return tl::make_unexpected(answered.error());
        TRY(healing.take(*answered));
    }
    return {};
}

void Link::help_province(Laptop& laptop) {
    laptop.session.reset();
    const Result<void> done = hand_over(laptop);
    if (!done) {
        require(done.error().code != Errc::defect, "I-6", "healing: " + done.error().text);
        complaints_[laptop.number] = done.error().text;
        world_->trace.also("healing:" + done.error().text);
        return;
    }
    world_->sometimes.reached("a province helped by a laptop");
    helped_.insert(laptop.number);
    store::Store& store = laptop.office->store();
    laptop.session.emplace(store, store.home().stream, store.home().device,
                           store.home().province);
    ask_next(laptop);
}

void Link::to_laptop(Laptop& laptop, const Message& message) {
    if (!laptop.session || laptop.conversation != message.conversation) {
        world_->sometimes.reached("a reply that nobody waits for");
        return;
    }
    const bool may_help = !laptop.deceived && !helped_.contains(laptop.number);
    if (message.body.empty() && message.refusal == "exchange.rewound" && may_help) {
        help_province(laptop);
        return;
    }
    if (message.body.empty()) {
        complaints_[laptop.number] = message.refusal;
        laptop.session.reset();
        return;
    }
    const bool answers = message.genuine && message.turn == turns_[laptop.number];
    const auto reply = exchange::decompressed(message.body, exchange::message_bytes_max);
    Result<void> taken;
    if (reply) {
        taken = laptop.session->take(*reply);
    } else {
        taken = tl::make_unexpected(reply.error());
    }
    if (laptop.disk->without_power()) {
        world_->sometimes.reached("a power cut while a page was taken");
        world_->restart(laptop);
        return;
    }
    if (!taken) {
        const Error& error = taken.error();
        world_->trace.also("laptop:" + error.text);
        complaints_[laptop.number] = error.text;
        laptop.session.reset();
        if (is_of_disk(error) && laptop.disk->fired()) {
            world_->sometimes.reached("a page that the disk did not take");
            if (world_->chance.one_in(2)) world_->log_out(laptop);
            return;
        }
        require(!answers || world_->laptops[message.laptop].deceived, "I-6",
                "an honest reply is refused: " + error.text);
        world_->sometimes.reached("a reply refused as forged or not asked for");
        return;
    }
    if (laptop.session->restart_offered()) {
        if (may_help) {
            help_province(laptop);
        } else {
            complaints_[laptop.number] = "exchange.rewound";
            laptop.session.reset();
        }
        return;
    }
    oracle_->after_page(laptop);
    if (laptop.session->complete()) {
        laptop.session.reset();
    } else {
        ask_next(laptop);
    }
}

}  // namespace soxa::simulation
