#include "client/office/office.hpp"

#include <algorithm>
#include <array>
#include <cassert>

#include "client/office/access.hpp"
#include "client/office/new_laptop.hpp"
#include "crypto/normal_form.hpp"
#include "sync/ledger/payload.hpp"
#include "sync/ledger/subject.hpp"
#include "sync/ledger/understood.hpp"

namespace soxa::office {

namespace {

using ledger::Kind;

// 32 characters that are not taken for each other on a printed slip: 50 bits a code.
constexpr std::string_view code_alphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
constexpr std::size_t code_characters = 10;

/// An account that a password has opened, and the store with it.
struct Opened {
    crypto::AccountKeys keys;
    crypto::Slot slot;
    Secret database_key;
    std::unique_ptr<store::Store> store;
    bool moved = false;  ///< from before the laptop joined its province
    bool by_code = false;
};

/// A one-time code as it may be typed: in small letters, without its dash, with spaces. Nothing
/// where this cannot be one.
std::optional<Secret> code_typed(const Secret& typed) {
    Bytes code;
    code.reserve(code_characters + 1);
    for (const std::uint8_t byte : typed.reveal()) {
        if (byte == ' ' || byte == '-') continue;
        const bool small = byte >= 'a' && byte <= 'z';
        const auto letter = static_cast<std::uint8_t>(small ? byte - 'a' + 'A' : byte);
        const bool fits = code_alphabet.find(static_cast<char>(letter)) != std::string_view::npos;
        if (!fits || code.size() > code_characters) return std::nullopt;
        if (code.size() == code_characters / 2) code.push_back('-');
        code.push_back(letter);
    }
    if (code.size() != code_characters + 1) return std::nullopt;
    return Secret(std::move(code));
}

/// After the laptop joined its province, an account that it had before is another there: its slot
/// is the earlier one until its owner's first login. True if these keys are now the new one's.
bool move_account(crypto::AccountKeys& keys, const store::Home& home) {
    if (!home.earlier) return false;
    const auto moved = home.earlier->accounts.find(keys.account);
    if (moved == home.earlier->accounts.end()) return false;
    keys.account = moved->second;
    return true;
}

bool answers_to(const ledger::AccountState& account, std::string_view login) {
    const auto typed = crypto::lower_nfc(login);
    return typed && (account.made.personal_id == *typed ||
                     (!account.made.login.empty() && account.made.login == *typed));
}

/// A slot is found by one byte of its login's hash, so one that opens may be another person's who
/// happens to have the same password: only the account itself says what it is called.
Result<Opened> open_account(const std::filesystem::path& home, const crypto::Keystore& keystore,
                            std::string_view login, const Secret& password) {
    Error why{Errc::not_allowed, "login.wrong", {}, {}};
    for (const crypto::Slot& slot : keystore.candidates(login)) {
        auto keys = crypto::open_slot(slot, password);
        if (!keys && keys.error().code == Errc::not_allowed) continue;
        if (!keys) return tl::make_unexpected(std::move(keys).error());
        auto database_key = keystore.database_key(*keys);
        if (!database_key && database_key.error().code == Errc::not_allowed) {
            why = std::move(database_key).error();
            continue;
        }
        if (!database_key) return tl::make_unexpected(std::move(database_key).error());
        TRY_LET(auto store, store::Store::open(home, *database_key));
        const bool moved = move_account(*keys, store->home());
        const ledger::AccountState* account = store->directory().account(keys->account);
        if (account == nullptr) {
            why.text = "login.unknown_account";
        } else if (answers_to(*account, login)) {
            return Opened{std::move(*keys), slot, std::move(*database_key), std::move(store),
                          moved, is_one_time_code(password)};
        }
    }
    return tl::make_unexpected(std::move(why));
}

/// What was typed counts as a password first: one may look like a code typed in haste.
Result<Opened> open_any(const std::filesystem::path& home, const crypto::Keystore& keystore,
                        std::string_view login, const Secret& password) {
    auto opened = open_account(home, keystore, login, password);
    const auto code = code_typed(password);
    const bool retry = !opened && opened.error().text == "login.wrong" && code &&
                       !std::ranges::equal(code->reveal(), password.reveal());
    if (retry) return open_account(home, keystore, login, *code);
    return opened;
}

Bytes payload_of(const Draft& draft, RandomSource& random) {
    if (draft.kind != Kind::edit) return draft.payload;
    ledger::EditPayload payload;
    if (!draft.record) payload.seed = random_id<ledger::Seed>(random);
    payload.values = draft.edit.values;
    return ledger::encode(payload);
}

std::vector<std::string> logins_of(const ledger::AccountState& account) {
    std::vector<std::string> logins{account.made.personal_id};
    if (!account.made.login.empty()) logins.push_back(account.made.login);
    return logins;
}

/// The account's slot under this password, a generation further.
Result<void> keep(crypto::Keystore& keystore, const crypto::AccountKeys& keys,
                  const Secret& password, const std::vector<std::string>& logins,
                  const Secret& database_key, RandomSource& random) {
    const crypto::Slot* old = keystore.find(keys.account);
    const std::uint64_t generation = old == nullptr ? 1 : old->generation + 1;
    TRY_LET(const crypto::Slot slot,
            crypto::make_slot(keys, generation, password, {}, logins, random));
    return keystore.put(slot, database_key, random);
}

/// What a person does, apart from what an account and a laptop say of themselves.
bool is_work(const Draft& draft) {
    return draft.kind != Kind::account_key && draft.kind != Kind::device_open &&
           draft.kind != Kind::slot_share;
}

/// Higher than the last and not to be foreseen: a copy of this laptop that also begins must not
/// come upon the same chain, be it the account's first here. Two openings of one chain have two
/// seeds, and the province could never take the second.
std::uint32_t next_epoch(std::uint32_t last, RandomSource& random) {
    const auto drawn = random_bytes(random, 2);
    return last + 1 + drawn[0] + 256U * drawn[1];
}

}  // namespace

std::string new_one_time_code(RandomSource& random) {
    std::string code;
    for (std::size_t i = 0; i < code_characters; ++i) {
        if (i == code_characters / 2) code.push_back('-');
        std::array<std::uint8_t, 1> byte{};
        random.fill(byte);
        code.push_back(code_alphabet[byte[0] % code_alphabet.size()]);
    }
    return code;
}

bool is_one_time_code(const Secret& password) {
    const std::string_view text = soxa::text_of(password.reveal());
    if (text.size() != code_characters + 1 || text[code_characters / 2] != '-') return false;
    return std::ranges::all_of(text, [](char c) {
        return c == '-' || code_alphabet.find(c) != std::string_view::npos;
    });
}

Result<void> check_password(const Secret& password) {
    if (is_one_time_code(password)) return fail(Errc::invalid_input, "password.is_code");
    if (crypto::password_characters(password) < password_characters_min) {
        return fail(Errc::invalid_input, "password.short",
                    {std::to_string(password_characters_min)});
    }
    // Numbers of people, telephones and days are what is tried first.
    const auto is_digit = [](std::uint8_t byte) { return byte >= '0' && byte <= '9'; };
    const auto is_space = [](std::uint8_t byte) { return byte == ' ' || byte == '-'; };
    const ByteView typed = password.reveal();
    const bool number = std::ranges::all_of(
        typed, [&](std::uint8_t byte) { return is_digit(byte) || is_space(byte); });
    if (number) return fail(Errc::invalid_input, "password.digits");
    std::array<bool, 256> there{};
    for (const std::uint8_t byte : typed) there[byte] = true;
    if (static_cast<std::size_t>(std::ranges::count(there, true)) < password_distinct_min) {
        return fail(Errc::invalid_input, "password.repeats");
    }
    return {};
}

Result<Office> Office::log_in(const Surroundings& around, std::string_view login,
                              const Secret& password, const Secret* new_password) {
    TRY_LET(crypto::FolderLock lock, crypto::FolderLock::take(around.home));
    TRY(finish_joining(around.home));
    TRY(nothing_lost(around.home));
    TRY_LET(crypto::Keystore keystore, crypto::Keystore::open(around.home));
    TRY_LET(Opened opened, open_any(around.home, keystore, login, password));
    if (new_password != nullptr) TRY(check_password(*new_password));
    if (opened.by_code && new_password == nullptr) {
        return fail(Errc::not_allowed, "login.code");
    }
    const ledger::AccountState& account = *opened.store->directory().account(opened.keys.account);
    if (account.revoked) return fail(Errc::not_allowed, "login.revoked");
    if (!opened.keys.signing || new_password != nullptr || opened.moved) {
        // The key is in the keystore before the ledger speaks of it: a power cut in between
        // leaves a key that is introduced at the next login.
        if (!opened.keys.signing) {
            // Both of the owner's own making: the administrator knew those of the invitation.
            opened.keys.signing = crypto::SoftwareSigner::generate(around.random);
            opened.keys.opening = crypto::SoftwareSigner::generate(around.random);
        }
        const Secret& kept = new_password != nullptr ? *new_password : password;
        TRY(keep(keystore, opened.keys, kept, logins_of(account), opened.database_key,
                 around.random));
        if (opened.moved) TRY(keystore.remove(opened.slot.account));
    }
    return begin(around, std::move(lock), std::move(keystore), std::move(opened.database_key),
                 std::move(opened.store), std::move(opened.keys));
}

Result<Office> Office::begin(const Surroundings& around, crypto::FolderLock lock,
                             crypto::Keystore keystore, Secret database_key,
                             std::unique_ptr<store::Store> store, crypto::AccountKeys keys) {
    Office office(around, std::move(lock), std::move(keystore), std::move(database_key),
                  std::move(store), std::move(keys));
    assert(office.keys_.signing);
    TRY(office.remember_latest());
    const bool known = office.account().key(office.keys_.signing->public_key()) != nullptr;
    const auto& invited = office.keys_.invitation;
    // An invitation that is spent introduces nobody: the code was used on another laptop.
    if (!known && invited && office.account().invitations.contains(invited->public_key())) {
        TRY(office.introduce_key());
    }
    return office;
}

const ledger::AccountState& Office::account() const {
    const ledger::AccountState* found = store_->directory().account(keys_.account);
    assert(found != nullptr);
    return *found;
}

Timestamp Office::known_now() const {
    return std::max(around_.clock.now(), store_->home().last_contact);
}

std::string Office::today() const { return iso_date(day_in_vietnam(known_now())); }

record::Lists Office::lists() const { return {&store_->rulebook().catalogues, today()}; }

Result<void> Office::remember_latest() {
    heard_then_ = store_->home().last_contact;
    TRY_LET(const auto waiting, store_->unreceipted());
    for (const exchange::Outgoing& one : waiting) {
        const ledger::Header& header = one.operation.header;
        const ledger::ChainState* const chain = store_->directory().chain(header.chain);
        const bool here = chain != nullptr && chain->open.device == store_->home().device;
        if (here) latest_said_ = std::max(latest_said_, header.at);
    }
    return {};
}

ledger::Days Office::access_days() const {
    const Timestamp vouched = store_->home().last_contact;
    // A clock that goes back opens nothing again that this laptop has seen end; what the province
    // says then does (DOMAIN §1.7).
    const bool heard_since = vouched != heard_then_;
    const Timestamp here =
        std::max(around_.clock.now(), heard_since ? Timestamp{} : latest_said_);
    const bool met = vouched != Timestamp{};
    return {iso_date(day_in_vietnam(met ? vouched : here)),
            iso_date(day_in_vietnam(std::max(vouched, here)))};
}

namespace {

/// The roles in a unit whose act it is, as words of the catalogue (words.hpp).
std::string entitled(ledger::Act act, ledger::Whose whose) {
    using ledger::Role;
    std::string roles;
    for (const Role role : {Role::clerk, Role::head, Role::admin, Role::viewer}) {
        if (!ledger::may(role, act, whose)) continue;
        roles += (roles.empty() ? "@role." : ",@role.") + std::string(name_of(role));
    }
    return roles.empty() ? "@role.province" : roles;
}

}  // namespace

Result<void> Office::may(ledger::Act act, ledger::Whose whose) const {
    const bool stands_in = act == ledger::Act::approve && whose == ledger::Whose::others &&
                           ledger::may_sign(store_->directory(), account(), access_days());
    if (!stands_in && !ledger::may(role(), act, whose)) {
        return fail(Errc::not_allowed, "act.not_entitled",
                    {"@role." + std::string(name_of(role())), entitled(act, whose)});
    }
    const ledger::AccountState& self = account();
    const bool over = !self.until.empty() && self.until < access_days().latest;
    const bool reading = act == ledger::Act::read_file || act == ledger::Act::read_list;
    if (!reading && laptop_revoked()) return fail(Errc::not_allowed, "laptop.revoked");
    if (self.revoked || ((self.restricted || over) && !reading)) {
        return fail(Errc::not_allowed, "act.restricted");
    }
    return {};
}

bool Office::laptop_revoked() const {
    std::error_code ignored;
    return std::filesystem::exists(around_.home / revoked_mark, ignored) ||
           store_->directory().device_revoked(store_->home().device).has_value();
}

ledger::Whose Office::whose(const ledger::RecordState& state) const {
    const std::string& number = account().made.personal_id;
    if (!ledger::may_be_subject(state, number)) return ledger::Whose::others;
    const auto operations = store_->operations_on(state.id);
    if (!operations) return ledger::Whose::others;
    std::vector<ledger::Entry> entries;
    for (const ledger::Stored& one : *operations) entries.push_back({&one.operation, one.standing});
    return ledger::is_subject(state, entries, number) ? ledger::Whose::own
                                                      : ledger::Whose::others;
}

Result<ledger::RecordState> Office::record(std::string_view uid, ledger::Act act) const {
    TRY_LET(const auto id, store_->record_named(uid));
    if (!id) return fail(Errc::invalid_input, "record.unknown");
    TRY_LET(auto state, store_->record(*id));
    if (!state) return fail(Errc::invalid_input, "record.unknown");
    const bool reading = act == ledger::Act::read_file;
    const ledger::Sight sight =
        reading ? sight_of(*this, *state) : working_sight_of(*this, *state);
    const bool shown = sight.reach != ledger::Sight::Reach::nothing;
    if (role() == ledger::Role::person && !shown) {
        return fail(Errc::invalid_input, "record.unknown");
    }
    // What a consent opens the role need not.
    if (!reading || !shown || account().revoked) TRY(may(act, whose(*state)));
    if (!reading && !sight.works()) return fail(Errc::not_allowed, "access.closed");
    return std::move(*state);
}

Result<void> Office::introduce_key() {
    ledger::AccountKey key{keys_.account, keys_.signing->public_key(),
                           keys_.opening.public_key(), keys_.invitation->public_key(), {}};
    TRY_LET(key.proof, keys_.invitation->sign("account-key/1", ledger::account_key_body(key)));
    Draft draft;
    draft.kind = Kind::account_key;
    draft.payload = ledger::encode(key);
    TRY(write({std::move(draft)}));
    return {};
}

Result<store::Written> Office::seal(ledger::ChainTail& tail, ledger::Header header,
                                    Bytes payload) {
    header.at = around_.clock.now();
    const bool too_large = header.cells.size() > ledger::cells_max ||
                           header.references.size() > ledger::references_max ||
                           payload.size() > ledger::payload_bytes_max;
    if (too_large) return fail(Errc::invalid_input, "edit.too_large");
    store::Written written{ledger::extend(tail, std::move(header), std::move(payload)), {}};
    if (written.operation.canonical.size() > ledger::header_bytes_max) {
        return fail(Errc::invalid_input, "edit.too_large");
    }
    // Saved is only what everybody can read: a document's number of a thousand letters is none.
    if (!ledger::understood(written.operation)) {
        return fail(Errc::invalid_input, "text.too_long",
                    {std::to_string(ledger::payload_line_bytes_max)});
    }
    TRY_LET(written.seal,
            keys_.signing->sign(exchange::seal_context, written.operation.id.view()));
    return written;
}

/// The account's chain on this laptop; opens one if there is none, or if what is there does not
/// end with the account's own signature: somebody else wrote under its tail (LEDGER rule 2).
Result<store::OwnChain> Office::chain(std::vector<store::Written>& written, ledger::Seed& seed) {
    TRY_LET(auto own, store_->own_chain(keys_.account, keys_.signing->public_key()));
    const bool good =
        own && crypto::verifies(keys_.signing->public_key(), exchange::seal_context,
                                own->tail.last->view(), own->last_seal);
    if (good) {
        seed = own->tail.seed;
        return std::move(*own);
    }
    TRY_LET(const std::uint32_t last,
            store_->last_epoch(keys_.account, keys_.signing->public_key()));
    store::OwnChain fresh;
    fresh.open = {store_->home().device, keys_.account, keys_.signing->public_key(),
                  next_epoch(last, around_.random)};
    fresh.tail.stream = store_->home().stream;
    fresh.tail.chain = ledger::chain_id(fresh.tail.stream, fresh.open);
    fresh.tail.seed = random_id<ledger::Seed>(around_.random);
    seed = fresh.tail.seed;
    ledger::Header header;
    header.kind = Kind::chain_open;
    header.references.push_back({keys_.account.bytes});
    TRY_LET(auto opened, seal(fresh.tail, std::move(header), ledger::encode(fresh.open)));
    written.push_back(std::move(opened));
    return fresh;
}

Result<std::vector<ledger::OperationId>> Office::write(std::vector<Draft> drafts,
                                                       const store::Home* home,
                                                       const BeforeSaving& before) {
    // What is entered under a key that the province did not accept would be held there: told now,
    // while it is still in the form.
    const ledger::KeyState* key = account().key(signing_key().public_key());
    const bool unheard = key == nullptr || key->refused;
    if (unheard && std::ranges::any_of(drafts, is_work)) {
        return fail(Errc::not_allowed, "act.key_refused");
    }
    std::vector<store::Written> written;
    ledger::Seed seed;
    TRY_LET(store::OwnChain own, chain(written, seed));
    const ledger::ChainState* known = store_->directory().chain(own.tail.chain);
    const std::uint64_t position = store_->log().size();
    if (position > (known == nullptr ? 0 : known->known_position)) {
        const ledger::Context context{store_->epoch(), position, store_->log().root()};
        ledger::Header header;
        header.kind = Kind::context;
        TRY_LET(auto one, seal(own.tail, std::move(header), ledger::encode(context)));
        written.push_back(std::move(one));
    }
    std::vector<ledger::OperationId> names;
    for (Draft& draft : drafts) {
        ledger::Header header;
        header.kind = draft.kind;
        header.record = draft.record;
        header.cells = draft.edit.cells;
        header.references = std::move(draft.references);
        TRY_LET(auto one,
                seal(own.tail, std::move(header), payload_of(draft, around_.random)));
        names.push_back(one.operation.id);
        written.push_back(std::move(one));
    }
    if (before) TRY(before(names));
    TRY(store_->append(written, seed, home));
    if (store_->home().last_contact != heard_then_) {
        heard_then_ = store_->home().last_contact;
        latest_said_ = {};
    }
    latest_said_ = std::max(latest_said_, around_.clock.now());
    return names;
}

Result<void> Office::set_password(const Secret& password) {
    TRY(check_password(password));
    return keep(keystore_, keys_, password, logins_of(account()), database_key_, around_.random);
}

}  // namespace soxa::office
