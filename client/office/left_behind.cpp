#include "client/office/left_behind.hpp"

#include "client/office/relayed.hpp"
#include "crypto/content_copy.hpp"
#include "crypto/durable_file.hpp"
#include "sync/exchange/bundle.hpp"

namespace soxa::office {

namespace {

namespace fs = std::filesystem;

constexpr const char* mark_name = "unsent";
constexpr std::string_view folders = "replaced-";
constexpr const char* scans_name = "attachments";

std::vector<fs::path> marked_in(const fs::path& home) {
    std::vector<fs::path> found;
    std::error_code stop;
    for (fs::directory_iterator at(home, stop), end; !stop && at != end; at.increment(stop)) {
        std::error_code ignored;
        const bool ours = at->path().filename().string().starts_with(folders);
        if (ours && fs::exists(at->path() / mark_name, ignored)) found.push_back(at->path());
    }
    std::ranges::sort(found);
    return found;
}

Result<void> take_from(Office& office, const fs::path& folder, LeftBehind& done) {
    auto old = store::Store::open(folder, office.database_key());
    if (!old) {
        done.closed = true;
        return {};
    }
    const store::Home& home = office.store().home();
    TRY_LET(const exchange::ToCarry carried,
            exchange::requests_to_carry(**old, home.stream, home.device));
    // Found by their content, they change nothing where nobody names them.
    TRY(crypto::copy_contents(folder / scans_name, office.around().home / scans_name));
    std::size_t known = 0;
    for (const exchange::Request& request : carried.requests) {
        TRY_LET(const Relayed relayed, take_relayed(office, request));
        done.taken += relayed.fresh;
        done.set_aside += relayed.set_aside;
        if (relayed.gap) break;
        ++known;
    }
    if (known < carried.requests.size()) {
        TRY_LET(const auto waiting, (*old)->unreceipted());
        for (const exchange::Outgoing& one : waiting) {
            TRY_LET(const bool here, office.store().has(one.operation.id));
            done.waiting += here ? 0 : 1;
        }
        return {};
    }
    std::error_code ignored;  // asked once more, it has nothing new
    fs::remove(folder / mark_name, ignored);
    return {};
}

}  // namespace

Result<void> mark_left_behind(const fs::path& folder) {
    return crypto::write_durably(folder / mark_name, {});
}

Result<LeftBehind> take_left_behind(Office& office) {
    LeftBehind done;
    for (const fs::path& folder : marked_in(office.around().home)) {
        // One that cannot be read keeps no other one back, and no exchange; its mark stays.
        if (!take_from(office, folder, done)) done.closed = true;
    }
    return done;
}

}  // namespace soxa::office
