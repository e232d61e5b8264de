#include <dbus/dbus.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cstdint>
#include <string>
#include <thread>
#include <utility>

#include "ui/window/session_watch.hpp"

namespace soxa::ui {

namespace {

constexpr const char* logind = "org.freedesktop.login1";
constexpr const char* logind_path = "/org/freedesktop/login1";
constexpr const char* logind_manager = "org.freedesktop.login1.Manager";
constexpr int answer_wait_ms = 5000;

struct Unref {
    void operator()(DBusMessage* message) const { ::dbus_message_unref(message); }
    void operator()(DBusConnection* bus) const {
        ::dbus_connection_close(bus);
        ::dbus_connection_unref(bus);
    }
};
using Message = std::unique_ptr<DBusMessage, Unref>;

class Logind final : public SessionWatch {
public:
    explicit Logind(std::function<void(LockRequired::Reason)> tell) : tell_(std::move(tell)) {
        if (::pipe(wake_.data()) != 0) return;
        thread_ = std::thread([this] { listen(); });
    }
    ~Logind() override {
        say('q');
        if (thread_.joinable()) thread_.join();
        for (const int end : wake_) {
            if (end >= 0) ::close(end);
        }
    }
    Logind(const Logind&) = delete;
    Logind& operator=(const Logind&) = delete;

    void locked() override { say('l'); }

private:
    void say(char word) const {
        if (wake_[1] >= 0) (void)!::write(wake_[1], &word, 1);
    }

    void listen() {
        ::dbus_threads_init_default();
        bus_.reset(::dbus_bus_get_private(DBUS_BUS_SYSTEM, nullptr));
        if (!bus_) return;
        ::dbus_connection_set_exit_on_disconnect(bus_.get(), FALSE);
        session_ = own_session();
        const std::string from = std::string("type='signal',sender='") + logind + "',";
        ::dbus_bus_add_match(
            bus_.get(),
            (from + "interface='" + logind_manager + "',member='PrepareForSleep'").c_str(),
            nullptr);
        ::dbus_bus_add_match(
            bus_.get(), (from + "interface='org.freedesktop.login1.Session',member='Lock'").c_str(),
            nullptr);
        ::dbus_connection_flush(bus_.get());
        hold_sleep_back();
        int socket = -1;
        if (::dbus_connection_get_unix_fd(bus_.get(), &socket) == 0) return;
        while (::dbus_connection_get_is_connected(bus_.get()) != 0) {
            ::dbus_connection_read_write(bus_.get(), 0);
            while (Message message{::dbus_connection_pop_message(bus_.get())}) take(*message);
            std::array<pollfd, 2> ready{{{socket, POLLIN, 0}, {wake_[0], POLLIN, 0}}};
            if (::poll(ready.data(), ready.size(), -1) < 0) continue;
            if (ready[1].revents == 0) continue;
            char word = 'q';
            (void)!::read(wake_[0], &word, 1);
            if (word == 'q') break;
            let_sleep();
        }
        let_sleep();
        bus_.reset();
    }

    void take(DBusMessage& message) {
        if (::dbus_message_is_signal(&message, logind_manager, "PrepareForSleep") != 0) {
            dbus_bool_t begins = FALSE;
            if (::dbus_message_get_args(&message, nullptr, DBUS_TYPE_BOOLEAN, &begins,
                                        DBUS_TYPE_INVALID) == 0) {
                return;
            }
            if (begins != 0) {
                tell_(LockRequired::Reason::suspend);
            } else {
                hold_sleep_back();  // for the next time
            }
        }
        if (::dbus_message_is_signal(&message, "org.freedesktop.login1.Session", "Lock") != 0) {
            const char* path = ::dbus_message_get_path(&message);
            // Not knowing our session, we lock for anybody's: locking costs no work.
            if (session_.empty() || (path != nullptr && session_ == path)) {
                tell_(LockRequired::Reason::session_locked);
            }
        }
    }

    [[nodiscard]] Message ask(Message question) const {
        if (!question) return nullptr;
        return Message(::dbus_connection_send_with_reply_and_block(bus_.get(), question.get(),
                                                                   answer_wait_ms, nullptr));
    }

    [[nodiscard]] std::string own_session() const {
        Message question(::dbus_message_new_method_call(logind, logind_path, logind_manager,
                                                        "GetSessionByPID"));
        const auto process = static_cast<dbus_uint32_t>(::getpid());
        ::dbus_message_append_args(question.get(), DBUS_TYPE_UINT32, &process, DBUS_TYPE_INVALID);
        const Message answer = ask(std::move(question));
        const char* path = nullptr;
        if (!answer || ::dbus_message_get_args(answer.get(), nullptr, DBUS_TYPE_OBJECT_PATH, &path,
                                               DBUS_TYPE_INVALID) == 0) {
            return {};
        }
        return path;
    }

    /// logind gives a descriptor; the machine does not sleep while it is open.
    void hold_sleep_back() {
        if (held_ >= 0) return;
        Message question(
            ::dbus_message_new_method_call(logind, logind_path, logind_manager, "Inhibit"));
        const char* what = "sleep";
        const char* who = "Sổ Xã";
        const char* why = "Khoá màn hình";
        const char* how = "delay";
        ::dbus_message_append_args(question.get(), DBUS_TYPE_STRING, &what, DBUS_TYPE_STRING, &who,
                                   DBUS_TYPE_STRING, &why, DBUS_TYPE_STRING, &how,
                                   DBUS_TYPE_INVALID);
        const Message answer = ask(std::move(question));
        int descriptor = -1;
        if (answer && ::dbus_message_get_args(answer.get(), nullptr, DBUS_TYPE_UNIX_FD, &descriptor,
                                              DBUS_TYPE_INVALID) != 0) {
            held_ = descriptor;
        }
    }

    void let_sleep() {
        if (held_ >= 0) ::close(held_);
        held_ = -1;
    }

    std::function<void(LockRequired::Reason)> tell_;
    std::array<int, 2> wake_{-1, -1};
    std::unique_ptr<DBusConnection, Unref> bus_;  // the thread's alone
    std::string session_;
    int held_ = -1;
    std::thread thread_;
};

}  // namespace

std::unique_ptr<SessionWatch> watch_session(GLFWwindow* /*window*/,
                                            std::function<void(LockRequired::Reason)> tell) {
    return std::make_unique<Logind>(std::move(tell));
}

}  // namespace soxa::ui
