// logind, as far as we ask it, on a bus of the test's own: owns its name, gives sessions and
// inhibitors, and sends its signals when a line on standard input says so:
//
//   sleep | wake | lock | lock-other
//
// Prints a line for what happens: ready, held (an inhibitor was given), released.
#include <dbus/dbus.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <iostream>
#include <memory>
#include <string>

namespace {

constexpr const char* manager_path = "/org/freedesktop/login1";
constexpr const char* manager = "org.freedesktop.login1.Manager";
constexpr const char* own_session = "/org/freedesktop/login1/session/_31";
constexpr const char* other_session = "/org/freedesktop/login1/session/_32";

struct Unref {
    void operator()(DBusMessage* message) const { ::dbus_message_unref(message); }
};
using Message = std::unique_ptr<DBusMessage, Unref>;

class FakeLogind {
public:
    explicit FakeLogind(DBusConnection* bus) : bus_(bus) {}

    int run() {
        DBusError error = DBUS_ERROR_INIT;
        if (::dbus_bus_request_name(bus_, "org.freedesktop.login1", 0, &error) < 0) {
            std::cerr << error.message << '\n';
            return 1;
        }
        say("ready");
        int socket = -1;
        ::dbus_connection_get_unix_fd(bus_, &socket);
        while (true) {
            ::dbus_connection_read_write(bus_, 0);
            while (Message message{::dbus_connection_pop_message(bus_)}) answer(*message);
            ::dbus_connection_flush(bus_);
            std::array<pollfd, 3> ready{{{socket, POLLIN, 0}, {0, POLLIN, 0}, {held_, POLLIN, 0}}};
            ::poll(ready.data(), ready.size(), -1);
            if (ready[2].revents != 0) {
                ::close(held_);
                held_ = -1;
                say("released");
            }
            if (ready[1].revents == 0) continue;
            std::string line;
            if (!std::getline(std::cin, line)) return 0;
            signal(line);
        }
    }

private:
    static void say(const char* what) { std::cout << what << std::endl; }

    void answer(DBusMessage& question) {
        const bool inhibit = ::dbus_message_is_method_call(&question, manager, "Inhibit") != 0;
        const bool session =
            ::dbus_message_is_method_call(&question, manager, "GetSessionByPID") != 0;
        if (!inhibit && !session) return;
        const Message reply(::dbus_message_new_method_return(&question));
        if (session) {
            ::dbus_message_append_args(reply.get(), DBUS_TYPE_OBJECT_PATH, &own_session,
                                       DBUS_TYPE_INVALID);
        } else {
            std::array<int, 2> ends{-1, -1};
            if (::pipe(ends.data()) != 0) return;
            ::dbus_message_append_args(reply.get(), DBUS_TYPE_UNIX_FD, &ends[1], DBUS_TYPE_INVALID);
            ::close(ends[1]);
            held_ = ends[0];
        }
        ::dbus_connection_send(bus_, reply.get(), nullptr);
        ::dbus_connection_flush(bus_);
        if (inhibit) say("held");
    }

    void signal(const std::string& line) {
        const bool lock = line == "lock" || line == "lock-other";
        const Message message(
            lock ? ::dbus_message_new_signal(line == "lock" ? own_session : other_session,
                                             "org.freedesktop.login1.Session", "Lock")
                 : ::dbus_message_new_signal(manager_path, manager, "PrepareForSleep"));
        const dbus_bool_t begins = line == "sleep" ? TRUE : FALSE;
        if (!lock) {
            ::dbus_message_append_args(message.get(), DBUS_TYPE_BOOLEAN, &begins, DBUS_TYPE_INVALID);
        }
        ::dbus_connection_send(bus_, message.get(), nullptr);
        ::dbus_connection_flush(bus_);
    }

    DBusConnection* bus_;
    int held_ = -1;
};

}  // namespace

int main() {
    DBusConnection* bus = ::dbus_bus_get(DBUS_BUS_SYSTEM, nullptr);
    if (bus == nullptr) return 1;
    return FakeLogind(bus).run();
}
