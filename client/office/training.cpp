#include "client/office/training.hpp"

#include "client/office/accounts.hpp"
#include "client/office/enrol.hpp"
#include "client/office/import.hpp"

namespace soxa::office {

namespace {

constexpr std::string_view password = "tập sự không gửi đi đâu";
constexpr std::string_view admin = "001080000013";
// Stands once the unit is whole: what was cut before it is made anew.
constexpr const char* ready_mark = "ready";

/// Nobody: names and numbers are made up, numbers begin with a province code that has no such year.
constexpr std::string_view people = R"({"full_name":"Nguyễn Thị Tập","birth_date":"1985-03-15","personal_id":"001185000021","phone_mobile":"0900000001"}
{"full_name":"Trần Văn Thử","birth_date":"1979-11","personal_id":"001079000022"}
{"full_name":"Lò Thị Mẫu","birth_date":"1990-07-02","personal_id":"001190000023","phone_mobile":"0900000003"}
{"full_name":"Đặng Hoàng Nháp","birth_date":"1988-01-30","personal_id":"001088000024"}
{"full_name":"Ksor Bịa","birth_date":"1993-05-19","personal_id":"001093000025","phone_mobile":"0900000005"}
{"full_name":"Vàng A Ví","birth_date":"1982","personal_id":"001082000026"}
)";

Result<void> make(const Surroundings& training) {
    const Secret first(bytes_of(password));
    TRY(enrol_local(training, {"Quản Trị Tập Sự", std::string(admin), "Xã Tập Sự (bịa)"}, first));
    {
        TRY_LET(Office office, Office::log_in(training, admin, first));
        const auto add = [&](Trainee who, const char* name, const char* number,
                             ledger::Role role) -> Result<void> {
            TRY(add_account(office, {std::string(login_of(who)), name, number, role, "Tập sự"},
                            &first));
            return {};
        };
        TRY(add(Trainee::clerk, "Công Chức Tập Sự", "001190000011", ledger::Role::clerk));
        TRY(add(Trainee::head, "Thủ Trưởng Tập Sự", "001075000012", ledger::Role::head));
    }
    TRY_LET(Office clerk, Office::log_in(training, login_of(Trainee::clerk), first));
    TRY(import_lines(clerk, people, false, [](std::size_t, std::size_t) {}));
    return {};
}

}  // namespace

std::filesystem::path training_home(const std::filesystem::path& home) { return home / "training"; }

std::string_view login_of(Trainee who) { return who == Trainee::head ? "tap_ky" : "tap_nhap"; }

Secret training_password() { return Secret(bytes_of(password)); }

Result<void> make_training(const Surroundings& training, bool anew) {
    std::error_code failed;
    if (!anew && std::filesystem::exists(training.home / ready_mark, failed)) return {};
    std::filesystem::remove_all(training.home, failed);
    if (failed) return fail(Errc::storage, "file.write", {"training"});
    TRY(crypto::make_private_folder(training.home.parent_path()));
    TRY(make(training));
    return crypto::write_durably(training.home / ready_mark, {});
}

}  // namespace soxa::office
