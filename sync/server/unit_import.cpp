#include "sync/server/unit_import.hpp"

#include <algorithm>

#include "crypto/base/utf8.hpp"

namespace soxa::server {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

struct Line {
    std::size_t number = 1;
    std::vector<std::string> cells;
};

/// Quoted cells may hold commas, doubled quotes and line ends.
std::vector<Line> lines_of(std::string_view text) {
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    std::vector<Line> lines;
    Line line{1, {""}};
    bool quoted = false;
    std::size_t number = 1;
    const auto finish = [&] {
        if (line.cells.size() > 1 || !line.cells.front().empty()) lines.push_back(line);
        line = {number, {""}};
    };
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n') ++number;
        if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
            line.cells.back() += '"';
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (!quoted && c == ',') {
            line.cells.emplace_back();
        } else if (!quoted && c == '\n') {
            finish();
        } else if (quoted || c != '\r') {
            line.cells.back() += c;
        }
    }
    finish();
    return lines;
}

Fault fault_at(const Line& line, const Error& error) {
    return {std::to_string(line.number), "", error.text, error.args};
}

bool waits_for_parent(const Error& error) { return error.text == "unit.parent"; }

}  // namespace

Result<UnitsImported> import_units(Office& office, std::string_view list) {
    if (!is_utf8(list)) return fail(Errc::invalid_input, "unit.list_not_text");
    std::vector<Line> open = lines_of(list);
    if (!open.empty() && open.front().cells.front() == "code") open.erase(open.begin());
    UnitsImported imported;
    TRY(office.storage->transaction([&](Records& records) -> Result<void> {
        // Each round takes the lines whose parents are there by now.
        for (bool progress = true; progress && !open.empty();) {
            progress = false;
            std::vector<Line> waiting;
            std::vector<Fault> faults;
            for (const Line& line : open) {
                std::vector<std::string> cells = line.cells;
                const bool semicolons = cells.size() == 1 &&
                                        cells.front().find(';') != std::string::npos;
                const Error not_three{Errc::invalid_input,
                                      semicolons ? "unit.list_semicolons" : "unit.list_columns",
                                      {},
                                      {}};
                if (cells.size() < 2 || cells.size() > 3) {
                    faults.push_back(fault_at(line, not_three));
                    continue;
                }
                cells.resize(3);
                const auto added = add_unit(office, records, {cells[0], cells[1], cells[2]});
                if (added) {
                    progress = true;
                    ++(*added == UnitAdded::now ? imported.added : imported.there_before);
                } else if (waits_for_parent(added.error())) {
                    waiting.push_back(line);
                } else if (added.error().code == Errc::invalid_input) {
                    faults.push_back(fault_at(line, added.error()));
                } else {
                    return tl::make_unexpected(added.error());
                }
            }
            if (!faults.empty()) return refuse(std::move(faults));
            open = std::move(waiting);
        }
        if (open.empty()) return {};
        std::vector<Fault> faults;
        for (const Line& line : open) {
            faults.push_back(
                fault_at(line, {Errc::invalid_input, "unit.parent", {line.cells.back()}, {}}));
        }
        return refuse(std::move(faults));
    }));
    return imported;
}

}  // namespace soxa::server
