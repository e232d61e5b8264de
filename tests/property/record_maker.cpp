#include "tests/property/record_maker.hpp"

#include <array>
#include <string>

#include "sync/record/code_list.hpp"

namespace soxa::tests {

using namespace record;

namespace {

class Maker {
public:
    explicit Maker(std::mt19937_64& random) : random_(random) {}

    Document make() {
        Document document;
        const Manner manner{below(4) == 0, below(2) == 0};
        for (const Field& field : fields()) {
            if (!field.writable || !field.group.empty() || left_out(field, manner)) continue;
            put(document.fields, field, manner);
        }
        for (const Group& group : groups()) rows(document, group, manner);
        return document;
    }

private:
    /// Of four files one is whole and has no planted fault; of the others half have few.
    struct Manner {
        bool whole = false;
        bool few = false;
    };

    std::uint64_t below(std::uint64_t bound) { return random_() % bound; }

    bool left_out(const Field& field, const Manner& manner) {
        if (manner.whole) return field.required == Required::no && below(10) == 0;
        return below(manner.few ? 200 : 10) == 0;
    }

    void rows(Document& document, const Group& group, const Manner& manner) {
        const bool one_row = manner.whole || manner.few;
        for (std::uint64_t i = one_row ? 1 : below(4); i > 0; --i) {
            Row row;
            row.id.index = static_cast<std::uint32_t>(i);
            for (const Field& field : fields()) {
                if (!field.writable || field.group != group.id) continue;
                if (!one_row && below(6) == 0) continue;
                put(row.columns, field, manner);
            }
            if (!row.columns.empty()) document.groups[group.tag].push_back(std::move(row));
        }
    }

    void put(std::map<Tag, Value>& to, const Field& field, const Manner& manner) {
        const bool wrong = !manner.whole && below(manner.few ? 150 : 12) == 0;
        const std::string typed = wrong ? other(field) : std::string(field.example);
        if (auto value = parse(field, typed)) to.insert_or_assign(field.tag, *std::move(value));
    }

    std::string digits(std::size_t count) {
        std::string made;
        for (std::size_t i = 0; i < count; ++i) made += static_cast<char>('0' + below(10));
        return made;
    }

    std::string date() {
        return std::to_string(1890 + below(150)) + "-" + two(1 + below(12)) + "-" +
               two(1 + below(28));
    }
    static std::string two(std::uint64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); }

    std::string text() {
        constexpr std::array<std::string_view, 12> texts{"MẬT",           "mật khẩu: 123",
                                                         "NguyÔn V¨n",    "Nguyễn Văn 2",
                                                         "H’Hen Niê",     "a",
                                                         "x@y",           "lan@tienhai.gov.vn",
                                                         "Rơ\u0306 Châm", "13/12",
                                                         "Không",         "CB4343410001234"};
        return std::string(texts[below(texts.size())]);
    }

    /// Of the field's type, and right only by chance.
    std::string other(const Field& field) {
        switch (field.type) {
            case Type::date:
                return date();
            case Type::partial_date:
                return below(2) == 0 ? date() : date().substr(0, 4);
            case Type::year_month:
                return date().substr(0, 7);
            case Type::year:
                return date().substr(0, 4);
            case Type::integer:
                return std::to_string(below(300));
            case Type::decimal1:
            case Type::decimal2:
            case Type::percent:
                return std::to_string(below(20)) + "." + digits(1);
            case Type::money:
                return digits(7);
            case Type::digits:
            case Type::phone:
                return digits(1 + below(15));
            case Type::code:
            case Type::codes: {
                const CodeList* const list = find_code_list(field.catalogue);
                return std::string(list->codes[below(list->codes.size())].code);
            }
            case Type::boolean:
                return below(2) == 0 ? "có" : "không";
            case Type::unit:
                return below(2) == 0 ? "000.00.55.H31" : "H3";
            case Type::file:
                return std::string(64, 'b');
            case Type::text:
            case Type::long_text:
            case Type::texts:
                return text();
        }
        return {};
    }

    std::mt19937_64& random_;
};

}  // namespace

Document made_record(std::mt19937_64& random) { return Maker(random).make(); }

}  // namespace soxa::tests
