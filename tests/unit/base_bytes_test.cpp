#include <array>
#include <string>
#include <type_traits>

#include <catch2/catch_test_macros.hpp>

#include "crypto/base/bytes.hpp"
#include "crypto/base/random.hpp"
#include "crypto/base/result.hpp"
#include "crypto/base/secret.hpp"

namespace soxa::tests::base_bytes {

struct OneTag;
using One = Id<OneTag, 3>;

TEST_CASE("hex: every byte is two lower-case digits and comes back", "[base]") {
    Bytes all;
    for (unsigned byte = 0; byte < 256; ++byte) all.push_back(static_cast<std::uint8_t>(byte));

    const std::string digits = hex(all);

    CHECK(digits.size() == 512);
    CHECK(digits.substr(0, 6) == "000102");
    CHECK(digits.substr(506) == "fdfeff");
    CHECK(from_hex(digits) == all);
    CHECK(hex({}).empty());
    CHECK(from_hex("") == Bytes{});
}

TEST_CASE("hex: upper-case is read, anything else is not", "[base]") {
    CHECK(from_hex("aAFf0") == std::nullopt);
    CHECK(from_hex("aAFf09") == Bytes{0xAA, 0xFF, 0x09});
    for (const std::string_view wrong : {"0", "0g", "g0", " 0", "0 ", "0x", "-1", "00 1", "é"}) {
        CAPTURE(wrong);
        CHECK(from_hex(wrong) == std::nullopt);
    }
    CHECK(from_hex(std::string_view("0\0", 2)) == std::nullopt);
}

TEST_CASE("id: is made of its exact size and ordered by its bytes", "[base]") {
    const Bytes two{1, 2};
    const Bytes three{1, 2, 3};

    CHECK_FALSE(One::from(two));
    CHECK_FALSE(One::from(Bytes{1, 2, 3, 4}));
    REQUIRE(One::from(three));
    CHECK(copy_of(One::from(three)->view()) == three);
    CHECK(One{{1, 2, 3}} < One{{1, 2, 4}});
    CHECK(One{{1, 255, 255}} < One{{2, 0, 0}});
    CHECK(One{{127, 0, 0}} < One{{128, 0, 0}});  // unsigned
    CHECK(One{} == One{{0, 0, 0}});
}

TEST_CASE("bytes: text and bytes are two views of the same", "[base]") {
    const std::string text = "Sổ\0Xã";
    Bytes bytes = copy_of(bytes_of(text));

    append(bytes, bytes_of("!"));

    CHECK(text_of(bytes) == text + "!");
    CHECK(text_of({}).empty());
}

TEST_CASE("secret: moves, is copied only on request, and can be wiped", "[base]") {
    static_assert(!std::is_copy_constructible_v<Secret>);
    static_assert(!std::is_copy_assignable_v<Secret>);
    Secret first(Bytes{1, 2, 3});

    Secret second(std::move(first));
    const Secret copy = second.duplicate();
    second = Secret(Bytes{9});

    CHECK(first.empty());  // NOLINT(bugprone-use-after-move): that it is empty is the fact
    CHECK(copy_of(copy.reveal()) == Bytes{1, 2, 3});
    CHECK(copy_of(second.reveal()) == Bytes{9});

    std::array<std::uint8_t, 4> key{1, 2, 3, 4};
    wipe(key);
    CHECK(key == std::array<std::uint8_t, 4>{});
}

TEST_CASE("result: TRY passes an error on, with everything it says", "[base]") {
    const auto failing = []() -> Result<void> {
        return refuse({{"salary/1.step", "R12", "rule.step", {"12"}}});
    };
    const auto through = [&]() -> Result<int> {
        TRY(failing());
        return 1;
    };
    const auto with_value = [&](bool good) -> Result<std::string> {
        const auto made = [good]() -> Result<int> {
            if (!good) return fail(Errc::storage, "store.full", {"13"});
            return 5;
        };
        TRY_LET(const int five, made());
        return std::string(static_cast<std::size_t>(five), 'x');
    };

    REQUIRE(!through());
    CHECK(through().error().code == Errc::invalid_input);
    CHECK(through().error().faults ==
          std::vector<Fault>{{"salary/1.step", "R12", "rule.step", {"12"}}});
    CHECK(with_value(true) == "xxxxx");
    CHECK(with_value(false).error().text == "store.full");
    CHECK(with_value(false).error().args == std::vector<std::string>{"13"});
}

/// Counts up, so that a test sees what was asked.
class CountingRandom final : public RandomSource {
public:
    void fill(std::span<std::uint8_t> bytes) override {
        for (auto& byte : bytes) byte = ++last_;
    }

private:
    std::uint8_t last_ = 0;
};

TEST_CASE("random: ids and bytes take exactly what they need from the source", "[base]") {
    CountingRandom random;

    CHECK(random_id<One>(random) == One{{1, 2, 3}});
    CHECK(random_bytes(random, 2) == Bytes{4, 5});
    CHECK(random_bytes(random, 0).empty());
    CHECK(random_bytes(random, 1) == Bytes{6});
}

}  // namespace soxa::tests::base_bytes
