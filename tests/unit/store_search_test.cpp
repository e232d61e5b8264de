// A search by name touches what it finds: counted in rows, not in milliseconds, which
// tests/bench/store_search.cpp measures.
#include <catch2/catch_test_macros.hpp>

#include "client/store/migrations.hpp"
#include "client/store/name_index.hpp"
#include "client/store/record_view.hpp"
#include "sync/record/search_text.hpp"
#include "sync/record/text.hpp"
#include "tests/unit/store_fixture.hpp"

namespace soxa::tests::store_unit::search {

namespace {

constexpr std::size_t files = 3'000;

ledger::RecordId record_of(std::size_t number) {
    ledger::RecordId id;
    id.bytes[0] = static_cast<std::uint8_t>(number >> 8U);
    id.bytes[1] = static_cast<std::uint8_t>(number);
    return id;
}

/// Every third file is a Nguyễn, one in a hundred a Hoà.
std::string name_of(std::size_t number) {
    const std::string family = number % 3 == 0 ? "Nguyễn" : number % 3 == 1 ? "Trần" : "Đỗ";
    return family + " Thị " + (number % 100 == 7 ? "Hoà" : "Mai") + " " +
           static_cast<char>('A' + number % 26);
}

struct Filled {
    sqlcipher::Database database = [] {
        auto made = good(sqlcipher::Database::open_in_memory());
        good(made.migrate(store::migrations()));
        return made;
    }();
    store::NameIndex names{database};
    store::RecordView records{database};

    Filled() {
        auto transaction = good(sqlcipher::Transaction::begin(database));
        auto put = database.prepare(
            "INSERT INTO record_view VALUES (?1, 'u', ?2, ?3, ?4, ?5, 'draft', 0, 0, x'', 0)");
        for (std::size_t i = 0; i < files; ++i) {
            const std::string name = name_of(i);
            const std::string number = std::to_string(34'000'000'000 + i * 7);
            good(put.bind(1, record_of(i).view())
                     .bind(2, "0" + number)
                     .bind(3, name)
                     .bind(4, bytes_of(record::name_sort_key(name)))
                     .bind(5, record::search_key(name))
                     .run());
            good(names.put(record_of(i), record::search_key(name)));
        }
        good(transaction.commit());
    }
};

}  // namespace

TEST_CASE("search: looks at what has the rarest word, and scans no table", "[store]") {
    Filled here;
    const std::int64_t before = here.database.rows_scanned();
    const auto words = store::name_words(record::search_key("Nguyễn Thị Hoà"));
    const auto among = good(here.names.with_rarest(words));
    CHECK(among.size() == files / 100);
    const auto found = good(here.records.named_so(among, record::search_keys("nguyen hoa")));
    CHECK(found.size() == files / 300);
    for (const store::RecordLine& line : found) CHECK(line.full_name.starts_with("Nguyễn"));
    CHECK(good(here.records.with_number("034000000")).size() == 143);
    CHECK(good(here.names.with_rarest(std::vector<std::string>{"nobody"})).empty());
    CHECK(good(here.names.with_rarest({})).empty());
    CHECK(here.database.rows_scanned() == before);
}

TEST_CASE("search: the count of a common word stops at its bound", "[store]") {
    Filled here;
    const auto among = good(here.names.with_rarest(std::vector<std::string>{"thi"}));
    CHECK(among.size() == files);
    good(here.names.remove(record_of(0)));
    CHECK(good(here.names.with_rarest(std::vector<std::string>{"thi"})).size() == files - 1);
}

TEST_CASE("search: the words of a name are where a typed word may begin", "[store]") {
    CHECK(store::name_words("h'hen nie / y moan") ==
          std::vector<std::string>{"h", "hen", "nie", "y", "moan"});
    CHECK(store::name_words(" - ").empty());
}

TEST_CASE("search: a name is found as it is meant, however it was typed", "[store]") {
    Unit unit(51);
    Laptop& laptop = unit.add_laptop();
    Person& admin = unit.add_admin(laptop);
    Person& clerk = unit.add_person(laptop, admin, ledger::Role::clerk);
    auto& store = *laptop.store;
    const auto hoa = unit.create(laptop, clerk,
                                      change_of({{"full_name", "Nguyễn Thị Hoà"}}));
    const auto ly = unit.create(laptop, clerk,
                                     change_of({{"full_name", "Đỗ Văn Lý"}}));
    const auto hen = unit.create(laptop, clerk,
                                      change_of({{"full_name", "H’Hen Niê"}}));
    const auto found = [&](std::string_view text) {
        std::vector<ledger::RecordId> ids;
        for (const auto& line : good(store.find(text))) ids.push_back(line.id);
        return ids;
    };
    for (const std::string_view typed :
         {"nguyen thi hoa", "NGUYỄN THỊ HÒA", "hoa nguyen", "nguyeenx thij hoaf",
          "nguye6n4 thi5 hoa2", "  hoà  ", "Hòa ngu"}) {
        CAPTURE(typed);
        CHECK(found(typed) == std::vector{hoa});
    }
    for (const std::string_view typed : {"do van ly", "đỗ li", "ddoox vawn lys", "do lyx"}) {
        CAPTURE(typed);
        CHECK(found(typed) == std::vector{ly});
    }
    CHECK(found("hen") == std::vector{hen});
    CHECK(found("h'hen") == std::vector{hen});
    CHECK(found("guyen").empty());  // inside a word
    CHECK(found("nguyen van").empty());

    unit.edit(laptop, clerk, hoa, change_of({{"full_name", "Nguyễn Thị Huệ"}}));
    CHECK(found("hoa").empty());
    CHECK(found("hue") == std::vector{hoa});
}

}  // namespace soxa::tests::store_unit::search
