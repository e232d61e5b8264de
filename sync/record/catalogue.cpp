#include "sync/record/catalogue.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "crypto/base/cbor.hpp"
#include "sync/record/code_list.hpp"
#include "sync/record/day.hpp"

namespace soxa::record {

namespace {

constexpr std::uint64_t encoding_version = 1;
constexpr std::size_t items_max = 20'000;
constexpr std::size_t text_bytes_max = 1'000;
constexpr std::size_t columns = 8;

bool goes_before(const Item& a, const Item& b) {
    return std::tie(a.code, a.valid_from) < std::tie(b.code, b.valid_from);
}

/// Lists whose codes are a standard that the national database uses too.
bool is_standard(std::string_view list) {
    constexpr std::array<std::string_view, 7> lists{"commune",  "country", "ethnicity", "gender",
                                                    "province", "rank",    "religion"};
    return std::find(lists.begin(), lists.end(), list) != lists.end();
}

Item item_from(const Code& code, std::string_view list) {
    Item item;
    item.code = code.code;
    item.label = code.label;
    item.valid_from = code.valid_from;
    item.valid_to = code.valid_to;
    item.parent = code.parent;
    item.note = code.note;
    if (list == "province_63") item.replaced_by = {std::string(code.parent)};
    if (is_standard(list)) item.national_code = code.code;
    return item;
}

void follow(const Catalogue& catalogue, std::string_view code, std::string_view day,
            std::set<std::string, std::less<>>& seen, std::vector<const Item*>& found) {
    if (!seen.emplace(code).second) return;
    const Item* const item = catalogue.item(code, day);
    if (item == nullptr) return;
    if (item->holds_on(day)) {
        found.push_back(item);
        return;
    }
    for (const std::string& next : item->replaced_by) follow(catalogue, next, day, seen, found);
}

std::string_view text(cbor::Reader& in) { return in.text(text_bytes_max); }

}  // namespace

const Item* Catalogue::item(std::string_view code, std::string_view day) const {
    const auto begin = std::lower_bound(
        items.begin(), items.end(), code,
        [](const Item& one, std::string_view sought) { return one.code < sought; });
    const Item* best = nullptr;
    for (auto at = begin; at != items.end() && at->code == code; ++at) {
        if (at->holds_on(day)) return &*at;
        if (best == nullptr || at->valid_from <= day) best = &*at;
    }
    return best;
}

std::vector<const Item*> Catalogue::in_force(std::string_view day) const {
    std::vector<const Item*> found;
    for (const Item& one : items) {
        if (one.holds_on(day)) found.push_back(&one);
    }
    return found;
}

Replacement replacement(const Catalogue& catalogue, std::string_view code, std::string_view day) {
    Replacement made;
    const Item* const item = catalogue.item(code, day);
    if (item == nullptr) return made;
    if (item->holds_on(day) || day < item->valid_from) {
        made.kind = Replacement::Kind::current;
        made.items = {item};
        return made;
    }
    std::set<std::string, std::less<>> seen;
    follow(catalogue, code, day, seen, made.items);
    made.kind = made.items.empty()       ? Replacement::Kind::ended
                : made.items.size() == 1 ? Replacement::Kind::one
                                         : Replacement::Kind::many;
    return made;
}

bool is_of_now(const Field& field) {
    return field.group.empty() && !field.id.starts_with("birth_place") &&
           !field.id.starts_with("home_town");
}

std::optional<Catalogue> built_in_catalogue(std::string_view name) {
    const CodeList* const list = find_code_list(name);
    if (list == nullptr) return std::nullopt;
    Catalogue catalogue;
    catalogue.name = name;
    catalogue.version = "0";
    catalogue.title = list->title_vi;
    catalogue.complete = list->open_digits == 0;
    for (const Code& code : list->codes) catalogue.items.push_back(item_from(code, name));
    std::stable_sort(catalogue.items.begin(), catalogue.items.end(), goes_before);
    return catalogue;
}

namespace {

/// What is left of an older item beside a newer one of its code: it ends where the newer begins.
/// Nothing where the newer one begins no later and has no end before it.
std::optional<Item> beside(const Item& old, const Item& newer) {
    const bool apart = (!old.valid_to.empty() && old.valid_to < newer.valid_from) ||
                       (!newer.valid_to.empty() && newer.valid_to < old.valid_from);
    if (apart) return old;
    const auto begins = read_day(newer.valid_from);
    if (!begins || newer.valid_from <= old.valid_from) return std::nullopt;
    Item left = old;
    left.valid_to = stored(*begins - std::chrono::days(1));
    return left;
}

}  // namespace

Catalogue overlaid(const Catalogue& base, const Catalogue& newer) {
    Catalogue made = newer;
    for (const Item& old : base.items) {
        std::optional<Item> left = old;
        for (const Item& one : newer.items) {
            if (left && one.code == old.code) left = beside(*left, one);
        }
        if (left) made.items.push_back(*std::move(left));
    }
    std::stable_sort(made.items.begin(), made.items.end(), goes_before);
    return made;
}

const Catalogue* Catalogues::find(std::string_view name) const {
    auto at = lists_.find(name);
    if (at == lists_.end()) at = lists_.emplace(name, built_in_catalogue(name)).first;
    return at->second ? &*at->second : nullptr;
}

void Catalogues::load(const Catalogue& newer) {
    const Catalogue* const base = find(newer.name);
    if (base != nullptr && base->version > newer.version) return;
    lists_.insert_or_assign(newer.name, base == nullptr ? newer : overlaid(*base, newer));
}

Bytes encode(const Catalogue& catalogue) {
    cbor::Writer out;
    out.array(6).number(encoding_version).text(catalogue.name).text(catalogue.version);
    out.text(catalogue.title).boolean(catalogue.complete).array(catalogue.items.size());
    for (const Item& item : catalogue.items) {
        out.array(columns).text(item.code).text(item.label).text(item.valid_from);
        out.text(item.valid_to).text(item.parent).array(item.replaced_by.size());
        for (const std::string& code : item.replaced_by) out.text(code);
        out.text(item.national_code).text(item.note);
    }
    return out.take();
}

std::optional<Catalogue> decode_catalogue(ByteView bytes) {
    cbor::Reader in(bytes);
    Catalogue catalogue;
    if (in.array(6) != 6 || in.number(encoding_version) != encoding_version) return std::nullopt;
    catalogue.name = text(in);
    catalogue.version = text(in);
    catalogue.title = text(in);
    catalogue.complete = in.boolean();
    const std::size_t count = in.array(items_max);
    for (std::size_t i = 0; i < count && !in.failed(); ++i) {
        if (in.array(columns) != columns) in.reject();
        Item item;
        item.code = text(in);
        item.label = text(in);
        item.valid_from = text(in);
        item.valid_to = text(in);
        item.parent = text(in);
        const std::size_t successors = in.array(items_max);
        for (std::size_t k = 0; k < successors && !in.failed(); ++k) {
            item.replaced_by.emplace_back(text(in));
        }
        item.national_code = text(in);
        item.note = text(in);
        catalogue.items.push_back(std::move(item));
    }
    if (!in.done()) return std::nullopt;
    // What no file would say is not taken from the wire either.
    const auto read = read_catalogue(write_catalogue(catalogue));
    if (!read || *read != catalogue) return std::nullopt;
    return catalogue;
}

}  // namespace soxa::record
