// Passwords that the machine makes up (RELIABILITY §3.2).
#include <catch2/catch_test_macros.hpp>

#include <algorithm>
#include <set>

#include "client/office/office.hpp"
#include "client/office/passphrase.hpp"
#include "sync/record/text.hpp"
#include "tests/unit/seeded_random.hpp"

namespace soxa::test::office_passphrase {

TEST_CASE("passphrase: six words of 512, each as likely as the others", "[office]") {
    tests::SeededRandom random(7);
    std::set<std::string> words;
    for (int turn = 0; turn < 2000; ++turn) {
        const std::string phrase = office::new_passphrase(random);
        CHECK(std::ranges::count(phrase, ' ') == 5);
        std::size_t from = 0;
        while (from < phrase.size()) {
            const std::size_t to = std::min(phrase.find(' ', from), phrase.size());
            words.insert(phrase.substr(from, to - from));
            from = to + 1;
        }
        REQUIRE(office::check_password(Secret(bytes_of(phrase))));
    }
    CHECK(words.size() == 512);
    // Shown and typed without marks in the window, it is as hard to guess.
    std::set<std::string> plain;
    for (const std::string& word : words) plain.insert(record::without_marks(word));
    CHECK(plain.size() == 512);
    CHECK(std::ranges::all_of(plain, [](const std::string& word) {
        return std::ranges::all_of(word, [](char letter) { return letter >= 'a' && letter <= 'z'; });
    }));
}

TEST_CASE("password: long enough, no number, no repetition, no code", "[office]") {
    const auto fault = [](std::string_view text) {
        const auto checked = office::check_password(Secret(bytes_of(text)));
        return checked ? std::string() : checked.error().text;
    };
    CHECK(fault("bông lúa trên đồng").empty());
    CHECK(fault("mười lăm ký tự.").empty());
    CHECK(fault("mười bốn ký tự") == "password.short");
    CHECK(fault("034075000012 0912345678") == "password.digits");
    CHECK(fault("aaaaaaaaaaaaaaaaaaaaaa") == "password.repeats");
    CHECK(fault("7KM2Q-XW4RT") == "password.is_code");
}

}  // namespace soxa::test::office_passphrase
