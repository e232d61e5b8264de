// What the province has decided, or still has to, about files of this unit: somebody who does not
// look into every file must hear that a move came to nothing, or that a number is claimed (F4).
#pragma once

#include <string>
#include <vector>

#include "client/office/office.hpp"
#include "client/office/record_json.hpp"

namespace soxa::office {

struct Notice {
    enum class About {
        move_refused,   ///< by the province or the other unit: the file stays here
        move_expired,
        claim_open,     ///< another unit has this number; the province decides
        claim_lost,     ///< the other unit's file counts
        number_wrong,   ///< the number is another person's
        leaving_ahead,  ///< approved, and the day is to come: the file is worked on until then
        status_set,     ///< by the province, lately
        move_prepared,  ///< by a clerk: the head has to sign
        file_sent,      ///< another unit's: the head has to accept it
        file_came,      ///< accepted, and nobody has submitted it here
        restriction_set,      ///< as the head proposed it, lately
        restriction_refused,  ///< a head's proposal, lately
    };
    About about = About::move_refused;
    std::string uid;
    std::string full_name;
    std::string to;      ///< of a move: where it was to go, or comes from; else the day, as stored
    std::string reason;  ///< or the decision's basis; of a status its label
    std::uint64_t position = 0;  ///< in the log, of what says it; 0 while the province has not heard
};
[[nodiscard]] std::string_view name_of(Notice::About about);

/// Of files on which nothing has settled it since: another move, another number. A person hears of
/// his own file only.
[[nodiscard]] Result<std::vector<Notice>> notices(const Office& office);
/// {"about", "record_uid", "full_name", "to", "reason"} each.
[[nodiscard]] Json json_of(const std::vector<Notice>& notices);

}  // namespace soxa::office
