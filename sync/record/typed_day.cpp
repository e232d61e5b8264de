#include "sync/record/typed_day.hpp"

#include "sync/record/date_text.hpp"

namespace soxa::record {

std::string typed_day(std::string typed) {
    const auto date = read_date(typed);
    return date && date->day != 0 ? stored(*date) : typed;
}

}  // namespace soxa::record
