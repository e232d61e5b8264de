// A month of an official's acts in one login, for the tests and measurements of the link: a process
// an act would take longer than all of them.
//
//   office_work HOME LOGIN < lines      the password, then one act a line:
//     {"act": "edit", "uid": …, "set": ["field=value" …], "add": ["group={…}" …]}
//     {"act": "submit", "uid": …, "reason": …}
//     {"act": "parts", "folder": …}     what waits to be sent, as messages before compression, a file each
//
// Prints how many acts were done; stops at the first that fails.
#include <filesystem>
#include <fstream>
#include <iostream>

#include "client/office/enter.hpp"
#include "client/office/record_json.hpp"
#include "client/office/submission.hpp"
#include "crypto/system_clock.hpp"
#include "crypto/system_random.hpp"

namespace {

using namespace soxa;

constexpr std::size_t part_weight = 64 * 1024;

std::vector<std::string> texts(const office::Json& line, const char* key) {
    return line.contains(key) ? line[key].get<std::vector<std::string>>()
                              : std::vector<std::string>{};
}

Result<void> edit(office::Office& office, const office::Json& line) {
    TRY_LET(const auto state, office.record(line["uid"].get<std::string>(), ledger::Act::enter));
    TRY_LET(const ledger::Change change,
            office::change_of(state, {texts(line, "set"), texts(line, "add"), {}, {}}));
    TRY(office::edit_record(office, state, change));
    return {};
}

Result<void> submit(office::Office& office, const office::Json& line) {
    TRY_LET(const auto state, office.record(line["uid"].get<std::string>(), ledger::Act::submit));
    TRY(office::submit(office, state, line["reason"].get<std::string>()));
    return {};
}

Result<void> parts(office::Office& office, const std::filesystem::path& folder) {
    const store::Home& home = office.store().home();
    exchange::LaptopSession session(office.store(), home.stream, home.device, home.province);
    TRY(session.open(false));
    for (std::size_t number = 0;; ++number) {
        TRY_LET(const auto part, session.next_part(part_weight));
        if (!part) return {};
        std::ofstream out(folder / (std::to_string(number) + ".part"), std::ios::binary);
        out << text_of(*part);
    }
}

Result<void> act(office::Office& office, const std::string& text) {
    TRY_LET(const office::Json line, office::parse_json(text));
    const auto what = line["act"].get<std::string>();
    if (what == "edit") return edit(office, line);
    if (what == "submit") return submit(office, line);
    if (what == "parts") return parts(office, line["folder"].get<std::string>());
    return fail(Errc::usage, what);
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) return static_cast<int>(Errc::usage);
    const crypto::SystemClock clock;
    crypto::SystemRandom random;
    std::string password;
    std::getline(std::cin, password);
    auto office = office::Office::log_in({words[1], clock, random}, words[2],
                                         Secret(bytes_of(password)));
    if (!office) {
        std::cerr << office.error().text << "\n";
        return static_cast<int>(office.error().code);
    }
    std::size_t done = 0;
    for (std::string line; std::getline(std::cin, line); ++done) {
        if (const auto acted = act(*office, line); !acted) {
            std::cerr << line << ": " << acted.error().text << "\n";
            for (const Fault& fault : acted.error().faults) {
                std::cerr << fault.field << " " << fault.rule << " " << fault.text << "\n";
            }
            return static_cast<int>(acted.error().code);
        }
    }
    std::cout << done << "\n";
    return 0;
}
