#include "client/ctl/told.hpp"
#include "client/office/handed_file.hpp"
#include "client/office/move.hpp"

namespace soxa::ctl {

namespace {

struct Wanted {
    RecordName name;
    ledger::MoveTerms terms;
    unsigned move = 3;
    std::string status;
    std::string personal_id;
    std::string full_name;
    std::vector<std::string> operations;
    std::vector<std::string> evidence;
    std::string reason;
    std::string file;
    bool all = false;
};

Result<int> out(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string uid, wanted.name.find(office));
    TRY_LET(const auto state, office.record(uid, ledger::Act::read_list));
    if (wanted.move == 2) {
        TRY(office::move_inside(office, state, wanted.terms));
        if (console.json()) console.out(Json{{"record_uid", uid}, {"case", 2}});
        console.tell("move.inside");
        return 0;
    }
    if (wanted.move == 5) {
        TRY(office::leave(office, state, wanted.status, wanted.terms, wanted.evidence));
        if (console.json()) console.out(Json{{"record_uid", uid}, {"case", 5}});
        console.tell("move.left");
        return 0;
    }
    if (wanted.move != 3) return fail(Errc::usage, "move.case");
    TRY_LET(const auto moved, office::release(office, state, wanted.terms));
    TRY_LET(const auto after, office.record(uid, ledger::Act::read_list));
    const ledger::Departure* const move = after.life.departure();
    const ledger::MoveTerms terms = move == nullptr ? wanted.terms : move->terms;
    if (console.json()) {
        console.out(Json{{"record_uid", uid},
                         {"case", 3},
                         {"state", std::string(name_of(moved))},
                         {"to", terms.to},
                         {"effective_date", terms.effective},
                         {"basis", terms.basis}});
    }
    console.tell(moved == ledger::TransferState::proposed ? "move.proposed" : "move.released",
                 {terms.to, day_text(terms.effective), terms.basis});
    return 0;
}

Result<int> accept(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    std::vector<std::string> names = wanted.operations;
    if (wanted.all) {
        TRY_LET(const auto arrivals, office::arrivals(office));
        for (const ledger::Arrival& one : arrivals) {
            if (one.state == ledger::TransferState::in_transit) {
                names.push_back(hex(one.operation.view()));
            }
        }
    } else if (names.empty()) {
        return fail(Errc::usage, "move.which");
    }
    for (const std::string& name : names) {
        TRY_LET(const std::string person, office::accept(office, name));
        console.tell("move.accepted", {person});
    }
    if (console.json()) console.out(Json{{"accepted", names.size()}});
    return 0;
}

Result<int> refuse(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    if (wanted.operations.size() != 1) return fail(Errc::usage, "move.which");
    TRY_LET(const std::string person,
            office::refuse_offer(office, wanted.operations.front(), wanted.reason));
    if (console.json()) console.out(Json{{"refused", 1}});
    console.tell("move.refused", {person});
    return 0;
}

Result<int> request(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const auto id, office::request_file(office, {wanted.personal_id, wanted.full_name,
                                                         wanted.terms}));
    if (console.json()) {
        console.out(Json{{"operation", hex(id.view())}, {"state", "awaiting_national_pull"}});
    }
    console.tell("move.requested", {wanted.full_name});
    return 0;
}

/// Opens what was handed over for a request: the file itself, from a stick or a letter.
Result<int> open(Console& console, const Wanted& wanted) {
    if (wanted.operations.size() != 1) return fail(Errc::usage, "move.which");
    TRY_LET(office::Office office, console.office());
    TRY_LET(const std::string text, read_text(wanted.file, office::handed_bytes_max));
    TRY_LET(const office::HandedFile opened,
            office::open_handed_file(office, wanted.operations.front(), text));
    if (console.json()) {
        console.out(Json{{"record_uid", opened.uid},
                         {"full_name", opened.full_name},
                         {"from_name", opened.from},
                         {"case", 1},
                         {"state", "closed"}});
    }
    console.tell("move.opened", {opened.full_name, opened.from, opened.uid});
    return 0;
}

/// From where to where; of what was asked for from outside, the agency that has it.
std::string way(const Json& move) {
    const std::string to = move["to"].get<std::string>();
    const std::string from = move.value("from", "");
    const bool asked = from.empty() && !move.value("from_name", "").empty();
    return asked ? to + " >" : from + " > " + to;
}

void put(const Console& console, const Json& list, std::string_view side) {
    for (const Json& one : list) {
        console.out(std::string(side) + "\t" + one["operation"].get<std::string>().substr(0, 16) +
                    "\t" + console.word("move_state." + one["state"].get<std::string>()) + "\t" +
                    way(one) + "\t" + one["full_name"].get<std::string>() + "\t" +
                    day_text(one["effective_date"].get<std::string>()) + "\t" +
                    one["basis"].get<std::string>());
    }
}

Result<int> list(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const Json moves, office::moves_json(office, wanted.all));
    if (console.json()) {
        console.out(moves);
        return 0;
    }
    put(console, moves["out"], "->");
    put(console, moves["in"], "<-");
    for (const Json& one : moves["late"]) {
        console.out("?\t" + one["operation"].get<std::string>().substr(0, 16) + "\t" +
                    console.word("move.late", {one["author"].get<std::string>(),
                                               one["from"].get<std::string>(),
                                               time_text(one["time"].get<std::string>())}) +
                    "\t" + one["record_uid"].get<std::string>());
        for (const Json& change : one["changes"]) {
            if (!change.contains("value")) continue;
            const Json& value = change["value"];
            console.out("  " + change["field"].get<std::string>() + ": " +
                        (value.is_string() ? value.get<std::string>() : value.dump()));
        }
    }
    return 0;
}

Result<int> answer_late(Console& console, const Wanted& wanted, bool take) {
    TRY_LET(office::Office office, console.office());
    if (wanted.operations.empty()) return fail(Errc::usage, "move.which");
    for (const std::string& name : wanted.operations) {
        TRY(office::answer_late(office, name, take));
    }
    if (console.json()) console.out(Json{{take ? "taken" : "left", wanted.operations.size()}});
    console.tell(take ? "move.late_taken" : "move.late_left");
    return 0;
}

}  // namespace

void add_transfers(const Commands& commands) {
    auto wanted = std::make_shared<Wanted>();
    CLI::App* transfer = commands.add(commands.app, "transfer",
                                      "chuyển hồ sơ giữa các đơn vị / move files between units",
                                      "soxactl --as thinh transfer list");
    transfer->require_subcommand(1);
    const auto add_terms = [&](CLI::App* command) {
        command->add_option("--date", wanted->terms.effective,
                            "ngày có hiệu lực / effective on")->required(false);
        command->add_option("--basis", wanted->terms.basis, "số và ngày quyết định / decision");
        command->add_option("--note", wanted->terms.note, "ghi chú / note");
    };

    CLI::App* leaving = commands.add(
        *transfer, "out", "chuyển đi, nghỉ, chuyển phòng / send away",
        "soxactl --as thinh transfer out UID --to H31.56 --date 01/12/2026"
        " --basis \"12/QĐ-UBND 20/11/2026\"");
    wanted->name.add_to(leaving);
    leaving->add_option("--to", wanted->terms.to, "mã đơn vị đến / the new unit's code");
    leaving->add_option("--case", wanted->move, "2, 3, 5 (Điều 9 / article 9)");
    leaving->add_option("--status", wanted->status, "tình trạng, với --case 5 / status");
    leaving->add_option("--evidence", wanted->evidence,
                        "tài liệu của hồ sơ làm căn cứ, với --case 5 / attachments that prove it");
    add_terms(leaving);
    commands.act(leaving, [wanted](Console& console) { return out(console, *wanted); });

    CLI::App* accepting =
        commands.add(*transfer, "accept", "tiếp nhận / take over",
                     "soxactl --as hoa transfer accept 3f2a90c1d4e5f607");
    accepting->add_option("OPERATION", wanted->operations, "mã trong transfer list / as listed");
    accepting->add_flag("--all", wanted->all, "tất cả / all");
    commands.act(accepting, [wanted](Console& console) { return accept(console, *wanted); });

    CLI::App* refusing = commands.add(
        *transfer, "refuse", "từ chối tiếp nhận / do not take over",
        "soxactl --as hoa transfer refuse 3f2a90c1d4e5f607 --reason \"không có quyết định\"");
    refusing->add_option("OPERATION", wanted->operations, "mã trong transfer list / as listed");
    refusing->add_option("--reason", wanted->reason, "lý do / why");
    commands.act(refusing, [wanted](Console& console) { return refuse(console, *wanted); });

    CLI::App* asking = commands.add(
        *transfer, "request", "xin hồ sơ từ ngoài tỉnh / ask for a file from outside",
        "soxactl --as lan transfer request --id 034190001234 --name \"Lò Thị Mai\""
        " --from \"Bộ Nội vụ\" --date 01/12/2026 --basis \"12/QĐ-BNV 20/11/2026\"");
    asking->add_option("--id", wanted->personal_id, "số định danh / personal ID")->required();
    asking->add_option("--name", wanted->full_name, "họ và tên / name")->required();
    asking->add_option("--from", wanted->terms.to, "cơ quan đi / the agency")->required();
    add_terms(asking);
    commands.act(asking, [wanted](Console& console) { return request(console, *wanted); });

    CLI::App* opening = commands.add(
        *transfer, "open", "mở hồ sơ từ ngoài tỉnh được bàn giao / open the file that was handed over",
        "soxactl --as lan transfer open 3f2a90c1d4e5f607 --file ho-so.jsonl");
    opening->add_option("OPERATION", wanted->operations, "mã trong transfer list / as listed");
    opening->add_option("--file", wanted->file,
                        "tệp hồ sơ, như export --jsonl / the file, as export --jsonl")->required();
    commands.act(opening, [wanted](Console& console) { return open(console, *wanted); });

    CLI::App* all = commands.add(*transfer, "list", "danh sách / list",
                                 "soxactl --as thinh transfer list --all");
    all->add_flag("--all", wanted->all, "cả đã xong / decided ones too");
    commands.act(all, [wanted](Console& console) { return list(console, *wanted); });

    for (const bool take : {true, false}) {
        const std::string name = take ? "take" : "leave";
        CLI::App* late = commands.add(
            *transfer, name,
            take ? "nhận sửa đổi đến muộn của đơn vị cũ / take the old unit's late work"
                 : "giữ nguyên hồ sơ, bỏ sửa đổi đến muộn / keep the file as it is",
            "soxactl --as lan transfer " + name + " 3f2a90c1d4e5f607");
        late->add_option("OPERATION", wanted->operations, "mã trong transfer list / as listed");
        commands.act(late, [wanted, take](Console& console) {
            return answer_late(console, *wanted, take);
        });
    }
}

}  // namespace soxa::ctl
