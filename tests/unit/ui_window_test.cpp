#include <fstream>
#include <iterator>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "ui/described/described.hpp"
#include "ui/described/described_file.hpp"
#include "ui/window/frame_clock.hpp"
#include "ui/window/idle_lock.hpp"

namespace soxa::tests::ui_window {

using namespace soxa::ui;
using std::chrono::milliseconds;
using std::chrono::seconds;

TEST_CASE("frame clock: three frames after an event, then none", "[window]") {
    FrameClock clock;
    Moment now{seconds(100)};
    clock.happened();
    for (int i = 0; i < FrameClock::frames_after_event; ++i) {
        REQUIRE(clock.due(now));
        clock.begin_frame(now);
        CHECK_FALSE(clock.due(now));
        now += FrameClock::between_frames;
    }
    CHECK_FALSE(clock.due(now + seconds(1000)));
    CHECK_FALSE(clock.wait(now).has_value());
}

TEST_CASE("frame clock: a frame at the earliest time asked for, once", "[window]") {
    FrameClock clock;
    Moment now{seconds(100)};
    for (int i = 0; i < FrameClock::frames_after_event; ++i) clock.begin_frame(now);
    clock.at(now + seconds(5));
    clock.at(now + seconds(2));
    CHECK(clock.wait(now) == seconds(2));
    CHECK_FALSE(clock.due(now + milliseconds(1999)));
    CHECK(clock.due(now + seconds(2)));
    clock.begin_frame(now + seconds(2));
    CHECK_FALSE(clock.wait(now + seconds(2)).has_value());
}

TEST_CASE("frame clock: what always asks gets sixty frames a second", "[window]") {
    FrameClock clock;
    Moment now{seconds(100)};
    int frames = 0;
    for (int ms = 0; ms < 1000; ++ms, now += milliseconds(1)) {
        clock.happened();
        clock.at(now);
        if (!clock.due(now)) continue;
        clock.begin_frame(now);
        ++frames;
    }
    CHECK(frames <= 63);
    CHECK(frames >= 55);
}

TEST_CASE("idle lock: locks once after the time, and again only after a touch", "[window]") {
    IdleLock lock(seconds(300));
    lock.touched(seconds(1000));
    CHECK_FALSE(lock.due(seconds(1299)));
    CHECK(lock.left(seconds(1299)) == seconds(1));
    lock.touched(seconds(1200));
    CHECK_FALSE(lock.due(seconds(1499)));
    CHECK(lock.due(seconds(1500)));
    CHECK_FALSE(lock.due(seconds(9000)));
    CHECK_FALSE(lock.left(seconds(9000)).has_value());
    lock.touched(seconds(9000));
    CHECK(lock.due(seconds(9300)));
}

TEST_CASE("described: a secret's value does not get in", "[described]") {
    Description description;
    description.begin_frame(100, 100);
    description.add({.role = Role::secret, .label = "Mật khẩu", .value = "hoa mai", .area = {0, 0, 9, 9}});

    CHECK(description.items().at(0).value.empty());
    CHECK(description.as_text() == "Mật khẩu\n");
    CHECK(description.as_lines().find("hoa") == std::string::npos);
}

TEST_CASE("described: what is outside the window is left out", "[described]") {
    Description description;
    description.begin_frame(100, 50);
    for (const Area& area : {Area{100, 0, 5, 5}, Area{0, 50, 5, 5}, Area{-9, 0, 9, 5}, Area{0, -9, 5, 9}}) {
        description.add_text(Role::text, "x", area);
    }
    CHECK(description.items().empty());
    description.add_text(Role::text, "x", {99, 49, 5, 5});
    CHECK(description.items().size() == 1);
}

TEST_CASE("described: one line an item, whatever is in it", "[described]") {
    Description description;
    description.begin_frame(100, 50);
    description.add({.role = Role::field,
                     .label = "Ghi\tchú",
                     .value = "một\nhai",
                     .area = {1, 2, 3, 4},
                     .enabled = false,
                     .focused = true,
                     .chosen = true});
    CHECK(description.as_lines() ==
          "window\t0\t0\t100\t50\t-\t\t\nfield\t1\t2\t3\t4\tdfc\tGhi chú\tmột hai\n");
}

TEST_CASE("described file: is written when the screen changes and goes with the window", "[described]") {
    const auto path = std::filesystem::temp_directory_path() / "soxa_described_file_test.txt";
    const auto content = [&] {
        std::ifstream file(path);
        return std::string(std::istreambuf_iterator<char>(file), {});
    };
    Description description;
    description.begin_frame(100, 50);
    {
        DescribedFile file(path);
        file.show(description);
        CHECK(content() == description.as_lines());
        std::filesystem::remove(path);
        file.show(description);  // nothing changed
        CHECK_FALSE(std::filesystem::exists(path));
        description.add_text(Role::text, "x", {0, 0, 1, 1});
        file.show(description);
        CHECK(content() == description.as_lines());
    }
    CHECK_FALSE(std::filesystem::exists(path));
}

}  // namespace soxa::tests::ui_window
