#include "client/office/give_out.hpp"

#include "client/office/import.hpp"
#include "crypto/base/utf8.hpp"
#include "crypto/durable_file.hpp"

namespace soxa::office {

Result<GivenOut> give_out(Office& office, const std::filesystem::path& file,
                          const std::string& purpose) {
    std::error_code ignored;  // what cannot be looked at shows when it is written
    if (std::filesystem::exists(file, ignored)) {
        return fail(Errc::storage, "file.exists", {utf8(file.filename())});
    }
    GivenOut given;
    std::string text;
    TRY_LET(given.left_out, export_lines(office, {}, purpose, [&](const std::string& line) {
        text += line + "\n";
        given.files += 1;
    }));
    TRY(crypto::write_durably(file, bytes_of(text)));
    given.bytes = text.size();
    return given;
}

}  // namespace soxa::office
