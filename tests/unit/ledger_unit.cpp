#include "tests/unit/ledger_unit.hpp"

#include <catch2/catch_test_macros.hpp>

namespace soxa::tests {

using namespace ledger;

namespace {

constexpr StreamId stream = 7;

crypto::SoftwareSigner copy_of_key(const crypto::SoftwareSigner& key) {
    return std::move(*crypto::SoftwareSigner::from_private(key.private_key()));
}

}  // namespace

Unit::Unit() : province_(with_key(AccountId{}, crypto::SoftwareSigner::generate(random_))) {
    province_ = with_key(province_account(province_.open.key), copy_of_key(province_.key));
    arrive(open_chain(province_));
    arrive(put(province_, Kind::unit_open,
               ledger::encode(UnitOpen{"H31.55", "Xã Tiền Hải", "", "Hưng Yên"})));
}

crypto::SoftwareSigner Unit::new_key() { return crypto::SoftwareSigner::generate(random_); }

Unit::Person Unit::with_key(const AccountId& account, crypto::SoftwareSigner key) {
    ChainOpen open{random_id<DeviceId>(random_), account, key.public_key(), 1};
    ChainTail tail{stream, chain_id(stream, open), 0, std::nullopt, random_id<Seed>(random_)};
    return {account, std::move(key), open, tail};
}

Unit::Person Unit::at_another_laptop(const Person& person) {
    return with_key(person.account, copy_of_key(person.key));
}

const Operation& Unit::put(Person& author, Kind kind, Bytes payload,
                           std::vector<OperationId> references) {
    Header header;
    header.kind = kind;
    header.references = std::move(references);
    made_.push_back(extend(author.tail, std::move(header), std::move(payload)));
    return made_.back();
}

const Operation& Unit::open_chain(Person& person) {
    return put(person, Kind::chain_open, ledger::encode(person.open));
}

const Operation& Unit::create(Person& author, Role role, std::string login,
                              const crypto::PublicKey& invitation) {
    const std::string personal_id = "0340850" + std::to_string(10'000 + made_.size());
    return put(author, Kind::account_create,
               ledger::encode(AccountCreate{std::move(login), "Trần Thị Lan", personal_id, role,
                                            "12/QĐ-UBND 02/05/2026", invitation}));
}

const Operation& Unit::make_key(Person& person, const crypto::SoftwareSigner& invitation) {
    AccountKey key{person.account,
                   person.key.public_key(),
                   person.key.public_key(),
                   invitation.public_key(),
                   {}};
    auto holder = copy_of_key(invitation);
    key.proof = *holder.sign("account-key/1", account_key_body(key));
    return put(person, Kind::account_key, ledger::encode(key));
}

const Operation& Unit::edit(Person& author) {
    Header header;
    header.kind = Kind::edit;
    EditPayload payload{random_id<Seed>(random_), {}};
    made_.push_back(extend(author.tail, std::move(header), ledger::encode(payload)));
    return made_.back();
}

const Operation& Unit::put_on(Person& author, Kind kind, const RecordId& record, Edit edit,
                              std::optional<Bytes> said) {
    Header header;
    header.kind = kind;
    header.record = record;
    header.cells = edit.cells;
    Bytes payload = kind == Kind::edit ? ledger::encode(EditPayload{std::nullopt, edit.values})
                                       : said.value_or(ledger::encode_reason(""));
    made_.push_back(extend(author.tail, std::move(header), std::move(payload)));
    return made_.back();
}

Judged Unit::arrive(const Operation& one, const ledger::Facts& facts) {
    std::vector<Entry> before;
    for (const Entry& entry : entries()) {
        if (!entry.standing.provisional()) before.push_back(entry);
    }
    const Judged judged = judge(one, Directory::fold(province_key(), before), facts);
    standings_[one.id] = {++position_, judged.judgement, judged.reason,
                          timestamp_of(1'800'000'000 + position_), {}};
    return judged;
}

void Unit::arrive_all() {
    for (const Operation& one : made_) {
        if (!standings_.contains(one.id)) arrive(one);
    }
}

Unit::Person Unit::member(Role role, std::string login) {
    const auto invitation = new_key();
    const Operation& made = create(province_, role, std::move(login), invitation.public_key());
    Person person = with_key({made.id.bytes}, new_key());
    REQUIRE(arrive(made) == Judged{});
    REQUIRE(arrive(open_chain(person)) == Judged{});
    REQUIRE(arrive(make_key(person, invitation)) == Judged{});
    if (approves(role)) {
        const AccountVerdict yes{person.account, person.open.key, true, "", {}};
        REQUIRE(arrive(put(province_, Kind::account_verdict, ledger::encode(yes))) == Judged{});
    }
    return person;
}

std::vector<Entry> Unit::entries() const {
    std::vector<Entry> found;
    for (const Operation& one : made_) {
        const auto standing = standings_.find(one.id);
        found.push_back({&one, standing == standings_.end() ? Standing{} : standing->second});
    }
    return found;
}

Directory Unit::directory() const { return Directory::fold(province_key(), entries()); }

}  // namespace soxa::tests
