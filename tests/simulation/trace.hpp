// What a schedule did, a line a step; two runs of one seed give the same lines.
#pragma once

#include <string>
#include <vector>

#include "crypto/hash.hpp"

namespace soxa::simulation {

class Trace {
public:
    void line(std::string text);
    /// Added to the line that stands last.
    void also(const std::string& text);
    [[nodiscard]] const std::vector<std::string>& lines() const { return lines_; }
    [[nodiscard]] crypto::Digest digest() const;

private:
    std::vector<std::string> lines_;
};

}  // namespace soxa::simulation
