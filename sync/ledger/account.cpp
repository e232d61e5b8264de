#include "sync/ledger/account.hpp"

#include <algorithm>

#include "sync/ledger/fingerprint.hpp"
#include "sync/ledger/payload.hpp"

namespace soxa::ledger {

namespace {

constexpr std::size_t certificate_bytes_max = 16 * 1024;
constexpr std::size_t slot_bytes_max = 4096;
constexpr std::size_t devices_max = 64;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool is_personal_number(std::string_view text) {
    constexpr std::size_t digits = 12;
    return text.size() == digits && std::ranges::all_of(text, is_digit);
}

bool may_be_login(std::string_view text) {
    const auto may_stand = [](char c) {
        return (c >= 'a' && c <= 'z') || is_digit(c) || c == '.' || c == '_' || c == '-';
    };
    return text.empty() ||
           (text.size() <= login_characters_max && std::ranges::all_of(text, may_stand) &&
            !std::ranges::all_of(text, is_digit));
}

ChainId chain_id(StreamId stream, const ChainOpen& open) {
    cbor::Writer name;
    name.array(5).number(stream).bytes(open.device.view()).bytes(open.account.view());
    name.bytes(open.key.view()).number(open.epoch);
    const crypto::Digest full = crypto::sha256({bytes_of("soxa chain/1"), name.written()});
    return *ChainId::from(full.view().first(ChainId::size));
}

Bytes account_key_body(const AccountKey& key) {
    cbor::Writer out;
    out.array(3).bytes(key.account.view()).bytes(key.signing.view()).bytes(key.opening.view());
    return out.take();
}

bool proven(const AccountKey& key) {
    return crypto::verifies(key.invitation, "account-key/1", account_key_body(key), key.proof);
}

std::string fingerprint(const crypto::PublicKey& key) {
    return fingerprint_of(crypto::sha256(key.view()));
}

std::string fingerprint_of(const crypto::Digest& digest) {
    const std::string digits = hex(digest.view().first(10));
    std::string text;
    for (std::size_t at = 0; at < digits.size(); at += 4) {
        if (!text.empty()) text.push_back(' ');
        text += digits.substr(at, 4);
    }
    return text;
}

AccountId province_account(const crypto::PublicKey& intake_key) {
    return {crypto::sha256({bytes_of("soxa province/1"), intake_key.view()}).bytes};
}

Bytes encode(const ChainOpen& payload) {
    cbor::Writer out;
    out.array(4).bytes(payload.device.view()).bytes(payload.account.view());
    out.bytes(payload.key.view()).number(payload.epoch);
    return out.take();
}

std::optional<ChainOpen> chain_open(const Operation& operation) {
    return payload_of<ChainOpen>(operation, Kind::chain_open, 4, [](auto& in, auto& payload) {
        payload.device = in.template id<DeviceId>();
        payload.account = in.template id<AccountId>();
        payload.key = in.template id<crypto::PublicKey>();
        payload.epoch = static_cast<std::uint32_t>(in.number(0xFFFFFFFF));
    });
}

Bytes encode(const Context& payload) {
    cbor::Writer out;
    out.array(3).number(payload.epoch).number(payload.position).bytes(payload.root.view());
    return out.take();
}

std::optional<Context> context(const Operation& operation) {
    return payload_of<Context>(operation, Kind::context, 3, [](auto& in, auto& payload) {
        payload.epoch = in.number();
        payload.position = in.number();
        payload.root = in.template id<crypto::Digest>();
    });
}

Bytes encode(const UnitOpen& payload) {
    cbor::Writer out;
    out.array(4).text(payload.code).text(payload.name).text(payload.parent);
    out.text(payload.province);
    return out.take();
}

std::optional<UnitOpen> unit_open(const Operation& operation) {
    return payload_of<UnitOpen>(operation, Kind::unit_open, 4, [](auto& in, auto& payload) {
        payload.code = read_line(in);
        payload.name = read_line(in);
        payload.parent = read_line(in);
        payload.province = read_line(in);
    });
}

Bytes encode(const AccountCreate& payload) {
    cbor::Writer out;
    out.array(6).text(payload.login).text(payload.name).text(payload.personal_id);
    out.number(static_cast<std::uint64_t>(payload.role)).text(payload.basis);
    out.bytes(payload.invitation.view());
    return out.take();
}

std::optional<AccountCreate> account_create(const Operation& operation) {
    return payload_of<AccountCreate>(
        operation, Kind::account_create, 6, [](auto& in, auto& payload) {
            payload.login = read_line(in);
            payload.name = read_line(in);
            payload.personal_id = read_line(in);
            payload.role = static_cast<Role>(in.number(6));
            // The province is known by its key; an account that said so would be taken for it.
            if (name_of(payload.role).empty() || payload.role == Role::province) in.reject();
            payload.basis = read_line(in);
            payload.invitation = in.template id<crypto::PublicKey>();
        });
}

Bytes encode(const AccountInvite& payload) {
    cbor::Writer out;
    out.array(3).bytes(payload.account.view()).bytes(payload.invitation.view());
    out.text(payload.basis);
    return out.take();
}

std::optional<AccountInvite> account_invite(const Operation& operation) {
    return payload_of<AccountInvite>(
        operation, Kind::account_invite, 3, [](auto& in, auto& payload) {
            payload.account = in.template id<AccountId>();
            payload.invitation = in.template id<crypto::PublicKey>();
            payload.basis = read_line(in);
        });
}

Bytes encode(const AccountKey& payload) {
    cbor::Writer out;
    out.array(5).bytes(payload.account.view()).bytes(payload.signing.view());
    out.bytes(payload.opening.view()).bytes(payload.invitation.view());
    out.bytes(payload.proof.view());
    return out.take();
}

std::optional<AccountKey> account_key(const Operation& operation) {
    return payload_of<AccountKey>(operation, Kind::account_key, 5, [](auto& in, auto& payload) {
        payload.account = in.template id<AccountId>();
        payload.signing = in.template id<crypto::PublicKey>();
        payload.opening = in.template id<crypto::PublicKey>();
        payload.invitation = in.template id<crypto::PublicKey>();
        payload.proof = in.template id<crypto::Signature>();
    });
}

Bytes encode(const AccountChange& payload) {
    cbor::Writer out;
    out.array(4).bytes(payload.account.view()).number(static_cast<std::uint64_t>(payload.step));
    out.text(payload.until).text(payload.basis);
    return out.take();
}

std::optional<AccountChange> account_change(const Operation& operation) {
    return payload_of<AccountChange>(
        operation, Kind::account_change, 4, [](auto& in, auto& payload) {
            payload.account = in.template id<AccountId>();
            const std::uint64_t step = in.number(3);
            if (step == 0) in.reject();
            payload.step = static_cast<AccountStep>(step);
            payload.until = read_line(in);
            payload.basis = read_line(in);
        });
}

Bytes encode(const AccountVerdict& payload) {
    cbor::Writer out;
    out.array(5).bytes(payload.account.view()).bytes(payload.key.view());
    out.boolean(payload.confirmed).text(payload.reason).bytes(payload.certificate);
    return out.take();
}

std::optional<AccountVerdict> account_verdict(const Operation& operation) {
    return payload_of<AccountVerdict>(
        operation, Kind::account_verdict, 5, [](auto& in, auto& payload) {
            payload.account = in.template id<AccountId>();
            payload.key = in.template id<crypto::PublicKey>();
            payload.confirmed = in.boolean();
            payload.reason = read_line(in);
            payload.certificate = copy_of(in.bytes(certificate_bytes_max));
        });
}

Bytes encode(const DeviceOpen& payload) {
    cbor::Writer out;
    out.array(4).bytes(payload.device.view()).bytes(payload.signing.view());
    out.bytes(payload.opening.view()).text(payload.label);
    return out.take();
}

std::optional<DeviceOpen> device_open(const Operation& operation) {
    return payload_of<DeviceOpen>(operation, Kind::device_open, 4, [](auto& in, auto& payload) {
        payload.device = in.template id<DeviceId>();
        payload.signing = in.template id<crypto::PublicKey>();
        payload.opening = in.template id<crypto::PublicKey>();
        payload.label = read_line(in);
    });
}

Bytes encode(const DeviceRevoke& payload) {
    cbor::Writer out;
    out.array(2).bytes(payload.device.view()).text(payload.reason);
    return out.take();
}

std::optional<DeviceRevoke> device_revoke(const Operation& operation) {
    return payload_of<DeviceRevoke>(operation, Kind::device_revoke, 2,
                                    [](auto& in, auto& payload) {
                                        payload.device = in.template id<DeviceId>();
                                        payload.reason = read_line(in);
                                    });
}

Bytes encode(const SlotShare& payload) {
    cbor::Writer out;
    out.array(3).bytes(payload.account.view()).number(payload.generation);
    out.array(payload.copies.size());
    for (const SlotShare::Copy& copy : payload.copies) {
        out.array(2).bytes(copy.device.view()).bytes(copy.box);
    }
    return out.take();
}

std::optional<SlotShare> slot_share(const Operation& operation) {
    return payload_of<SlotShare>(operation, Kind::slot_share, 3, [](auto& in, auto& payload) {
        payload.account = in.template id<AccountId>();
        payload.generation = in.number();
        payload.copies.resize(in.array(devices_max));
        for (SlotShare::Copy& copy : payload.copies) {
            if (in.array(2) != 2) in.reject();
            copy.device = in.template id<DeviceId>();
            copy.box = copy_of(in.bytes(slot_bytes_max));
        }
    });
}

Bytes encode_reason(std::string_view reason) {
    cbor::Writer out;
    out.array(1).text(reason);
    return out.take();
}

std::optional<std::string> reason(const Operation& operation) {
    const Kind kind = operation.header.kind;
    if (kind != Kind::submit && kind != Kind::check && kind != Kind::give_back) {
        return std::nullopt;
    }
    return payload_of<std::string>(operation, kind, 1,
                                   [](auto& in, auto& payload) { payload = in.text(16 * 1024); });
}

}  // namespace soxa::ledger
