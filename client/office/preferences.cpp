#include "client/office/preferences.hpp"

#include <algorithm>

#include "client/office/record_json.hpp"
#include "crypto/durable_file.hpp"

namespace soxa::office {

namespace {

constexpr std::size_t file_bytes_max = 4096;
constexpr int cap_max = 1'000'000'000;

std::filesystem::path file_in(const std::filesystem::path& home) {
    return home / "preferences.json";
}

}  // namespace

Preferences preferences(const std::filesystem::path& home) {
    Preferences wanted;
    const auto content = crypto::read_file(file_in(home), file_bytes_max);
    const auto json = content ? parse_json(text_of(*content))
                              : Result<Json>(fail(Errc::invalid_input, "json.malformed"));
    if (!json) return wanted;
    const auto number = [&](const char* key, int otherwise) {
        const auto found = json->find(key);
        return found != json->end() && found->is_number_integer() ? found->get<int>() : otherwise;
    };
    wanted.scale_percent = std::clamp(number("scale_percent", 100), 100, 200);
    wanted.dark = number("dark", 0) == 1;
    wanted.language = number("english", 0) == 1 ? Language::english : Language::vietnamese;
    wanted.typing = std::clamp(number("typing", 0), 0, 2);
    wanted.tone_new = number("tone_new", 0) == 1;
    wanted.low_bandwidth = number("low_bandwidth", 0) == 1;
    wanted.day_kb_max = std::clamp(number("day_kb_max", 0), 0, cap_max);
    wanted.month_mb_max = std::clamp(number("month_mb_max", 0), 0, cap_max);
    wanted.lock_minutes = std::clamp(number("lock_minutes", lock_minutes_max), 1, lock_minutes_max);
    return wanted;
}

Result<void> save(const std::filesystem::path& home, const Preferences& wanted) {
    TRY(crypto::make_private_folder(home));
    const Json json{{"scale_percent", wanted.scale_percent},
                    {"dark", wanted.dark ? 1 : 0},
                    {"english", wanted.language == Language::english ? 1 : 0},
                    {"typing", wanted.typing},
                    {"tone_new", wanted.tone_new ? 1 : 0},
                    {"low_bandwidth", wanted.low_bandwidth ? 1 : 0},
                    {"day_kb_max", wanted.day_kb_max},
                    {"month_mb_max", wanted.month_mb_max},
                    {"lock_minutes", wanted.lock_minutes}};
    const std::string text = json.dump() + "\n";
    return crypto::write_durably(file_in(home), bytes_of(text));
}

Result<std::string> read_text(const std::filesystem::path& file, std::size_t bytes_max) {
    TRY_LET(const Bytes content, crypto::read_file(file, bytes_max));
    return std::string(text_of(content));
}

}  // namespace soxa::office
