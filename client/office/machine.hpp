// The machine a program of the office runs on: its clock, its chance, where its data lies. For main
// alone; everything else is handed Surroundings. The operating system's part is in
// machine_posix.cpp and machine_windows.cpp.
#pragma once

#include <filesystem>

#include "client/office/office.hpp"
#include "crypto/system_clock.hpp"
#include "crypto/system_random.hpp"

namespace soxa::office {

class Machine {
public:
    /// Refers to this machine, which outlives whoever is given it.
    [[nodiscard]] Surroundings surroundings(std::filesystem::path home) {
        return {std::move(home), clock_, random_};
    }
    [[nodiscard]] const Clock& clock() const { return clock_; }

private:
    crypto::SystemClock clock_;
    crypto::SystemRandom random_;
};

/// The platform's folder for application data, with soxa's name.
[[nodiscard]] std::filesystem::path default_home();
/// Forgets variables by which others could change where we connect or what our libraries load, and
/// keeps this process's memory and files to its user.
void forget_environment();

}  // namespace soxa::office
