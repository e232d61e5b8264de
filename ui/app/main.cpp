// soxa: the window.
#include <iostream>
#include <new>

#include <CLI/CLI.hpp>

#include "client/office/machine.hpp"
#include "client/office/preferences.hpp"
#include "crypto/base/utf8.hpp"
#include "ui/app/app_screen.hpp"
#include "ui/words/words.hpp"

namespace {

using namespace soxa;

int run(int count, char** words) {
    office::forget_environment();
    CLI::App app{"Sổ Xã: hồ sơ cán bộ, công chức, viên chức của xã, làm việc không cần mạng.\n"
                 "The commune's personnel book, without a connection.",
                 "soxa"};
    ui::WindowOptions options;
    std::string home_text;
    std::string language_text;
    std::string describe_to;
    int scale = 0;
    app.add_option("--home", home_text, "thư mục dữ liệu / data folder");
    app.add_option("--lang", language_text, "vi | en")->check(CLI::IsMember({"vi", "en"}));
    app.add_option("--scale", scale, "cỡ chữ phần trăm / size in percent")
        ->check(CLI::Range(100, 200));
    app.add_option("--width", options.width, "rộng, điểm ảnh / in pixels")
        ->check(CLI::Range(640, 7680));
    app.add_option("--height", options.height, "cao, điểm ảnh / in pixels")
        ->check(CLI::Range(400, 4320));
    app.add_flag("--gl", options.gl, "vẽ bằng OpenGL / draw by OpenGL");
    app.add_option("--describe-to", describe_to,
                   "ghi những gì trên màn hình thành chữ vào tệp này, cho trình đọc màn hình / keep "
                   "what is on the screen as text in this file, for a screen reader");
    app.set_version_flag("--version", "soxa 0.1.0");
    app.footer("Ví dụ / example:\n  soxa --scale 125");
    try {
        app.parse(count, words);
    } catch (const CLI::ParseError& error) {
        return app.exit(error, std::cout, std::cerr) == 0 ? 0 : static_cast<int>(Errc::usage);
    }
    office::Machine machine;
    const auto around = machine.surroundings(home_text.empty() ? office::default_home()
                                                               : path_of(home_text));
    const office::Preferences kept = office::preferences(around.home);
    std::optional<office::Language> language;
    if (!language_text.empty()) {
        language = language_text == "en" ? office::Language::english
                                         : office::Language::vietnamese;
    }
    options.title = "Sổ Xã";
    options.lock_after = std::chrono::minutes(kept.lock_minutes);
    options.describe_to = path_of(describe_to);
    options.appearance = {scale > 0 ? scale : kept.scale_percent,
                          kept.dark ? ui::Shade::dark : ui::Shade::light};
    auto window = ui::Window::open(options);
    if (!window) {
        std::cerr << ui::Words(language.value_or(kept.language)).say(window.error()) << '\n';
        return static_cast<int>(window.error().code);
    }
    ui::AppScreen screen(around, **window, language);
    (*window)->run(screen);
    return 0;
}

}  // namespace

int main(int count, char** words) {
    try {
        return run(count, words);
    } catch (const std::bad_alloc&) {
        std::cerr << "soxa: hết bộ nhớ; dữ liệu đã lưu vẫn an toàn. / out of memory; what was "
                     "saved is safe.\n";
        return static_cast<int>(Errc::storage);
    } catch (const std::exception& error) {
        std::cerr << "soxa: lỗi của chương trình, dữ liệu đã lưu vẫn an toàn; hãy báo lại / a "
                     "defect of ours, what was saved is safe; please report: "
                  << error.what() << '\n';
        return static_cast<int>(Errc::defect);
    }
}
