// What is on the screen, kept in a file that a screen reader or the support looks at: written when
// it changes, whole or not at all. Only the person who starts the program can ask for it
// (soxa --describe-to).
#pragma once

#include <filesystem>
#include <string>

#include "ui/described/described.hpp"

namespace soxa::ui {

class DescribedFile {
public:
    /// An empty path: nothing is ever written.
    explicit DescribedFile(std::filesystem::path path) : path_(std::move(path)) {}
    /// A file that cannot be written is tried again with the next change.
    void show(const Description& description);
    /// Nothing is left behind.
    ~DescribedFile();
    DescribedFile(const DescribedFile&) = delete;
    DescribedFile& operator=(const DescribedFile&) = delete;

private:
    std::filesystem::path path_;
    std::string shown_;
};

}  // namespace soxa::ui
