#include "client/office/ticket.hpp"

#include "crypto/durable_file.hpp"

namespace soxa::office {

Result<exchange::Ticket> read_ticket(const std::filesystem::path& file) {
    TRY_LET(const Bytes content, crypto::read_file(file, exchange::ticket_bytes_max));
    return exchange::decode_ticket(content);
}

Result<void> check_local(const LocalPerson& person) {
    std::vector<Fault> faults;
    if (person.name.empty()) faults.push_back({"name", "TB-3.4", "account.name", {}});
    if (person.personal_id.size() != 12 ||
        person.personal_id.find_first_not_of("0123456789") != std::string::npos) {
        faults.push_back({"id", "DM-3.1", "account.id", {}});
    }
    if (person.unit_name.empty()) faults.push_back({"unit", "TB-2.2", "enrol.unit", {}});
    if (!faults.empty()) return refuse(std::move(faults));
    return {};
}

}  // namespace soxa::office
