#include "sync/server/person_number.hpp"

#include <algorithm>

namespace soxa::server {

Result<std::optional<Identity>> person_of_number(Records& records, const Unit& unit,
                                                 const std::string& number) {
    TRY_LET(std::vector<Identity> all, records.identities().of_number(number));
    std::erase_if(all, [&](const Identity& one) { return one.stream != unit.stream; });
    if (std::ranges::find(all, false, &Identity::earlier) != all.end()) {
        std::erase_if(all, [](const Identity& one) { return one.earlier; });
    }
    if (all.empty()) return std::nullopt;
    if (all.size() > 1) {
        return fail(Errc::decision_needed, "person.several",
                    {number, hex(all[0].record.view()), hex(all[1].record.view())});
    }
    return all.front();
}

}  // namespace soxa::server
