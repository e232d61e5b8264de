// What is on its way between laptops and province, and what becomes of it.
//
// Bodies as HTTPS would carry them: compressed requests one way, compressed replies the other.
// A message may be lost, come late, twice, out of its order, or with a bit turned round (TLS would
// see that; here the layers above have to).
#pragma once

#include "tests/simulation/world.hpp"

namespace soxa::simulation {

class Oracle;

struct Message {
    bool to_province = true;
    std::size_t laptop = 0;
    std::uint64_t conversation = 0;
    std::uint64_t turn = 0;  ///< requests of the conversation before this one
    Bytes body;
    std::string refusal;   ///< instead of a body: the province's word
    bool genuine = true;   ///< as it was sent, and not a copy
};

class Link {
public:
    Link(World& world, Oracle& oracle) : world_(&world), oracle_(&oracle) {}

    /// The laptop asks; its first request is under way then. False if nobody is at work there.
    bool begin(Laptop& laptop);
    /// One message arrives, whichever chance takes.
    bool deliver_one();
    bool lose_one();
    bool copy_one();
    bool damage_one();
    /// Something of earlier comes again.
    bool repeat_an_old_one();
    /// From first request to last reply, undisturbed. True if it came to its end.
    bool whole(Laptop& laptop);
    void forget_all() { under_way_.clear(); }

    /// The word with which the last conversation of a laptop ended badly; empty if it did not.
    [[nodiscard]] const std::string& complaint(const Laptop& laptop);

    /// Lies about a reply before the laptop sees it, and reseals it; see hostile.cpp.
    std::function<void(Laptop&, Message&)> liar;

private:
    void deliver(Message message);
    void to_province(const Message& message);
    void to_laptop(Laptop& laptop, const Message& message);
    void ask_next(Laptop& laptop);
    /// Hands over what the province has lost (exchange/healing.hpp), and begins again; as
    /// office::Exchange does it.
    void help_province(Laptop& laptop);
    Result<void> hand_over(Laptop& laptop);

    World* world_;
    Oracle* oracle_;
    std::vector<Message> under_way_;
    std::vector<Message> old_;
    std::map<std::size_t, std::string> complaints_;
    std::map<std::size_t, std::uint64_t> turns_;
    std::set<std::size_t> helped_;  ///< laptops that did in their conversation of now
};

}  // namespace soxa::simulation
