// A province and laptops that are real offices, in one process: sticks are files, and a link is a
// function call.
#pragma once

#include <catch2/catch_test_macros.hpp>

#include "client/office/bundle.hpp"
#include "client/office/enrol.hpp"
#include "client/office/exchange_results.hpp"
#include "client/office/slots.hpp"
#include "sync/exchange/bundle.hpp"
#include "sync/exchange/compression.hpp"
#include "sync/server/bundle_answer.hpp"
#include "sync/server/bundle_intake.hpp"
#include "sync/server/enrol.hpp"
#include "sync/server/exchange_answer.hpp"
#include "sync/server/heal.hpp"
#include "tests/unit/server_province.hpp"

namespace soxa::tests::exchange_world {

namespace fs = std::filesystem;

inline constexpr std::size_t one_file = 48 * 1024 * 1024;
inline constexpr std::string_view admin_id = "034079000001";

inline Secret secret(std::string_view text) { return Secret(bytes_of(text)); }

template <class T>
T good(Result<T> result) {
    if (!result) FAIL(result.error().text);
    return std::move(*result);
}
inline void good(const Result<void>& result) {
    if (!result) FAIL(result.error().text);
}

/// A province with one unit, and laptops of it in folders beside.
struct World {
    explicit World(std::uint64_t seed) : province(seed), office(province.open()) {
        province.add_unit(office, "30001");
        stick = province.folder.path() / "stick";
        fs::create_directory(stick);
    }

    office::Surroundings around(const std::string& name) {
        return {province.folder.path() / name, province.clock, province.random};
    }
    office::Office laptop(const std::string& name) {
        good(office::enrol(around(name), province.ticket(office, "30001", std::string(admin_id)),
                           secret("mật khẩu quản trị")));
        return open(name);
    }
    office::Office open(const std::string& name) {
        return good(office::Office::log_in(around(name), admin_id, secret("mật khẩu quản trị")));
    }
    /// Something to send: files, each of about a kilobyte that compresses badly.
    void work(office::Office& at, std::size_t files = 1) {
        std::vector<office::Draft> drafts;
        for (std::size_t i = 0; i < files; ++i) {
            ledger::Change change;
            change.fields.emplace(record::find_field({}, "full_name")->tag,
                                  hex(random_bytes(province.random, 800)));
            office::Draft draft;
            draft.edit = good(ledger::build_edit(nullptr, change));
            drafts.push_back(std::move(draft));
        }
        good(at.write(std::move(drafts)));
    }
    Bytes out(office::Office& from) {
        const auto made = good(office::bundle_out(from, stick / "xa.bundle", {}));
        REQUIRE(made.files.size() == 1);
        return good(crypto::read_file(made.files.front(), exchange::bundle_bytes_max));
    }
    /// For another laptop of the unit.
    Bytes out_to(office::Office& from, const office::Office& to) {
        const auto made =
            good(office::bundle_out(from, stick / "may.bundle",
                                    {.laptop = hex(to.store().home().device.view())}));
        REQUIRE(made.files.size() == 1);
        return good(crypto::read_file(made.files.front(), exchange::bundle_bytes_max));
    }
    /// Until each has heard of the other.
    void meet(office::Office& one, office::Office& two) {
        for (office::Office* const each : {&one, &two, &one, &two}) good(sync(*each));
    }
    Result<server::BundleTaken> in(ByteView file) {
        return server::take_bundle(office, province.data, file);
    }
    Bytes answer(const office::Office& to) {
        const auto made = good(server::answer_by_bundle(
            office, hex(to.store().home().device.view()), one_file));
        REQUIRE(made.files.size() == 1);
        return made.files.front();
    }
    Result<office::BundleIn> take(office::Office& to, ByteView file) {
        good(crypto::write_durably(stick / "tinh.bundle", file));
        return office::bundle_in(to, stick / "tinh.bundle");
    }
    /// One exchange over a link without a network.
    Result<void> sync(office::Office& at) {
        const store::Home& home = at.store().home();
        if (home.device_certificate.empty()) {
            TRY_LET(const exchange::Enrolment claim, office::certificate_claim(home));
            TRY_LET(const Bytes certificate, server::enrol(office, claim));
            TRY(office::keep_certificate(at, certificate));
        }
        return talk(at, false);
    }
    /// As exchange_steps does it: a province that lost something is helped once.
    Result<void> talk(office::Office& at, bool healed) {
        const store::Home& home = at.store().home();
        exchange::LaptopSession session(at.store(), home.stream, home.device, home.province);
        if (!healed) session.ask_before_restart();
        while (!session.complete()) {
            TRY_LET(const Bytes request, session.request());
            const auto answered = server::answer_exchange(office, home.device_certificate,
                                                          exchange::compressed(request));
            const bool rewound = !answered && answered.error().text == "exchange.rewound";
            if (!answered && (healed || !rewound)) return tl::make_unexpected(answered.error());
            if (answered) {
                TRY_LET(const Bytes reply,
                        exchange::decompressed(*answered, exchange::message_bytes_max));
                TRY(session.take(reply));
            }
            if (!rewound && !session.restart_offered()) continue;
            TRY(heal(at));
            return talk(at, true);
        }
        return {};
    }
    Result<void> heal(office::Office& at) {
        const store::Home& home = at.store().home();
        exchange::HealingSession healing(at.store(), at.store(), home.stream, home.device,
                                         home.province.intake);
        while (!healing.complete()) {
            TRY_LET(const Bytes request, healing.request());
            TRY_LET(const Bytes agreed,
                    server::answer_healing(office, home.device_certificate,
                                           exchange::compressed(request)));
            TRY(healing.take(agreed));
        }
        return {};
    }
    crypto::Digest root() {
        crypto::Digest found;
        good(office.storage->transaction([&](server::Records& records) -> Result<void> {
            TRY_LET(const auto unit, server::required_unit(records, "30001"));
            found = unit.log.root();
            return {};
        }));
        return found;
    }

    ServerProvince province;
    server::Office office;
    fs::path stick;
};

}  // namespace soxa::tests::exchange_world
