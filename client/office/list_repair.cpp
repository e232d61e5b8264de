#include "client/office/list_repair.hpp"

#include <algorithm>
#include <optional>

#include "crypto/base/utf8.hpp"
#include "sync/record/legacy_text.hpp"

namespace soxa::office {

namespace {

bool all_digits(std::string_view text) {
    return !text.empty() &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// Personal numbers have 12 digits, mobile numbers 10 (DOMAIN §3.1, 3.5); a cell of numbers shows
/// one less where the first is 0.
bool lost_zero(const record::Field& field, std::string_view text) {
    constexpr std::size_t personal_digits = 12;
    constexpr std::size_t mobile_digits = 10;
    if (!all_digits(text) || text.front() == '0') return false;
    if (field.id == "personal_id") return text.size() == personal_digits - 1;
    return field.type == record::Type::phone && text.size() == mobile_digits - 1;
}

std::optional<Repair> repair_of(const record::Field& field, const Json& json) {
    const bool number = json.is_number_integer();
    if (!json.is_string() && !number) return std::nullopt;
    const std::string value = number ? json.dump() : json.get<std::string>();
    if (lost_zero(field, value)) {
        return Repair{{}, Repair::Why::lost_zero, value, "0" + value};
    }
    const bool text = field.type == record::Type::text || field.type == record::Type::long_text ||
                      field.type == record::Type::code;
    if (number || !text || !is_utf8(value)) return std::nullopt;
    const auto legacy = record::legacy_text(value);
    if (!legacy) return std::nullopt;
    return Repair{{}, Repair::Why::old_font, value, legacy->converted};
}

void look(Json& object, std::string_view group, const std::string& before, bool take,
          std::vector<Repair>& found) {
    for (auto& [key, value] : object.items()) {
        const record::Field* const field = record::find_field(group, key);
        if (field == nullptr) continue;
        auto repair = repair_of(*field, value);
        if (!repair) continue;
        repair->field = before + key;
        if (take) value = repair->proposed;
        found.push_back(*std::move(repair));
    }
}

}  // namespace

std::vector<Repair> repairs_of(Json& file, bool take) {
    std::vector<Repair> found;
    if (!file.is_object()) return found;
    look(file, "", "", take, found);
    for (const record::Group& group : record::groups()) {
        const auto rows = file.find(group.id);
        if (rows == file.end() || !rows->is_array()) continue;
        for (std::size_t i = 0; i < rows->size(); ++i) {
            if (!(*rows)[i].is_object()) continue;
            const std::string before =
                std::string(group.id) + "/" + std::to_string(i + 1) + ".";
            look((*rows)[i], group.id, before, take, found);
        }
    }
    return found;
}

}  // namespace soxa::office
