#include <algorithm>

#include "sync/ledger/payload.hpp"
#include "sync/ledger/withdrawal.hpp"
#include "sync/record/policy_text.hpp"
#include "sync/server/plain_text.hpp"
#include "sync/server/province_author.hpp"
#include "sync/server/publish.hpp"

namespace soxa::server {

namespace {

using ledger::Kind;

/// In the stream of a unit that has the pack; false where it has not.
Result<bool> take_back(Office& office, Records& records, const Unit& unit,
                       const ledger::Withdrawal& word) {
    TRY_LET(UnitStream* const stream, records.stream(unit.stream));
    TRY_LET(const std::vector<exchange::Stored> packs, stream->of_kind(Kind::pack_publish));
    const bool has = std::ranges::any_of(packs, [&](const exchange::Stored& one) {
        const auto part = ledger::publication_part(one.operation);
        return part && part->whole == word.pack;
    });
    if (!has) return false;
    TRY_LET(ProvinceAuthor author,
            ProvinceAuthor::in(*stream, unit.stream, ProvinceChain::verdicts, office));
    author.add(Kind::pack_withdraw, ledger::encode(word));
    TRY(author.append());
    return true;
}

/// The digest of that version. Errc::invalid_input where there is none, or it was taken back.
Result<crypto::Digest> digest_of(const std::vector<PublishedOnce>& all, std::string_view name,
                                 int version, record::Day today) {
    const std::string number = std::to_string(version);
    for (const PublishedOnce& one : all) {
        const auto pack = one.what.kind == Kind::pack_publish ? record::decode_policy(one.what.bytes)
                                                              : std::nullopt;
        if (!pack || pack->name != name || pack->version != version) continue;
        if (pack->valid_from <= today) {
            return fail(Errc::invalid_input, "publish.begun",
                        {pack->name, number, record::shown(pack->valid_from)});
        }
        return one.what.digest;
    }
    return fail(Errc::invalid_input, "publish.unknown_version", {std::string(name), number});
}

}  // namespace

Result<std::size_t> withdraw_pack(Office& office, std::string_view name, int version,
                                  const std::string& basis) {
    if (!is_line(basis)) return fail(Errc::invalid_input, "publish.no_basis");
    std::size_t units = 0;
    const record::Day today(day_in_vietnam(office.clock->now()));
    const auto done = office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(const std::vector<PublishedOnce> all, records.publications().all());
        TRY_LET(const crypto::Digest digest, digest_of(all, name, version, today));
        const ledger::Withdrawal word{digest, basis};
        const bool before = std::ranges::any_of(all, [&](const PublishedOnce& one) {
            ledger::Operation operation;
            operation.header.kind = Kind::pack_withdraw;
            operation.payload = one.what.bytes;
            const auto earlier = ledger::withdrawal(operation);
            return one.what.kind == Kind::pack_withdraw && earlier && earlier->pack == digest;
        });
        if (before) {
            return fail(Errc::invalid_input, "publish.withdrawn",
                        {std::string(name), std::to_string(version)});
        }
        TRY_LET(const std::vector<Unit> every, records.units().all());
        for (const Unit& unit : every) {
            TRY_LET(const bool written, take_back(office, records, unit, word));
            units += written ? 1 : 0;
        }
        Bytes bytes = ledger::encode(word);
        const crypto::Digest own = crypto::sha256(ByteView(bytes));
        return records.publications().add(
            {{Kind::pack_withdraw, own, std::move(bytes), 0, office.clock->now()}, {}});
    });
    TRY(done);
    return units;
}

}  // namespace soxa::server
