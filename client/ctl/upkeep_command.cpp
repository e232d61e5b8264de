#include "client/ctl/console.hpp"

namespace soxa::ctl {

namespace {

Result<int> rebuild(Console& console) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string before, office.store().dump_views());
    TRY(office.store().rebuild());
    TRY_LET(const std::string after, office.store().dump_views());
    if (console.json()) console.out(Json{{"rebuilt", true}, {"changed", before != after}});
    console.tell(before == after ? "store.rebuilt" : "store.rebuilt_changed");
    return 0;
}

Result<int> verify(Console& console) {
    TRY_LET(office::Office office, console.office());
    TRY(office.store().verify());
    if (console.json()) {
        console.out(Json{{"verified", true}, {"log_size", office.store().log().size()}});
    }
    console.tell("audit.verified");
    return 0;
}

/// Short codes that can be read over the phone: one line a check, OK or the word of its failure.
Result<int> doctor(Console& console) {
    TRY_LET(office::Office office, console.office());
    Json checks = Json::array();
    bool good = true;
    const auto check = [&](const std::string& code, const Result<void>& outcome) {
        const std::string said =
            outcome ? "OK" : office::say(console.language(), outcome.error());
        good = good && outcome.has_value();
        checks.push_back({{"code", code}, {"ok", outcome.has_value()}, {"text", said}});
        if (!console.json()) console.out(code + "\t" + said);
    };
    const auto clock = [&]() -> Result<void> {
        const Timestamp now = office.around().clock.now();
        const Timestamp floor = office.store().home().last_contact;
        if (now + std::chrono::days(1) < floor) return fail(Errc::storage, "doctor.clock");
        return {};
    };
    check("D1", office.store().verify());
    check("D2", clock());
    check("D3", office.store().home().url.empty() ||
                        !office.store().home().device_certificate.empty()
                    ? Result<void>()
                    : fail(Errc::no_connection, "doctor.no_certificate"));
    if (console.json()) console.out(checks);
    return good ? 0 : static_cast<int>(Errc::integrity);
}

}  // namespace

void add_upkeep(const Commands& commands) {
    CLI::App* store = commands.add(commands.app, "store", "kho trên máy này / this laptop's store",
                                   "soxactl --as lan store rebuild");
    store->require_subcommand(1);
    commands.act(commands.add(*store, "rebuild", "dựng lại các bảng từ sổ / fold the views anew",
                              "soxactl --as lan store rebuild"),
                 rebuild);
    CLI::App* audit = commands.add(commands.app, "audit", "kiểm chứng / evidence",
                                   "soxactl --as lan audit verify");
    audit->require_subcommand(1);
    commands.act(commands.add(*audit, "verify", "kiểm tra toàn bộ sổ / check the whole ledger",
                              "soxactl --as lan audit verify"),
                 verify);
    commands.act(commands.add(commands.app, "doctor", "tự kiểm tra / self-check",
                              "soxactl --as lan doctor"),
                 doctor);
}

}  // namespace soxa::ctl
