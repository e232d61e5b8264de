// What spreadsheets and old fonts did to a list, as it can be seen in the values: text typed in
// TCVN3 or VNI fonts, and numbers whose leading zero a cell took away. What it was is proposed line
// by line and taken only where somebody says so: a name of the highlands may look like an old font.
#pragma once

#include <string>
#include <vector>

#include "client/office/record_json.hpp"

namespace soxa::office {

struct Repair {
    enum class Why { old_font, lost_zero };
    std::string field;  ///< as faults name it: "full_name", "education/1.school"
    Why why = Why::old_font;
    std::string value;
    std::string proposed;
};

/// Of a file as JSON says it. With `take` the proposed values stand in it afterwards.
[[nodiscard]] std::vector<Repair> repairs_of(Json& file, bool take);

}  // namespace soxa::office
