#include "client/ctl/told.hpp"
#include "client/office/join.hpp"
#include "client/office/ticket.hpp"

namespace soxa::ctl {

namespace {

struct Enrol {
    std::string ticket;
    bool local = false;
    bool look = false;
    office::LocalPerson person;
};

Result<int> join(Console& console, const exchange::Ticket& ticket) {
    TRY_LET(const Secret password, console.password_of(ticket.personal_id));
    TRY_LET(const office::Joined done, office::join(console.surroundings(), ticket, password));
    if (console.json()) {
        console.out(Json{{"unit", ticket.unit_code},
                         {"unit_name", ticket.unit_name},
                         {"admin", ticket.personal_id},
                         {"joined", true},
                         {"accounts", done.accounts},
                         {"records", done.records}});
    }
    console.tell("join.done", {ticket.unit_name, std::to_string(done.accounts),
                               std::to_string(done.records)});
    return 0;
}

/// Who invites whom to what; nothing is made.
Result<int> shown(const Console& console, const exchange::Ticket& ticket) {
    if (!console.json()) return 0;
    console.out(Json{{"unit", ticket.unit_code},
                     {"unit_name", ticket.unit_name},
                     {"person", ticket.person_name},
                     {"admin", ticket.personal_id},
                     {"role", "admin"},
                     {"url", ticket.url},
                     {"expires", rfc3339(ticket.expires)},
                     {"province_fingerprint", exchange::province_fingerprint(ticket)}});
    return 0;
}

Result<int> enrol(Console& console, const Enrol& wanted) {
    const office::Surroundings around = console.surroundings();
    if (wanted.local == !wanted.ticket.empty()) return fail(Errc::usage, "enrol.ticket_or_local");
    const bool enrolled = office::is_enrolled(around.home);
    if (wanted.local && enrolled) return fail(Errc::invalid_input, "enrol.already");
    Json done;
    if (wanted.local) {
        TRY(office::check_local(wanted.person));
        TRY_LET(const Secret password, console.first_password());
        TRY(office::enrol_local(around, wanted.person, password));
        done = {{"unit_name", wanted.person.unit_name}, {"admin", wanted.person.personal_id}};
    } else {
        TRY_LET(const std::string bytes, read_text(wanted.ticket, exchange::ticket_bytes_max));
        TRY_LET(const exchange::Ticket ticket, exchange::decode_ticket(bytes_of(bytes)));
        const std::string print = exchange::province_fingerprint(ticket);
        console.tell("enrol.invites",
                     {ticket.unit_name, ticket.person_name, time_text(ticket.expires)});
        console.tell("enrol.fingerprint", {print});
        if (wanted.look) return shown(console, ticket);
        if (enrolled) return join(console, ticket);
        TRY_LET(const Secret password, console.first_password());
        TRY(office::enrol(around, ticket, password));
        done = {{"unit", ticket.unit_code},
                {"unit_name", ticket.unit_name},
                {"admin", ticket.personal_id},
                {"province_fingerprint", print}};
    }
    if (console.json()) console.out(done);
    console.tell("enrol.done");
    return 0;
}

}  // namespace

void add_enrol(const Commands& commands) {
    auto wanted = std::make_shared<Enrol>();
    CLI::App* command = commands.add(
        commands.app, "enrol",
        "lập kho mã hoá trên máy này từ phiếu của tỉnh / make this laptop's store from a ticket",
        "soxactl --home ~/soxa enrol xa-an-binh.ticket");
    command->add_option("TICKET", wanted->ticket, "tệp phiếu / ticket file");
    command->add_flag("--local", wanted->local,
                      "làm việc một mình, nhập vào tỉnh sau / work alone, join later");
    command->add_flag("--look", wanted->look, "chỉ xem phiếu / only look at the ticket");
    command->add_option("--name", wanted->person.name, "người quản trị (với --local)");
    command->add_option("--id", wanted->person.personal_id, "số định danh (với --local)");
    command->add_option("--unit", wanted->person.unit_name, "tên đơn vị (với --local)");
    commands.act(command, [wanted](Console& console) { return enrol(console, *wanted); });
}

}  // namespace soxa::ctl
