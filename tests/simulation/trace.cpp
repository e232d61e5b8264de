#include "tests/simulation/trace.hpp"

namespace soxa::simulation {

void Trace::line(std::string text) { lines_.push_back(std::move(text)); }

void Trace::also(const std::string& text) {
    if (lines_.empty()) lines_.emplace_back();
    lines_.back() += " " + text;
}

crypto::Digest Trace::digest() const {
    std::string all;
    for (const std::string& one : lines_) all += one + "\n";
    return crypto::sha256(bytes_of(all));
}

}  // namespace soxa::simulation
