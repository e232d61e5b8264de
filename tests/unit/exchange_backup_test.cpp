// Backups of a laptop and of the province: made, found good by opening them, put back [TB-8.1].
#include <fstream>

#include "client/office/accounts.hpp"
#include "client/office/backup.hpp"
#include "sync/server/backup.hpp"
#include "tests/unit/exchange_world.hpp"

namespace soxa::tests::exchange_backup {

using namespace exchange_world;

namespace {

const Secret& password() {
    static const Secret kept = secret("mật khẩu quản trị");
    return kept;
}

template <class T>
std::string text(const Result<T>& result) {
    REQUIRE_FALSE(result);
    return result.error().text;
}

void write(const fs::path& file, ByteView content) {
    std::ofstream(file, std::ios::binary)
        .write(reinterpret_cast<const char*>(content.data()),
               static_cast<std::streamsize>(content.size()));
}

}  // namespace

TEST_CASE("backup: a laptop put back goes on in a new chain and loses nothing", "[backup]") {
    World world(411);
    office::Backup backup;
    std::size_t at_backup = 0;
    {
        office::Office laptop = world.laptop("a1");
        world.work(laptop, 2);
        good(world.sync(laptop));
        world.work(laptop, 3);  // not sent yet
        at_backup = good(laptop.store().waiting()).operations;
        backup = good(office::make_backup(laptop, world.stick)).backup;
        CHECK(backup.waiting == at_backup);
        // Sent, and more besides, on the chain that the backup does not know so far.
        good(world.sync(laptop));
        world.work(laptop, 2);
        good(world.sync(laptop));
    }
    const crypto::Digest before = world.root();
    CHECK(good(office::verify_backup(world.around("elsewhere"), backup.file, admin_id, password()))
              .device == backup.device);
    const auto restored =
        good(office::restore(world.around("b1"), backup.file, admin_id, password(), false));
    CHECK(restored.replaced.empty());
    office::Office laptop = world.open("b1");
    CHECK(hex(laptop.store().home().device.view()) == backup.device);
    CHECK(good(laptop.store().waiting()).operations == at_backup);
    // Written before it knows what happened after the backup.
    world.work(laptop, 2);
    good(world.sync(laptop));
    CHECK(good(laptop.store().waiting()).operations == 0);
    CHECK(laptop.store().log().root() == world.root());
    CHECK(world.root() != before);
    const auto entries = good(laptop.store().log_entries());
    CHECK(std::ranges::none_of(entries, [](const ledger::LogEntry& one) {
        return one.judgement == ledger::Judgement::forked;
    }));
    good(laptop.store().verify());
    // The one that the backup was made of, if it is still there, goes on as well.
    office::Office other = world.open("a1");
    world.work(other, 1);
    good(world.sync(other));
    good(world.sync(laptop));
    CHECK(good(laptop.store().dump_views()) == good(other.store().dump_views()));
}

TEST_CASE("backup: three generations are kept, and a bad one is told apart", "[backup]") {
    World world(412);
    office::Office laptop = world.laptop("a1");
    CHECK(office::backup_state(laptop.around()).due);
    CHECK(text(office::make_backup(laptop, {})) == "backup.where");
    std::vector<fs::path> made;
    for (int i = 0; i < 5; ++i) {
        world.province.clock.time += std::chrono::days(10);
        const auto one = good(office::make_backup(laptop, i == 0 ? world.stick : fs::path()));
        made.push_back(one.backup.file);
        CHECK(one.generations == static_cast<std::size_t>(std::min(i + 1, 3)));
    }
    CHECK_FALSE(fs::exists(made.at(0)));
    CHECK_FALSE(fs::exists(made.at(1)));
    CHECK_FALSE(office::backup_state(laptop.around()).due);
    world.province.clock.time += std::chrono::days(32);
    CHECK(office::backup_state(laptop.around()).due);

    const Bytes whole = good(crypto::read_file(made.at(4), 64 * 1024 * 1024));
    Bytes changed = whole;
    changed[changed.size() / 2] ^= 1U;
    write(made.at(3), changed);
    write(made.at(2), ByteView(whole).first(whole.size() / 3));
    const auto check = [&](const fs::path& file, const Secret& by) {
        return office::verify_backup(world.around("c1"), file, admin_id, by);
    };
    CHECK(text(check(made.at(3), password())) == "backup.damaged");
    CHECK(text(check(made.at(2), password())) == "backup.damaged");
    CHECK(text(check(made.at(4), secret("sai mật khẩu rồi"))) == "login.wrong");
    write(world.stick / "x.soxa-backup", bytes_of("không phải bản sao lưu"));
    CHECK(text(check(world.stick / "x.soxa-backup", password())) == "backup.foreign");
    CHECK(text(check(world.stick / "none.soxa-backup", password())) == "file.missing");
    CHECK(good(office::backups_in(world.stick)).size() == 4);
    good(check(made.at(4), password()));
    // Nothing of the attempts is left, and nothing was put anywhere.
    CHECK_FALSE(fs::exists(world.around("c1").home / "ledger.db"));
    CHECK_FALSE(fs::exists(world.around("c1").home / "checking"));
}

TEST_CASE("backup: a laptop in the folder is never written over", "[backup]") {
    World world(413);
    fs::path file;
    {
        office::Office laptop = world.laptop("a1");
        file = good(office::make_backup(laptop, world.stick / "mot.soxa-backup")).backup.file;
        world.work(laptop, 2);
    }
    const auto around = world.around("a1");
    CHECK(text(office::restore(around, file, admin_id, password(), false)) ==
          "restore.laptop_here");
    CHECK(text(office::restore(around, file, admin_id, secret("sai mật khẩu rồi"), true)) ==
          "login.wrong");
    CHECK(good(world.open("a1").store().list()).size() == 2);
    const auto restored = good(office::restore(around, file, admin_id, password(), true));
    CHECK(fs::exists(restored.replaced / "ledger.db"));
    // What was acknowledged and not sent goes over (I-2).
    CHECK(restored.left_behind.taken > 0);
    CHECK(restored.left_behind.waiting == 0);
    office::Office laptop = world.open("a1");
    CHECK(good(laptop.store().list()).size() == 2);
    good(world.sync(laptop));
    CHECK(good(laptop.store().waiting()).operations == 0);
    CHECK(laptop.store().log().root() == world.root());
}

TEST_CASE("backup: what the former book had not sent goes over once it can", "[backup]") {
    World world(417);
    const Secret word = secret("mật khẩu của lan");
    const auto lan = [&] {
        return good(office::Office::log_in(world.around("a1"), "lan", word));
    };
    const auto write = [&](office::Office& at, const ledger::RecordState* seen) {
        ledger::Change change;
        change.fields.emplace(record::find_field({}, "full_name")->tag,
                              std::string(seen == nullptr ? "Lò Thị Mai" : "Lò Thị Mây"));
        office::Draft draft;
        if (seen != nullptr) draft.record = seen->id;
        draft.edit = good(ledger::build_edit(seen, change));
        std::vector<office::Draft> drafts;
        drafts.push_back(std::move(draft));
        good(at.write(std::move(drafts)));
    };
    fs::path file;
    std::uint64_t before = 0;
    {
        office::Office admin = world.laptop("a1");
        office::NewAccount account;
        account.login = "lan";
        account.name = "Lò Thị Lan";
        account.personal_id = "034190000011";
        account.role = ledger::Role::clerk;
        account.basis = "12/QĐ-UBND 02/11/2026";
        good(office::add_account(admin, account, &word));
        good(world.sync(admin));
        file = good(office::make_backup(admin, world.stick / "mot.soxa-backup")).backup.file;
    }
    {
        office::Office laptop = lan();
        write(laptop, nullptr);
        good(world.sync(laptop));
        // On a file that the backup does not have.
        const auto state =
            good(laptop.store().record(good(laptop.store().list()).at(0).id)).value();
        write(laptop, &state);
        before = good(laptop.store().waiting()).operations;
        REQUIRE(before > 0);
    }

    const auto restored = good(office::restore(world.around("a1"), file, "lan", word, true));

    CHECK(restored.left_behind.taken == 0);
    CHECK(restored.left_behind.waiting == before);
    office::Office laptop = lan();
    CHECK(good(office::take_left_behind(laptop)).waiting == before);
    good(world.sync(laptop));
    CHECK(good(office::take_left_behind(laptop)).taken == before);
    CHECK(good(office::take_left_behind(laptop)).taken == 0);  // once
    good(world.sync(laptop));
    CHECK(good(laptop.store().waiting()).operations == 0);
    CHECK(laptop.store().log().root() == world.root());
    CHECK(good(laptop.store().list()).at(0).full_name == "Lò Thị Mây");
    good(laptop.store().verify());
}

TEST_CASE("backup: the province's is made while it works, verified and put back", "[backup]") {
    World world(414);
    office::Office laptop = world.laptop("a1");
    good(world.sync(laptop));
    const Secret phrase = secret("câu bí mật của tỉnh Hưng Yên");
    const auto made = good(server::make_backup(world.office, world.province.data, world.stick,
                                               &phrase));
    CHECK(made.logs.size() == 1);
    const crypto::Digest root = world.root();
    const server::DataFolder fresh{world.province.folder.path() / "fresh"};
    const auto put_back = [&](const server::DataFolder& to, const Secret* by, bool replace) {
        return server::restore_backup(to, made.backup.file, by, replace, world.province.clock,
                                      world.province.random);
    };
    CHECK(text(put_back(fresh, nullptr, false)) == "backup.no_password");
    const Secret wrong = secret("một câu khác hẳn");
    CHECK(text(put_back(fresh, &wrong, false)) == "backup.wrong_password");
    good(put_back(fresh, &phrase, false));
    auto again = good(server::open_province(fresh, world.province.clock, world.province.random));
    CHECK(good(server::verify_logs(again)).front().root == root);
    CHECK(text(put_back(fresh, &phrase, false)) == "restore.store_here");
    CHECK(fs::exists(good(put_back(fresh, &phrase, true)).replaced / "store.db"));

    // Without keys it opens where the keys are, and nowhere else.
    const auto bare = good(server::make_backup(world.office, world.province.data,
                                               world.stick / "tinh.soxad-backup", nullptr));
    good(server::verify_backup(world.province.data, bare.backup.file, nullptr,
                               world.province.clock, world.province.random));
    const server::DataFolder none{world.province.folder.path() / "none"};
    CHECK(text(server::verify_backup(none, bare.backup.file, nullptr, world.province.clock,
                                     world.province.random)) == "backup.no_keys");
    ServerProvince other(415);
    CHECK(text(server::verify_backup(other.data, bare.backup.file, nullptr, other.clock,
                                     other.random)) == "backup.other_keys");
    Bytes torn = good(crypto::read_file(bare.backup.file, 64 * 1024 * 1024));
    torn.resize(torn.size() - 4096);
    write(bare.backup.file, torn);
    CHECK(text(server::verify_backup(world.province.data, bare.backup.file, nullptr,
                                     world.province.clock, world.province.random)) ==
          "backup.damaged");
}

}  // namespace soxa::tests::exchange_backup
