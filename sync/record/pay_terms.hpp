// The numbers behind raises, as the decrees of a time set them (DOMAIN §3.7). A province's policy
// pack may carry others: the rules take them from here and know none themselves.
#pragma once

#include <cstdint>

namespace soxa::record {

struct PayTerms {
    int delay_reprimand_months = 3;      ///< khiển trách [R21]
    int delay_warning_months = 6;        ///< cảnh cáo
    int delay_demotion_months = 12;      ///< hạ bậc lương, giáng chức, cách chức
    int delay_failed_year_months = 6;    ///< không hoàn thành nhiệm vụ
    int early_months_max = 12;           ///< [R23]
    int early_share_max_percent = 10;    ///< of the headcount, each year [R23]
    int discipline_expiry_months = 12;   ///< [R30]
    std::int64_t over_scale_first = 50;  ///< tenths of a percent [R24]
    std::int64_t over_scale_yearly = 10;
    std::int64_t probation_share = 850;       ///< [R25]
    std::int64_t public_service_share = 250;  ///< [R26]

    friend bool operator==(const PayTerms&, const PayTerms&) = default;
};

}  // namespace soxa::record
