// The engine's window with a screen of its own, for tests that are about the window and not about
// an act.
#include <iostream>

#include <CLI/CLI.hpp>

#include "tests/desktop/try_screen.hpp"

int main(int count, char** words) {
    CLI::App app{"The window alone.", "window_try"};
    soxa::ui::WindowOptions options;
    std::string describe_to;
    int lock_after = 300;
    options.title = "Sổ Xã";
    app.add_flag("--gl", options.gl);
    app.add_option("--describe-to", describe_to);
    app.add_option("--lock-after", lock_after, "seconds");
    CLI11_PARSE(app, count, words);
    options.describe_to = describe_to;
    options.lock_after = std::chrono::seconds(lock_after);
    auto window = soxa::ui::Window::open(options);
    if (!window) {
        std::cerr << window.error().text << '\n';
        return static_cast<int>(window.error().code);
    }
    soxa::tests::TryScreen screen(**window);
    (*window)->run(screen);
    return 0;
}
