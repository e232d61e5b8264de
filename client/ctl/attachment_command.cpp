#include "client/ctl/told.hpp"
#include "client/office/access.hpp"
#include "client/office/attach.hpp"
#include "client/office/scan_look.hpp"
#include "crypto/base/utf8.hpp"

namespace soxa::ctl {

namespace {

struct Wanted {
    RecordName name;
    std::string file;
    office::NewAttachment typed;
    int pages = 0;
    std::string attachment;
    std::string out;
    bool thumbnail = false;
    std::string purpose;
};

Result<int> attach(Console& console, const Wanted& wanted) {
    // With --id the one word that stands alone is the file.
    RecordName name = wanted.name;
    std::string file = wanted.file;
    if (file.empty() && !name.personal_id.empty()) std::swap(file, name.uid);
    if (file.empty()) return fail(Errc::usage, "attachment.which_file");
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, name.find(office));
    TRY_LET(const auto state, office.record(uid, ledger::Act::enter));
    TRY_LET(const std::string content, read_text(file, ledger::attachment_bytes_max));
    office::NewAttachment typed = wanted.typed;
    typed.bytes = copy_of(bytes_of(content));
    typed.file_name = utf8(path_of(file).stem());
    if (wanted.pages > 0) typed.pages = wanted.pages;
    TRY_LET(const office::AttachedNow done, office::attach(office, state, std::move(typed)));
    if (console.json()) {
        console.out(Json{{"record_uid", uid},
                         {"row_uid", done.row_uid},
                         {"sha256", done.sha256},
                         {"changed", done.changed},
                         {"findings", findings_json(console, done.findings)}});
    } else {
        console.out(done.row_uid);
    }
    for (const record::Finding& finding : done.findings) {
        console.tell_line(line_of(console, finding));
    }
    console.tell(done.changed ? "saved.here" : "attachment.same");
    return 0;
}

Result<std::vector<office::ListedAttachment>> listed(office::Office& office,
                                                     const Wanted& wanted) {
    if (wanted.name.uid.empty() && wanted.name.personal_id.empty()) {
        TRY_LET(auto all, office::all_attachments(office));
        // What asks why is not shown in passing.
        std::erase_if(all, [](const office::ListedAttachment& one) { return one.asks_purpose; });
        return all;
    }
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office::look(office, uid, ledger::Use::look, wanted.purpose));
    return office::attachments(office, state);
}

Result<int> list(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const auto found, listed(office, wanted));
    Json all = Json::array();
    for (const office::ListedAttachment& one : found) {
        all.push_back(json_of(one));
        const std::string_view where = one.received ? "attachment.received"
                                       : one.here   ? "attachment.pending_here"
                                                    : "attachment.pending";
        if (console.json()) continue;
        console.out(hex(one.row.file.digest.view().first(4)) + "\t" + one.row.title + "\t" +
                    console.word("attachment.line", {std::to_string(one.row.pages),
                                                     std::to_string(one.row.file.size)}) +
                    "\t" + console.word(where));
    }
    if (console.json()) console.out(all);
    return 0;
}

Result<int> get(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const auto found, office::all_attachments(office));
    TRY_LET(const office::ListedAttachment one,
            office::attachment_named(found, wanted.attachment));
    if (wanted.thumbnail && !one.row.thumbnail) {
        return fail(Errc::invalid_input, "attachment.no_thumbnail");
    }
    const ledger::NamedBytes& named = wanted.thumbnail ? *one.row.thumbnail : one.row.file;
    TRY_LET(const std::uint64_t bytes, office::give_out(office, one, named, path_of(wanted.out),
                                                        wanted.purpose));
    if (console.json()) {
        console.out(Json{{"sha256", hex(named.digest.view())},
                         {"bytes", bytes},
                         {"out", wanted.out}});
    }
    console.tell("attachment.written", {wanted.out, std::to_string(bytes)});
    return 0;
}

}  // namespace

void add_attachments(const Commands& commands) {
    auto wanted = std::make_shared<Wanted>();
    const auto chosen = [&](CLI::App* command, auto body) {
        commands.act(command, [wanted, body](Console& console) { return body(console, *wanted); });
    };
    CLI::App* add = commands.add(
        commands.app, "attach", "đính kèm bản quét / attach a scan",
        "soxactl --as lan attach UID --kind 07 qd-nang-luong.pdf --row salary_history/2");
    wanted->name.add_to(add);
    add->add_option("--kind", wanted->typed.kind, "mã loại tài liệu / code of attachment_kind")
        ->required();
    add->add_option("FILE", wanted->file, "PDF, JPEG, PNG");
    add->add_option("--row", wanted->typed.row, "dòng hay mục được chứng minh / what it proves: group/ROW or a field");
    add->add_flag("--smaller", wanted->typed.smaller,
                  "thu nhỏ ảnh lớn hơn một trang cần / make a picture smaller that is larger than a page needs");
    add->add_option("--title", wanted->typed.title, "tên tài liệu / title");
    add->add_option("--pages", wanted->pages,
                    "số trang, khi tệp không cho biết / pages, where the file does not tell")
        ->check(CLI::PositiveNumber);
    add->add_option("--scanned-at", wanted->typed.scanned_at, "ngày quét / day of the scan");
    add->add_option("--certified-by", wanted->typed.certified_by,
                    "người xác nhận bản sao / who certified the copy");
    add->add_option("--certified-form", wanted->typed.certified_form, "CHU_KY_SO | DAU_SAO_Y");
    chosen(add, attach);

    CLI::App* group = commands.add(commands.app, "attachment", "tài liệu số hoá / scans",
                                   "soxactl --as lan attachment list UID");
    group->require_subcommand(1);
    CLI::App* listing = commands.add(*group, "list", "liệt kê / list",
                                     "soxactl --as lan attachment list");
    wanted->name.add_to(listing);
    const auto add_purpose = [&](CLI::App* command) {
        command->add_option("--purpose", wanted->purpose,
                            "mục đích, khi hồ sơ đòi hỏi / purpose, where the file asks for it");
    };
    add_purpose(listing);
    chosen(listing, list);
    CLI::App* getting =
        commands.add(*group, "get", "lấy ra tệp / into a file",
                     "soxactl --as lan attachment get 3f2a90c1 --out quyet-dinh.pdf");
    getting->add_option("ATTACHMENT", wanted->attachment,
                        "mã hoặc SHA-256 / row_uid or SHA-256")
        ->required();
    getting->add_option("--out", wanted->out, "tệp / file")->required();
    add_purpose(getting);
    getting->add_flag("--thumbnail", wanted->thumbnail, "chỉ ảnh thu nhỏ / the thumbnail only");
    chosen(getting, get);
}

}  // namespace soxa::ctl
