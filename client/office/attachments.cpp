#include "client/office/attachments.hpp"

#include <algorithm>

#include "client/office/access.hpp"

namespace soxa::office {

namespace {

constexpr std::size_t digits_min = 8;

/// What lists and counts are made against, read once.
struct Known {
    std::set<crypto::Digest> received;
    crypto::ContentFolder folder;
};

Result<Known> known(const Office& office) {
    TRY_LET(auto received, office.store().bytes_received());
    TRY_LET(auto folder, attachment_folder(office));
    return Known{std::move(received), std::move(folder)};
}

void add_named(const record::Value& value, std::set<std::string, std::less<>>& names) {
    if (const auto* text = std::get_if<std::string>(&value)) names.insert(*text);
    if (const auto* list = std::get_if<std::vector<std::string>>(&value)) {
        names.insert(list->begin(), list->end());
    }
}

/// What fields and columns say that are withheld: among it the SHA-256 of what proves them.
std::set<std::string, std::less<>> withheld_in(const record::Document& document,
                                               const ledger::Sight& sight) {
    std::set<std::string, std::less<>> names;
    const auto add = [&](const auto& values) {
        for (const auto& [tag, value] : values) {
            if (!sight.shows(*record::find_field(tag))) add_named(value, names);
        }
    };
    add(document.fields);
    for (const auto& [group, rows] : document.groups) {
        for (const record::Row& row : rows) add(row.columns);
    }
    return names;
}

std::vector<ListedAttachment> listed(const ledger::RecordState& state, const Known& known,
                                     const ledger::Sight& sight) {
    std::vector<ListedAttachment> list;
    const ledger::Seed seed = state.seed.value_or(ledger::Seed{});
    const record::Document document = ledger::document_of(state.draft);
    const auto withheld = withheld_in(document, sight);
    for (ledger::AttachmentRow& row : ledger::attachments_of(document)) {
        const std::string digest = hex(row.file.digest.view());
        const bool shown = sight.shows(*record::find_field("attachment", "sha256"));
        if (!shown || withheld.contains(digest)) continue;
        ListedAttachment one{state.id, ledger::record_uid(state), ledger::row_uid(seed, row.row),
                             std::move(row), false, false, false, sight.asks_purpose};
        one.received = known.received.contains(one.row.file.digest);
        one.here = known.folder.has(one.row.file.digest);
        one.thumbnail_here = one.row.thumbnail && known.folder.has(one.row.thumbnail->digest);
        list.push_back(std::move(one));
    }
    return list;
}

bool is_digest_part(std::string_view name) {
    return name.size() >= digits_min && std::ranges::all_of(name, [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    });
}

}  // namespace

Result<crypto::ContentFolder> attachment_folder(const Office& office) {
    TRY_LET(Secret key, office.store().attachment_key(office.around().random));
    return crypto::ContentFolder(office.around().home / "attachments", std::move(key),
                                 ledger::attachment_bytes_max);
}

Result<std::vector<ListedAttachment>> attachments(const Office& office,
                                                  const ledger::RecordState& state) {
    TRY_LET(const Known here, known(office));
    return listed(state, here, sight_of(office, state));
}

Result<std::vector<ListedAttachment>> all_attachments(const Office& office) {
    TRY_LET(const Known here, known(office));
    TRY_LET(const std::vector<ledger::RecordId> records, office.store().records_with_attachments());
    std::vector<ListedAttachment> list;
    for (const ledger::RecordId& id : records) {
        TRY_LET(const auto state, office.store().record(id));
        if (!state || state->ghost) continue;
        if (!office.may(ledger::Act::read_file, office.whose(*state))) continue;
        for (ListedAttachment& one : listed(*state, here, sight_of(office, *state))) {
            list.push_back(std::move(one));
        }
    }
    return list;
}

Result<ListedAttachment> attachment_named(const std::vector<ListedAttachment>& list,
                                          std::string_view name) {
    std::vector<const ListedAttachment*> found;
    for (std::size_t i = 0; i < list.size(); ++i) {
        const bool by_digest =
            is_digest_part(name) && hex(list[i].row.file.digest.view()).starts_with(name);
        const bool by_number =
            name == std::to_string(i + 1) && list[i].record == list.front().record &&
            list[i].record == list.back().record;
        if (list[i].row_uid == name || by_digest || by_number) found.push_back(&list[i]);
    }
    if (found.empty()) return fail(Errc::invalid_input, "attachment.unknown");
    const bool same = std::ranges::all_of(found, [&](const ListedAttachment* one) {
        return one->row.file.digest == found.front()->row.file.digest;
    });
    if (!same) {
        return fail(Errc::invalid_input, "attachment.several", {std::to_string(found.size())});
    }
    return *found.front();
}

Json json_of(const ListedAttachment& attachment) {
    const ledger::AttachmentRow& row = attachment.row;
    Json json{{"record_uid", attachment.record_uid},
              {"row_uid", attachment.row_uid},
              {"kind", row.kind},
              {"title", row.title},
              {"pages", row.pages},
              {"mime", row.mime},
              {"bytes", row.file.size},
              {"sha256", hex(row.file.digest.view())}};
    if (!row.scanned_at.empty()) json["scanned_at"] = row.scanned_at;
    if (!row.certified_by.empty()) json["certified_by"] = row.certified_by;
    if (!row.certified_form.empty()) json["certified_form"] = row.certified_form;
    if (row.thumbnail) json["thumbnail"] = hex(row.thumbnail->digest.view());
    json["state"] = attachment.received ? "received" : "pending";
    json["local"] = {{"here", attachment.here}, {"thumbnail_here", attachment.thumbnail_here}};
    return json;
}

Result<std::size_t> evidence_pending(const Office& office, const ledger::Content& content) {
    const auto rows = ledger::attachments_of(ledger::document_of(content));
    if (rows.empty()) return std::size_t{0};
    TRY_LET(const auto received, office.store().bytes_received());
    return static_cast<std::size_t>(
        std::ranges::count_if(rows, [&](const ledger::AttachmentRow& row) {
            return !received.contains(row.file.digest);
        }));
}

Result<std::vector<ledger::NamedBytes>> scans_to_send(const Office& office) {
    TRY_LET(std::vector<ledger::NamedBytes> named, office.store().bytes_named());
    if (named.empty()) return named;
    TRY_LET(const Known here, known(office));
    std::erase_if(named, [&](const ledger::NamedBytes& bytes) {
        return here.received.contains(bytes.digest) || !here.folder.has(bytes.digest);
    });
    // Named with several sizes, the file itself says which is true.
    std::map<crypto::Digest, std::size_t> sizes;
    for (const ledger::NamedBytes& bytes : named) ++sizes[bytes.digest];
    std::erase_if(named, [&](const ledger::NamedBytes& bytes) {
        if (sizes[bytes.digest] == 1) return false;
        const auto content = here.folder.get(bytes.digest);
        return content && *content && (*content)->size() != bytes.size;
    });
    return named;
}

Result<WaitingScans> waiting_scans(const Office& office) {
    WaitingScans waiting;
    TRY_LET(const auto named, scans_to_send(office));
    for (const ledger::NamedBytes& bytes : named) {
        waiting.files += bytes.thumbnail ? 0 : 1;
        waiting.bytes += bytes.size;
    }
    return waiting;
}

Result<std::size_t> sweep_attachments(const Office& office) {
    const std::optional<store::EarlierLedger>& earlier = office.store().home().earlier;
    // What the earlier ledger names is named here only once its files are entered anew.
    if (earlier && earlier->carried < earlier->records) return std::size_t{0};
    TRY_LET(const auto named, office.store().bytes_named());
    std::set<crypto::Digest> kept;
    for (const ledger::NamedBytes& bytes : named) kept.insert(bytes.digest);
    TRY_LET(const auto folder, attachment_folder(office));
    return folder.sweep(kept);
}

}  // namespace soxa::office
