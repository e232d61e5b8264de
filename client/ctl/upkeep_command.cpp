#include "client/ctl/console.hpp"
#include "client/office/passphrase.hpp"
#include "client/office/self_check.hpp"

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
    for (const office::SelfCheck& check : office::self_checks(office)) {
        const bool passed = check.outcome.has_value();
        const std::string said =
            passed ? "OK" : office::say(console.language(), check.outcome.error());
        good = good && passed;
        checks.push_back({{"code", check.code}, {"ok", passed}, {"text", said}});
        if (!console.json()) console.out(check.code + "\t" + said);
    }
    if (console.json()) console.out(checks);
    return good ? 0 : static_cast<int>(Errc::integrity);
}

/// Needs no account and no store: it is asked for before either is there.
Result<int> passphrase(Console& console, std::size_t words) {
    crypto::SystemRandom random;
    const std::string phrase = office::new_passphrase(random, words);
    const std::size_t bits = words * office::phrase_bits_per_word;
    if (console.json()) {
        console.out(Json{{"phrase", phrase}, {"words", words}, {"bits", bits}});
    } else {
        console.out(phrase);
    }
    console.tell("passphrase.told", {std::to_string(words), std::to_string(bits)});
    return 0;
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
    add_audit_show(commands, *audit);
    auto words = std::make_shared<std::size_t>(office::phrase_words_min);
    CLI::App* phrase = commands.add(commands.app, "passphrase",
                                    "gợi ý một mật khẩu dễ nhớ / make up a password",
                                    "soxactl passphrase");
    phrase->add_option("--words", *words, "số từ / how many words")
        ->check(CLI::Range(office::phrase_words_min, office::phrase_words_max));
    commands.act(phrase, [words](Console& console) { return passphrase(console, *words); });
    commands.act(commands.add(commands.app, "doctor", "tự kiểm tra / self-check",
                              "soxactl --as lan doctor"),
                 doctor);
}

}  // namespace soxa::ctl
