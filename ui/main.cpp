// soxa: the window.
#include <iostream>
#include <new>

#include <CLI/CLI.hpp>

#include "ui/try_screen.hpp"

namespace {

using namespace soxa;

int run(int count, char** words) {
    CLI::App app{"Sổ Xã: hồ sơ cán bộ, công chức, viên chức của xã.", "soxa"};
    ui::WindowOptions options;
    std::string describe_to;
    options.title = "Sổ Xã";
    app.add_flag("--gl", options.gl, "vẽ bằng OpenGL / draw by OpenGL");
    app.add_option("--describe-to", describe_to,
                   "ghi những gì trên màn hình thành chữ vào tệp này, cho trình đọc màn hình / keep "
                   "what is on the screen as text in this file, for a screen reader");
    app.set_version_flag("--version", "soxa 0.1.0");
    try {
        app.parse(count, words);
    } catch (const CLI::ParseError& error) {
        return app.exit(error, std::cout, std::cerr) == 0 ? 0 : static_cast<int>(Errc::usage);
    }
    options.describe_to = describe_to;
    auto window = ui::Window::open(options);
    if (!window) {
        std::cerr << window.error().text << '\n';
        return static_cast<int>(window.error().code);
    }
    ui::TryScreen screen(**window);
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
    }
}
