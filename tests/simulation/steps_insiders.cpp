// People with a program of their own making: operations that no honest program would write, under
// their own good keys; and programs of later years, which write what this one does not understand.
#include <array>

#include "crypto/cms.hpp"
#include "sync/exchange/compression.hpp"
#include "sync/server/exchange_answer.hpp"
#include "tests/simulation/steps.hpp"

namespace soxa::simulation {

namespace {

using ledger::Kind;
using ledger::Role;

/// Continues the chain of who is at work, past all that the office would ask. Nothing if it could
/// not be saved.
std::optional<OperationId> write_past(Stage& stage, Laptop& laptop, ledger::Header header,
                                      Bytes payload) {
    World& world = stage.world;
    office::Office& office = *laptop.office;
    auto key = signer_of(office.signing_key().private_key());
    const auto own = office.store().own_chain(office.account().id, key.public_key());
    if (!own || !*own || (*own)->last_seal == crypto::Signature{}) return std::nullopt;
    ledger::ChainTail tail = (*own)->tail;
    header.at = laptop.clock.time;
    store::Written one{ledger::extend(tail, std::move(header), std::move(payload)), {}};
    one.seal = *key.sign(exchange::seal_context, one.operation.id.view());
    const auto saved = office.store().append({one}, tail.seed);
    world.trace.also(saved ? hex(one.operation.id.view().first(4)) : saved.error().text);
    if (!saved) return std::nullopt;
    world.made[one.operation.id] = {laptop.unit, one.operation.canonical, false};
    laptop.acknowledged.push_back(one.operation.id);
    return one.operation.id;
}

std::optional<ledger::RecordState> any_file(Stage& stage, office::Office& office) {
    const auto lines = office.store().list();
    if (!lines || lines->empty()) return std::nullopt;
    auto state = office.store().record(stage.world.chance.of(*lines).id);
    if (!state || !*state) return std::nullopt;
    return std::move(**state);
}

void edit_of_others(Stage& stage, Laptop& laptop) {
    office::Office* office =
        stage.world.at_work(laptop, {Role::person, Role::head, Role::admin, Role::clerk});
    if (office == nullptr) return;
    const auto state = any_file(stage, *office);
    if (!state) return;
    ledger::Change change;
    change.fields.emplace(record::find_field("", "full_name")->tag,
                          record::Value(std::string("Kẻ Gian")));
    const auto edit = ledger::build_edit(&*state, change);
    if (!edit || edit->cells.empty()) return;
    ledger::Header header;
    header.kind = Kind::edit;
    header.record = state->id;
    header.cells = edit->cells;
    const bool honest = office->role() == Role::clerk;
    if (write_past(stage, laptop, std::move(header),
                   ledger::encode(ledger::EditPayload{std::nullopt, edit->values})) &&
        !honest) {
        stage.world.sometimes.reached("an insider's edit");
    }
}

/// Says that it replaces what its author cannot have seen, or nothing at all of what is there.
void blind_edit(Stage& stage, Laptop& laptop) {
    office::Office* office = stage.world.at_work(laptop, {Role::clerk});
    if (office == nullptr) return;
    const auto state = any_file(stage, *office);
    if (!state) return;
    ledger::Change change;
    change.fields.emplace(record::find_field("", "other_names")->tag,
                          record::Value(std::string("Mù")));
    auto edit = ledger::build_edit(&*state, change);
    if (!edit || edit->cells.empty()) return;
    for (ledger::Assignment& one : edit->cells) one.replaces.clear();
    ledger::Header header;
    header.kind = Kind::edit;
    header.record = state->id;
    header.cells = edit->cells;
    if (write_past(stage, laptop, std::move(header),
                   ledger::encode(ledger::EditPayload{std::nullopt, edit->values}))) {
        stage.world.sometimes.reached("an edit that replaces nothing");
    }
}

/// A good signature over whatever it is over.
Bytes cms_of(Stage& stage, const Laptop& laptop, ByteView manifest) {
    auto key = signer_of(laptop.office->signing_key().private_key());
    const Timestamp at = stage.world.time;
    const auto own = crypto::issue({{"Trần Thị Bình", ""},
                                    key.public_key(),
                                    crypto::CertificateUse::person,
                                    {},
                                    at,
                                    at + std::chrono::hours(24 * 365)},
                                   nullptr, key, stage.world.chance);
    const auto cms = own ? crypto::cms_sign(manifest, *own, key, at)
                         : Result<Bytes>(tl::make_unexpected(own.error()));
    return cms ? *cms : Bytes(40, 1);
}

void false_approval(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    office::Office* office = world.at_work(laptop, {Role::clerk, Role::head});
    if (office == nullptr) return;
    const auto state = any_file(stage, *office);
    if (!state || state->cuts.empty()) return;
    const ledger::Cut& cut = world.chance.of(state->cuts);
    ledger::ApprovalPayload payload;
    ledger::ApprovedVersion version{cut.submit, state->id, {}, cut.schema};
    if (cut.content.root) version.root = cut.content.root->root;
    if (world.chance.one_in(2)) version.root = random_id<crypto::Digest>(world.chance);
    payload.versions = {version};
    payload.manifest = ledger::signed_manifest(
        {office->store().home().unit_code, office->store().home().stream, "Duyệt", 1,
         laptop.clock.time, office->account().id, "Trần Thị Bình",
         ledger::manifest_root(payload.versions)});
    payload.cms = cms_of(stage, laptop, payload.manifest);
    ledger::Header header;
    header.kind = Kind::approve;
    header.references = {cut.submit};
    if (write_past(stage, laptop, std::move(header), ledger::encode(payload))) {
        world.sometimes.reached("a false approval");
    }
}

/// What only the province may say, or an administrator no more than others.
void word_of_authority(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    office::Office* office = world.at_work(laptop, {});
    if (office == nullptr) return;
    const ledger::AccountId account = office->account().id;
    const crypto::PublicKey key = office->signing_key().public_key();
    const auto invitation = crypto::SoftwareSigner::generate(world.chance);
    ledger::Header header;
    Bytes payload;
    switch (world.chance.below(6)) {
        case 0:
            header.kind = Kind::account_verdict;
            payload = ledger::encode(ledger::AccountVerdict{account, key, true, "", {}});
            break;
        case 1:
            header.kind = Kind::device_revoke;
            payload = ledger::encode(ledger::DeviceRevoke{laptop.device, "giả"});
            break;
        case 2: {
            header.kind = Kind::rejudge;
            std::vector<ledger::Rejudgement> all;
            if (!laptop.acknowledged.empty()) {
                all.push_back({world.chance.of(laptop.acknowledged),
                               ledger::Judgement::accepted, ledger::Reason::confirmed});
            }
            payload = ledger::encode(all);
            break;
        }
        case 3:
            header.kind = Kind::account_create;
            payload = ledger::encode(ledger::AccountCreate{"", "Quản Trị Giả", "082190000099",
                                                           Role::admin, "QĐ",
                                                           invitation.public_key()});
            break;
        case 4:
            header.kind = Kind::context;
            payload = ledger::encode(ledger::Context{9, 1'000'000, {}});
            break;
        default:
            header.kind = Kind::account_change;
            payload = ledger::encode(ledger::AccountChange{
                account, ledger::AccountStep::extend, "2099-01-01", "QĐ"});
    }
    if (write_past(stage, laptop, std::move(header), std::move(payload))) {
        world.sometimes.reached("an insider's word of authority");
    }
}

/// Of a program of later years: a kind that is not known, or a catalogue that is newer.
void newer_operation(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    office::Office* office = world.at_work(laptop, {Role::clerk});
    if (office == nullptr) return;
    const auto state = any_file(stage, *office);
    ledger::Header header;
    cbor::Writer value;
    value.text("mai sau");
    Bytes payload;
    if (world.chance.one_in(2) || !state) {
        header.kind = static_cast<Kind>(200 + world.chance.below(8));
        cbor::Writer out;
        payload = out.array(1).raw(value.written()).take();
        if (state) header.record = state->id;
    } else {
        header.kind = Kind::edit;
        header.schema = record::schema_version + 9;
        header.record = state->id;
        header.cells.push_back({{900'000, false, std::nullopt}, {}});
        payload = ledger::encode(ledger::EditPayload{std::nullopt, {copy_of(value.written())}});
    }
    const auto id = write_past(stage, laptop, std::move(header), std::move(payload));
    if (!id) return;
    world.made[*id].newer = true;
    world.sometimes.reached("an operation of later years");
}

/// Straight to the province, past session and store: the first frame without its first operation,
/// or under a seal that is not its author's.
void bad_frame(Stage& stage, Laptop& laptop) {
    World& world = stage.world;
    if (!laptop.office) return;
    store::Store& store = laptop.office->store();
    auto outgoing = store.unreceipted();
    if (!outgoing || outgoing->size() < 2) return;
    const bool gap = world.chance.one_in(2);
    if (gap) {
        outgoing->erase(outgoing->begin());
    } else {
        for (exchange::Outgoing& one : *outgoing) {
            if (one.seal) one.seal->bytes[40] = static_cast<std::uint8_t>(one.seal->bytes[40] ^ 1U);
        }
    }
    exchange::Request request;
    request.stream = store.home().stream;
    request.device = laptop.device;
    request.epoch = store.epoch();
    request.known = store.log().size();
    request.known_root = store.log().root();
    std::size_t count = 0;
    request.frames = exchange::frames_of(*outgoing, 0, store, count);
    world.open_province();
    const auto answered =
        server::answer_exchange(world.province_office(), laptop.certificate,
                                exchange::compressed(exchange::encode(request)));
    world.trace.also(answered ? "answered" : answered.error().text);
    stage.oracle.read_log(laptop.unit);
    world.sometimes.reached(gap ? "a frame with a gap" : "a frame under a false seal");
}

constexpr std::array steps{
    StepType{"bad_frame", Family::hostile, 5, bad_frame},
    StepType{"edit_of_others", Family::hostile, 4, edit_of_others},
    StepType{"blind_edit", Family::hostile, 3, blind_edit},
    StepType{"false_approval", Family::hostile, 4, false_approval},
    StepType{"word_of_authority", Family::hostile, 5, word_of_authority},
    StepType{"newer_operation", Family::newer, 4, newer_operation},
};

}  // namespace

std::span<const StepType> steps_of_insiders() { return steps; }

}  // namespace soxa::simulation
