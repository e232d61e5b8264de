#include "client/office/approve.hpp"

#include <algorithm>

#include "client/office/access.hpp"
#include "client/office/month.hpp"
#include "client/office/move.hpp"
#include "client/office/record_json.hpp"
#include "client/office/submission.hpp"
#include "crypto/cms.hpp"
#include "sync/ledger/self_approval.hpp"
#include "sync/record/signing_window.hpp"
#include "sync/record/text.hpp"

namespace soxa::office {

namespace {

using ledger::Act;

// A self-made certificate names the key until the province has issued one for it; its term says
// nothing that the ledger does not say better.
constexpr std::chrono::days own_certificate_term{365 * 5};

std::vector<std::string> changed_sections(const ledger::RecordState& state,
                                          const ledger::Cut& cut) {
    std::vector<std::string> changed;
    const record::ContentRoot* before =
        state.effective ? &*state.cuts[*state.effective].content.root : nullptr;
    for (const record::Section& section : record::sections()) {
        const auto now = cut.content.root->sections.find(section.tag);
        const bool there = now != cut.content.root->sections.end();
        const auto was = before == nullptr ? now : before->sections.find(section.tag);
        const bool was_there = before != nullptr && was != before->sections.end();
        if (there != was_there || (there && was->second != now->second)) {
            changed.emplace_back(section.id);
        }
    }
    return changed;
}

/// Signed as it stands, in force or on its way to be.
bool signed_already(const ledger::RecordState& state, const ledger::Cut& cut) {
    const auto says_it = [&](const crypto::Digest& root) {
        return root == cut.content.root->root;
    };
    if (state.effective && says_it(state.cuts[*state.effective].content.root->root)) return true;
    return std::ranges::any_of(state.approvals, [&](const ledger::Approval& approval) {
        return approval.waits && says_it(approval.signed_root);
    });
}

/// The version that would be signed.
Result<ledger::ApprovedVersion> version_of(Office& office, const ledger::RecordState& state) {
    TRY(check_open(office, state));
    if (!state.draft.root) return fail(Errc::decision_needed, "submit.conflict");
    const ledger::ClaimState* claim = state.life.open_claim();
    if (claim != nullptr && !claim->claim.first && !claim->claim.archived) {
        return fail(Errc::decision_needed, "file.claimed");
    }
    const ledger::Cut* cut = state.current_cut();
    if (cut == nullptr || !cut->checked || cut->returned) {
        return fail(Errc::invalid_input, "approve.not_submitted");
    }
    if (!ledger::shows_all(cut->content)) {
        return fail(Errc::not_allowed, "approve.not_shown");
    }
    const std::string number(ledger::document_of(cut->content).text("personal_id"));
    if (auto twice = namesake(office, state, number)) return refuse({std::move(*twice)});
    // Nobody signs what he may not read (LEDGER §3, 19), nor a file outside his authorisation.
    const ledger::Sight sight = sight_of(office, state);
    const bool all = std::ranges::all_of(
        cut->content.cells, [&](const auto& one) { return sight.shows(one.first); });
    const record::Policy* const pack = office.store().rulebook().on(today_of(office));
    const bool may_stand_in =
        pack == nullptr || std::ranges::find(pack->unit_signers, "delegate") !=
                               pack->unit_signers.end();
    if (office.role() != ledger::Role::head && !may_stand_in) {
        return fail(Errc::not_allowed, "approve.head_only");
    }
    const bool covered = office.role() == ledger::Role::head ||
                         office.store().directory().access().signing(
                             office.account().id, state.id, office.access_days()) != nullptr;
    if (!all || !covered) return fail(Errc::not_allowed, "approve.not_yours");
    TRY_LET(const auto operations, office.store().operations_on(state.id));
    std::vector<ledger::Entry> entries;
    for (const ledger::Stored& one : operations) entries.push_back({&one.operation, one.standing});
    if (ledger::approves_himself(office.account(), state, *cut, entries,
                                 office.store().directory())) {
        return fail(Errc::not_allowed, "approve.own");
    }
    return ledger::ApprovedVersion{cut->submit, state.id, cut->content.root->root, cut->schema};
}

std::string title(const Office& office, std::size_t count) {
    return "Phê duyệt " + std::to_string(count) + " hồ sơ, " + office.store().home().unit_name;
}

Result<void> sign(Office& office, const std::vector<ledger::ApprovedVersion>& versions) {
    ledger::ApprovalPayload payload;
    payload.versions = versions;
    payload.manifest = ledger::signed_manifest({office.store().home().unit_code,
                                                office.store().home().stream,
                                                title(office, versions.size()),
                                                versions.size(),
                                                office.around().clock.now(),
                                                office.account().id,
                                                office.account().made.name,
                                                ledger::manifest_root(versions)});
    TRY_LET(const crypto::Certificate own, signing_certificate(office));
    TRY_LET(payload.cms, crypto::cms_sign(payload.manifest, own, office.signing_key(),
                                          office.around().clock.now()));
    Draft draft;
    draft.kind = ledger::Kind::approve;
    for (const ledger::ApprovedVersion& version : versions) {
        draft.references.push_back(version.cut);
    }
    draft.payload = ledger::encode(payload);
    TRY(office.write({std::move(draft)}));
    return {};
}

/// The leaf, its path and the names around it: what proves one file from the batch's signature.
Json proof(const ledger::RecordState& state, const ledger::ApprovalPayload& payload,
           std::size_t index) {
    std::vector<crypto::Digest> leaves;
    for (const ledger::ApprovedVersion& one : payload.versions) leaves.push_back(leaf(one));
    Json path = Json::array();
    for (const crypto::Digest& step : crypto::merkle_path(leaves, index)) {
        path.push_back(hex(step.view()));
    }
    const ledger::ApprovedVersion& version = payload.versions[index];
    return {{"record_uid", ledger::record_uid(state)},
            {"record", hex(version.record.view())},
            {"cut", hex(version.cut.view())},
            {"content_root", hex(version.root.view())},
            {"schema", version.schema},
            {"leaf", hex(leaves[index].view())},
            {"index", index},
            {"count", leaves.size()},
            {"path", std::move(path)},
            {"manifest_root", hex(crypto::merkle_root(leaves).view())}};
}

const ledger::Approval* last_approval(const ledger::RecordState& state) {
    const ledger::Approval* last = nullptr;
    for (const ledger::Approval& approval : state.approvals) {
        if (!approval.holds) continue;
        const bool later =
            last == nullptr || (approval.effective() && !last->effective()) ||
            (approval.effective() == last->effective() && approval.at > last->at);
        if (later) last = &approval;
    }
    return last;
}

}  // namespace

Result<crypto::Certificate> signing_certificate(Office& office) {
    const ledger::AccountState& account = office.account();
    const ledger::KeyState* key = account.key(office.signing_key().public_key());
    if (key != nullptr && !key->certificate.empty()) {
        return crypto::Certificate::from_der(key->certificate);
    }
    const Timestamp now = office.around().clock.now();
    return crypto::issue({{account.made.name, office.store().home().unit_name},
                          office.signing_key().public_key(),
                          crypto::CertificateUse::person,
                          {},
                          now - std::chrono::days(1),
                          now + own_certificate_term},
                         nullptr, office.signing_key(), office.around().random);
}

bool key_is_confirmed(const Office& office) {
    const ledger::KeyState* key = office.account().key(office.signing_key().public_key());
    return key != nullptr && key->confirmed;
}

const ledger::KeyState* refused_key(const Office& office) {
    const ledger::KeyState* key = office.account().key(office.signing_key().public_key());
    return key != nullptr && key->refused ? key : nullptr;
}

Result<std::vector<ForApproval>> waiting_for_approval(Office& office) {
    TRY(office.may(Act::approve, ledger::Whose::others));
    std::vector<ForApproval> waiting;
    TRY_LET(const auto lines, office.store().list());
    for (const store::RecordLine& line : lines) {
        if (line.status != ledger::Status::checked) continue;
        TRY_LET(const auto state, office.store().record(line.id));
        const ledger::Cut* cut = state ? state->current_cut() : nullptr;
        if (cut == nullptr || signed_already(*state, *cut)) continue;
        if (!version_of(office, *state)) continue;
        const auto index = static_cast<std::size_t>(cut - state->cuts.data());
        ForApproval one{line.id, line.uid, line.full_name, index + 1,
                        changed_sections(*state, *cut), {}, {}};
        for (record::Finding& finding : findings(office, *state)) {
            if (finding.severity == record::Severity::warning) {
                one.warnings.push_back(std::move(finding));
            }
        }
        for (const ledger::Cut& earlier : state->cuts) {
            if (!earlier.reason.empty()) one.reasons.push_back(earlier.reason);
        }
        waiting.push_back(std::move(one));
    }
    return waiting;
}

Result<std::size_t> approve(Office& office, const std::vector<std::string>& uids) {
    TRY(office.may(Act::approve, ledger::Whose::others));
    if (const ledger::KeyState* refused = refused_key(office)) {
        return fail(Errc::not_allowed, "approve.key_refused", {refused->refusal});
    }
    const record::Day today = today_of(office);
    const record::Policy* const pack = office.store().rulebook().on(today);
    const auto closed = pack == nullptr ? std::nullopt : record::signing_closed(*pack, today);
    if (closed && !uids.empty()) {
        return fail(Errc::not_allowed, "approve.window_closed", {record::shown(*closed)});
    }
    std::vector<ledger::ApprovedVersion> versions;
    for (const std::string& uid : uids) {
        TRY_LET(const ledger::RecordState state, office.record(uid, Act::read_file));
        TRY_LET(const ledger::ApprovedVersion version, version_of(office, state));
        if (signed_already(state, *state.current_cut())) {
            return fail(Errc::invalid_input, "approve.signed_already", {uid});
        }
        const bool named = std::ranges::any_of(
            versions, [&](const auto& one) { return one.record == version.record; });
        if (!named) versions.push_back(version);
    }
    for (std::size_t at = 0; at < versions.size(); at += ledger::approvals_per_batch_max) {
        const std::size_t end = std::min(versions.size(), at + ledger::approvals_per_batch_max);
        TRY(sign(office, {versions.begin() + static_cast<std::ptrdiff_t>(at),
                          versions.begin() + static_cast<std::ptrdiff_t>(end)}));
    }
    return versions.size();
}

Result<void> export_approval(const Office& office, const ledger::RecordState& state,
                             const std::filesystem::path& folder) {
    const ledger::Approval* approval = last_approval(state);
    if (approval == nullptr) return fail(Errc::invalid_input, "approval.none");
    TRY_LET(const auto stored, office.store().operation(approval->operation));
    const auto payload = stored ? ledger::approval_payload(stored->operation) : std::nullopt;
    if (!payload) return fail(Errc::invalid_input, "approval.none");
    TRY_LET(const crypto::Certificate signer,
            crypto::cms_signer(payload->manifest, payload->cms));
    std::string chain = signer.pem();
    const Bytes& root_der = office.store().home().province_certificate;
    if (!root_der.empty()) {
        TRY_LET(const crypto::Certificate root, crypto::Certificate::from_der(root_der));
        if (crypto::issued_by(signer, root, crypto::CertificateUse::person, approval->at)) {
            chain = root.pem() + signer.pem();
        }
    }
    std::size_t index = 0;
    while (payload->versions[index].cut != approval->cut) ++index;
    TRY(crypto::make_private_folder(folder));
    TRY(crypto::write_durably(folder / "approval.bin", payload->manifest));
    TRY(crypto::write_durably(folder / "approval.p7s", payload->cms));
    TRY(crypto::write_durably(folder / "chain.pem", bytes_of(chain)));
    const std::string told = proof(state, *payload, index).dump(2) + "\n";
    return crypto::write_durably(folder / "proof.json", bytes_of(told));
}

}  // namespace soxa::office
