// What the tests of crypto/ share: published vectors as text, a source that gives what it is
// told to, and a folder that goes with the test.
#pragma once

#include <filesystem>
#include <stdlib.h>
#include <string>

#include <catch2/catch_test_macros.hpp>

#include "crypto/base/random.hpp"
#include "crypto/base/secret.hpp"

namespace soxa::tests::crypto_vector {

/// Bytes of a published vector; spaces are only for the eye.
inline Bytes vector(std::string text) {
    std::erase(text, ' ');
    const auto bytes = from_hex(text);
    REQUIRE(bytes);
    return *bytes;
}

inline Secret secret(std::string_view text) { return Secret(bytes_of(text)); }
inline std::string text(const Secret& secret) { return std::string(text_of(secret.reveal())); }

/// Gives these bytes, in order, and no more.
class ScriptedRandom final : public RandomSource {
public:
    explicit ScriptedRandom(Bytes bytes) : bytes_(std::move(bytes)) {}

    void fill(std::span<std::uint8_t> bytes) override {
        REQUIRE(used_ + bytes.size() <= bytes_.size());
        std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(used_), bytes.size(),
                    bytes.begin());
        used_ += bytes.size();
    }

private:
    Bytes bytes_;
    std::size_t used_ = 0;
};

class TestFolder {
public:
    TestFolder() {
        // In memory where there is such a place: thousands of syncs of a real disk take a minute.
        std::error_code code;
        const std::filesystem::path memory = "/dev/shm";
        const auto above = std::filesystem::is_directory(memory, code)
                               ? memory
                               : std::filesystem::temp_directory_path();
        std::string name = (above / "soxa-XXXXXX").string();
        REQUIRE(::mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    TestFolder(const TestFolder&) = delete;
    TestFolder& operator=(const TestFolder&) = delete;
    ~TestFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    [[nodiscard]] const std::filesystem::path& path() const { return path_; }
    [[nodiscard]] std::filesystem::path operator/(std::string_view name) const {
        return path_ / name;
    }

private:
    std::filesystem::path path_;
};

}  // namespace soxa::tests::crypto_vector
