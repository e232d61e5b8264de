// soxactl: the client without a window. Everything the app can do to data, this can do.
#include <iostream>
#include <new>

#include "client/ctl/command_line.hpp"
#include "client/ctl/console.hpp"
#include "client/office/machine.hpp"

namespace {

using namespace soxa;

constexpr std::string_view version = "soxactl 0.1.0";

int run(int count, char** words) {
    office::forget_environment();
    CLI::App app{"Sổ Xã: hồ sơ cán bộ, công chức, viên chức của xã, làm việc không cần mạng. / "
                 "Sổ Xã: the commune's personnel book, without a connection.",
                 "soxactl"};
    ctl::Options options;
    ctl::read_ahead(count, words, options);
    app.add_option("--home", options.home, "thư mục dữ liệu / data folder");
    app.add_option("--as", options.login, "tài khoản hoặc số định danh / login or personal ID");
    app.add_flag("--json", options.json, "kết quả dạng JSON / results as JSON");
    app.add_option("--password-fd", options.password_fd,
                   "đọc mật khẩu từ bộ mô tả tệp / read the password from this descriptor");
    app.add_option("--new-password-fd", options.new_password_fd,
                   "mật khẩu được đặt / the password being set");
    app.add_option("--lang", options.language, "ngôn ngữ: vi, en / language: vi, en")->check(CLI::IsMember({"vi", "en"}));
    app.set_version_flag("--version", std::string(version), "in phiên bản / print the version");
    app.footer("Ví dụ / example:\n  soxactl --as lan record list");
    app.require_subcommand(1);
    ctl::Action chosen;
    const ctl::Commands commands{app, chosen};
    ctl::add_enrol(commands);
    ctl::add_accounts(commands);
    ctl::add_records(commands);
    ctl::add_approvals(commands);
    ctl::add_exchange(commands);
    ctl::add_links(commands);
    ctl::add_backups(commands);
    ctl::add_bundles(commands);
    ctl::add_conflicts(commands);
    ctl::add_errors(commands);
    ctl::add_transfers(commands);
    ctl::add_lists(commands);
    ctl::add_month(commands);
    ctl::add_catalogues(commands);
    add_packs(commands);
    ctl::add_attachments(commands);
    ctl::add_upkeep(commands);
    ctl::add_access(commands);
    ctl::add_later(commands);
    ctl::Console console(options);
    ctl::put_in_language(app, console.language());
    try {
        app.parse(count, words);
    } catch (const CLI::Success& asked) {
        return app.exit(asked);
    } catch (const CLI::ParseError& error) {
        console.tell_failure(ctl::usage_error(app, error));
        return static_cast<int>(Errc::usage);
    }
    if (!chosen) {
        std::cerr << app.help();
        return static_cast<int>(Errc::usage);
    }
    const Result<int> done = chosen(console);
    if (!done) {
        console.tell_failure(done.error());
        return static_cast<int>(done.error().code);
    }
    std::cout.flush();
    return std::cout ? *done : static_cast<int>(Errc::storage);
}

}  // namespace

int main(int count, char** words) {
    try {
        return run(count, words);
    } catch (const std::bad_alloc&) {
        std::cerr << "soxactl: hết bộ nhớ; dữ liệu đã lưu vẫn an toàn. Hãy đóng bớt chương trình "
                     "khác. / out of memory; what was saved is safe.\n";
        return static_cast<int>(Errc::storage);
    } catch (const std::exception& error) {
        std::cerr << "soxactl: lỗi của chương trình, dữ liệu đã lưu vẫn an toàn; hãy báo lại / a "
                     "defect of ours, what was saved is safe; please report: "
                  << error.what() << '\n';
        return static_cast<int>(Errc::defect);
    }
}
