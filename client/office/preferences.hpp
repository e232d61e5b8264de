// How a person at this laptop likes the program to look and speak. Holds nothing about anybody.
#pragma once

#include <filesystem>

#include "client/office/words.hpp"

namespace soxa::office {

/// Nobody's screen stays open longer than this (RELIABILITY §3.2).
inline constexpr int lock_minutes_max = 5;

struct Preferences {
    int scale_percent = 100;
    bool dark = false;
    Language language = Language::vietnamese;
    int typing = 0;      ///< 0 off, 1 Telex, 2 VNI
    bool tone_new = false;  ///< hoà, not hòa
    /// Exchanges leave most of the line to others, and go on by themselves less often.
    /// Scans wait until somebody asks for them.
    bool low_bandwidth = false;
    /// Of the line, both ways, thousands and millions of bytes; 0: no cap.
    int day_kb_max = 0;
    int month_mb_max = 0;
    int lock_minutes = lock_minutes_max;  ///< without a key or a mouse movement

    friend bool operator==(const Preferences&, const Preferences&) = default;
};

/// Of the laptop whose folder this is; what cannot be read is as it is at the start.
[[nodiscard]] Preferences preferences(const std::filesystem::path& home);
[[nodiscard]] Result<void> save(const std::filesystem::path& home, const Preferences& wanted);

/// A text file that a person chose: a list to import. Errc::storage, Errc::invalid_input.
[[nodiscard]] Result<std::string> read_text(const std::filesystem::path& file,
                                            std::size_t bytes_max);

}  // namespace soxa::office
