// The listener's certificate: made again when it does not name how the server is reached, or is
// near its end.
#pragma once

#include "sync/server/data_folder.hpp"

namespace soxa::server {

/// As PEM. Errc::invalid_input ("certificate.hosts") if a name cannot stand in a certificate.
[[nodiscard]] Result<std::string> server_certificate(Office& office, const DataFolder& folder,
                                                     const std::vector<std::string>& hosts);

}  // namespace soxa::server
