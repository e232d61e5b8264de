// How much goes at once, so that a cut costs little and nobody waits long for the first word: parts
// of 4 to 32 KiB that take at most three seconds, by what the link was measured to carry.
//
// Time comes in as milliseconds of any steady clock; a rate is bytes a second.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>

namespace soxa::exchange {

inline constexpr std::size_t part_sent_bytes_min = 4 * 1024;
inline constexpr std::size_t part_sent_bytes_max = 32 * 1024;

class Pace {
public:
    /// As last measured; 0: not yet.
    explicit Pace(std::uint64_t up_rate) : rate_(up_rate) {}

    /// Compressed bytes that the next part should have.
    [[nodiscard]] std::size_t part_bytes() const;
    /// The same in operations as they are kept (LaptopSession::next_part).
    [[nodiscard]] std::size_t part_weight() const;

    void said(std::size_t weight, std::size_t bytes, std::int64_t at_ms);
    /// The oldest part that was said and not answered is.
    void answered(std::int64_t at_ms);
    /// 0 until something was measured.
    [[nodiscard]] std::uint64_t up_rate() const { return rate_; }

private:
    struct Said {
        std::size_t bytes;
        std::int64_t at_ms;
    };

    std::uint64_t rate_;
    std::uint64_t bytes_of_weight_permille_ = 150;  // compression, as it turns out
    std::deque<Said> open_;
    std::int64_t last_answer_ms_ = 0;
};

}  // namespace soxa::exchange
