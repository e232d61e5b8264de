// A unit of one laptop for tests of the screens: a real office on a folder that goes away.
#pragma once

#include <filesystem>
#include <stdlib.h>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "client/office/accounts.hpp"
#include "client/office/enrol.hpp"
#include "client/office/enter.hpp"
#include "client/office/record_json.hpp"
#include "crypto/system_random.hpp"

namespace soxa::tests::ui_office {

class FixedClock final : public Clock {
public:
    [[nodiscard]] Timestamp now() const override {
        return *from_rfc3339("2026-11-22T03:00:00Z");
    }
};

/// The value, or the test ends here.
template <class T>
T good(Result<T> result) {
    if (!result) FAIL(result.error().text);
    return std::move(*result);
}
inline void good(const Result<void>& result) {
    if (!result) FAIL(result.error().text);
}

inline Secret secret(std::string_view text) { return Secret(bytes_of(text)); }

/// Its administrator is 034079000001, its clerk "lan", its head "thinh".
class Unit {
public:
    Unit() {
        std::string name = (std::filesystem::temp_directory_path() / "soxa-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        folder_ = name;
        good(office::enrol_local(around(), {"Lò Văn Quản", "034079000001", "Xã Tiền Hải"},
                                 secret("mật khẩu quản trị")));
        office::Office admin = log_in("034079000001", "mật khẩu quản trị");
        add(admin, "lan", "Lò Thị Lan", "034190000011", ledger::Role::clerk);
        add(admin, "thinh", "Nguyễn Văn Thịnh", "034075000012", ledger::Role::head);
    }
    ~Unit() { std::filesystem::remove_all(folder_); }
    Unit(const Unit&) = delete;
    Unit& operator=(const Unit&) = delete;

    [[nodiscard]] office::Surroundings around() { return {folder_, clock_, random_}; }
    [[nodiscard]] office::Office log_in(const std::string& login, const std::string& password) {
        return good(office::Office::log_in(around(), login, secret(password)));
    }
    /// "lan" or "thinh".
    [[nodiscard]] office::Office log_in(const std::string& login) {
        return log_in(login, "mật khẩu của " + login);
    }

private:
    void add(office::Office& admin, const std::string& login, const std::string& name,
             const std::string& number, ledger::Role role) {
        const Secret first = secret("mật khẩu của " + login);
        good(office::add_account(admin, {login, name, number, role, "12/QĐ-UBND 02/11/2026"},
                                 &first));
    }

    std::filesystem::path folder_;
    FixedClock clock_;
    crypto::SystemRandom random_;
};

/// The new file's uid.
inline std::string enter(office::Office& office, const std::string& json) {
    const office::Json file = good(office::parse_json(json));
    const ledger::Change change = good(office::change_of(file));
    const ledger::RecordId id = good(office::new_record(office, change));
    return ledger::record_uid(*good(office.store().record(id)));
}

inline void edit(office::Office& office, const std::string& uid,
                 const office::TypedEdit& typed) {
    const auto state = good(office.record(uid, ledger::Act::enter));
    (void)good(office::edit_record(office, state, good(office::change_of(state, typed))));
}

}  // namespace soxa::tests::ui_office
