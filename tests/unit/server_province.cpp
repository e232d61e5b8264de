#include "tests/unit/server_province.hpp"

#include "crypto/cms.hpp"
#include "sync/exchange/compression.hpp"
#include "sync/ledger/record_fold.hpp"
#include "sync/server/enrol.hpp"
#include "sync/server/exchange_answer.hpp"
#include "sync/server/unit_add.hpp"
#include "tests/unit/record_example.hpp"

namespace soxa::tests {

using ledger::Header;
using ledger::Kind;
using ledger::Operation;
using ledger::OperationId;

namespace {

class Nobody final : public ledger::Authors {
public:
    [[nodiscard]] std::optional<ledger::Role> role_of(const ledger::ChainId&) const override {
        return std::nullopt;
    }
};

crypto::SoftwareSigner copy_of_key(const crypto::SoftwareSigner& key) {
    return std::move(*crypto::SoftwareSigner::from_private(key.private_key()));
}

}  // namespace

ServerProvince::ServerProvince(std::uint64_t seed) : random(seed) {
    REQUIRE(server::make_province(data, {"82", "Tỉnh Đồng Tháp"}, clock, random));
}

server::Office ServerProvince::open() {
    auto office = server::open_province(data, clock, random);
    REQUIRE(office);
    return std::move(*office);
}

void ServerProvince::add_unit(server::Office& office, const std::string& code) {
    REQUIRE(office.storage->transaction([&](server::Records& records) -> Result<void> {
        TRY(server::add_unit(office, records, {code, "UBND xã " + code, ""}));
        return {};
    }));
}

exchange::Ticket ServerProvince::ticket(server::Office& office, const std::string& unit,
                                        const std::string& personal_id) {
    auto ticket = server::issue_ticket(office, {unit, "Nguyễn Văn An", personal_id,
                                                "https://127.0.0.1:8443", std::chrono::days(30)});
    REQUIRE(ticket);
    // As it travels.
    auto read = exchange::decode_ticket(exchange::encode(*ticket));
    REQUIRE(read);
    return std::move(*read);
}

ServerLaptop::ServerLaptop(SeededRandom& random, exchange::Ticket given)
    : ticket(std::move(given)),
      device(random_id<ledger::DeviceId>(random)),
      key(crypto::SoftwareSigner::generate(random)),
      random_(&random) {}

exchange::Enrolment ServerLaptop::enrolment() const {
    exchange::Enrolment asked{ticket.number, device, key.public_key(), "máy số 1", {}};
    asked.proof = exchange::enrolment_proof(ticket.secret.reveal(), asked);
    return asked;
}

void ServerLaptop::enrol(server::Office& office) {
    auto given = server::enrol(office, enrolment());
    REQUIRE(given);
    certificate = *given;
}

ServerLaptop::Person ServerLaptop::with_key(const ledger::AccountId& account,
                                            const ledger::DeviceId& on) {
    Person person{account, crypto::SoftwareSigner::generate(*random_), {}, {}};
    person.open = {on, account, person.key.public_key(), 1};
    person.tail.stream = ticket.stream;
    person.tail.chain = ledger::chain_id(ticket.stream, person.open);
    person.tail.seed = random_id<ledger::Seed>(*random_);
    signers_.emplace(person.tail.chain, std::pair(copy_of_key(person.key), person.tail.seed));
    put(person, Kind::chain_open, ledger::encode(person.open));
    return person;
}

void ServerLaptop::make_key(Person& person, const crypto::SoftwareSigner& invitation) {
    ledger::AccountKey binding{person.account,
                               person.key.public_key(),
                               crypto::SoftwareSigner::generate(*random_).public_key(),
                               invitation.public_key(),
                               {}};
    auto signer = copy_of_key(invitation);
    binding.proof = *signer.sign("account-key/1", ledger::account_key_body(binding));
    put(person, Kind::account_key, ledger::encode(binding));
}

ServerLaptop::Person ServerLaptop::administrator() {
    Person person = with_key(ticket.account, device);
    make_key(person, *exchange::invitation_key(ticket.secret));
    put(person, Kind::device_open,
        ledger::encode(ledger::DeviceOpen{device, key.public_key(), key.public_key(), "máy số 1"}));
    return person;
}

ServerLaptop::Person ServerLaptop::member(Person& administrator, ledger::Role role,
                                          std::string login, std::string personal_id) {
    const auto invitation = crypto::SoftwareSigner::generate(*random_);
    const Operation& created = put(administrator, Kind::account_create,
                                   ledger::encode(ledger::AccountCreate{
                                       std::move(login), "Trần Thị Bình", std::move(personal_id),
                                       role, "QĐ 12/2026", invitation.public_key()}));
    Person person = with_key({created.id.bytes}, device);
    make_key(person, invitation);
    return person;
}

const Operation& ServerLaptop::write(Person& author, Header header, Bytes payload) {
    header.at = timestamp_of(1'795'000'000 + made.size());
    made.push_back(ledger::extend(author.tail, std::move(header), std::move(payload)));
    waiting.push_back(made.back());
    return made.back();
}

const Operation& ServerLaptop::put(Person& author, Kind kind, Bytes payload) {
    Header header;
    header.kind = kind;
    return write(author, std::move(header), std::move(payload));
}

ledger::Change whole_file(const std::string& personal_id) {
    record::Document document = example_document();
    set(document, "personal_id", personal_id);
    // As a number of somebody born in this century of this gender says.
    const bool woman = personal_id.at(3) == '1';
    set(document, "gender", woman ? "2" : "1");
    set(document, "birth_date", "12/03/19" + personal_id.substr(4, 2));
    ledger::Change change;
    for (const auto& [tag, value] : document.fields) change.fields.emplace(tag, value);
    for (const auto& [tag, rows] : document.groups) {
        for (const record::Row& row : rows) change.added.push_back({tag, row.columns});
    }
    return change;
}

const Operation& ServerLaptop::create_record(Person& author, const std::string& personal_id) {
    return create_record(author, whole_file(personal_id));
}

const Operation& ServerLaptop::create_record(Person& author, const ledger::Change& change) {
    const auto edit = ledger::build_edit(nullptr, change);
    REQUIRE(edit);
    Header header;
    header.kind = Kind::edit;
    header.cells = edit->cells;
    return write(
        author, std::move(header),
        ledger::encode(ledger::EditPayload{random_id<ledger::Seed>(*random_), edit->values}));
}

const Operation& ServerLaptop::submit(Person& author, const ledger::RecordId& record) {
    Header header;
    header.kind = Kind::submit;
    header.record = record;
    header.references = {record};
    return write(author, std::move(header), ledger::encode_reason(""));
}

const Operation& ServerLaptop::approve(Person& head, const Operation& submission) {
    const ledger::RecordId record = submission.record();
    std::vector<ledger::Entry> entries;
    for (const Operation& one : made) {
        const bool on_record = one.header.kind == Kind::edit || one.header.kind == Kind::submit;
        if (on_record && one.record() == record) entries.push_back({&one, {}});
    }
    const auto state = ledger::fold_record(record, entries, Nobody());
    const ledger::Cut* cut = state.cut(submission.id);
    REQUIRE(cut != nullptr);
    REQUIRE(cut->content.root);

    ledger::ApprovalPayload payload;
    payload.versions = {{submission.id, record, cut->content.root->root, cut->schema}};
    const Timestamp at = timestamp_of(1'790'000'000);
    payload.manifest = ledger::signed_manifest({ticket.unit_code, ticket.stream, "Duyệt tháng 11",
                                                1, at, head.account, "Trần Thị Bình",
                                                ledger::manifest_root(payload.versions)});
    const auto own = crypto::issue({{"Trần Thị Bình", ""},
                                    head.key.public_key(),
                                    crypto::CertificateUse::person,
                                    {},
                                    at,
                                    at + std::chrono::hours(24 * 365)},
                                   nullptr, head.key, *random_);
    REQUIRE(own);
    const auto cms = crypto::cms_sign(payload.manifest, *own, head.key, at);
    REQUIRE(cms);
    payload.cms = *cms;
    Header header;
    header.kind = Kind::approve;
    header.references = {submission.id};
    return write(head, std::move(header), ledger::encode(payload));
}

exchange::Frame ServerLaptop::frame() {
    exchange::Frame frame;
    std::map<ledger::ChainId, OperationId> last;
    for (const Operation& one : waiting) last[one.header.chain] = one.id;
    for (const auto& [chain, id] : last) {
        auto& [signer, seed] = signers_.at(chain);
        frame.chains.push_back({chain, seed, *signer.sign(exchange::seal_context, id.view())});
    }
    frame.operations = std::exchange(waiting, {});
    return frame;
}

exchange::Request ServerLaptop::request(const std::vector<exchange::Frame>& frames) const {
    exchange::Request request;
    request.stream = ticket.stream;
    request.device = device;
    request.known_root = crypto::MerkleLog().root();
    for (const exchange::Frame& frame : frames) {
        request.frames.push_back(exchange::encode(frame, exchange::NothingShared()));
    }
    return request;
}

Result<Exchanged> ServerLaptop::send(server::Office& office,
                                     const exchange::Request& request) const {
    std::vector<OperationId> sent;
    for (const Bytes& bytes : request.frames) {
        const auto frame = exchange::decode_frame(bytes, request.stream, exchange::NothingShared());
        if (!frame) continue;
        for (const Operation& one : frame->operations) sent.push_back(one.id);
    }
    TRY_LET(const Bytes answered,
            server::answer_exchange(office, certificate,
                                    exchange::compressed(exchange::encode(request))));
    TRY_LET(const Bytes message, exchange::decompressed(answered, exchange::message_bytes_max));
    TRY_LET(const exchange::Reply reply, exchange::decode_reply(message));
    REQUIRE(verifies(reply.checkpoint, office.keys.log.public_key()));
    std::vector<OperationId> received;
    for (const Bytes& bytes : reply.frames) {
        const auto frame = exchange::decode_frame(bytes, request.stream, exchange::NothingShared());
        REQUIRE(frame);
        for (const Operation& one : frame->operations) received.push_back(one.id);
    }
    Exchanged exchanged;
    crypto::MerkleLog log;
    for (const exchange::Line& line : reply.lines) {
        OperationId id;
        if (const auto* of_reply = std::get_if<exchange::OfReply>(&line.subject)) {
            id = received.at(static_cast<std::size_t>(of_reply->index));
        } else {
            const auto index = std::get<exchange::OfRequest>(line.subject).index;
            id = sent.at(static_cast<std::size_t>(index));
        }
        log.add(
            leaf(ledger::LogEntry{log.size() + 1, id, line.judgement, line.reason, line.received}));
        exchanged.lines.emplace(id, line);
    }
    if (reply.base == 0) {
        CHECK(log.root() == reply.checkpoint.root);
    }
    exchanged.size = reply.checkpoint.size;
    return exchanged;
}

Exchanged ServerLaptop::exchange_all(server::Office& office) {
    std::vector<exchange::Frame> frames;
    if (!waiting.empty()) frames.push_back(frame());
    auto exchanged = send(office, request(frames));
    REQUIRE(exchanged);
    return std::move(*exchanged);
}

}  // namespace soxa::tests
