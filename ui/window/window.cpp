#include "ui/window/window.hpp"

#include <array>
#include <atomic>
#include <mutex>
#include <utility>

#include <GLFW/glfw3.h>
#include <imgui.h>
#include <imgui_impl_glfw.h>
#include <imgui_internal.h>

#include "crypto/base/secret.hpp"
#include "ui/described/described_file.hpp"
#include "ui/window/cpu_renderer.hpp"
#include "ui/window/desktop.hpp"
#include "ui/window/desktop_clipboard.hpp"
#include "ui/window/frame_clock.hpp"
#include "ui/window/gl_renderer.hpp"
#include "ui/window/idle_lock.hpp"
#include "ui/window/input_pace.hpp"
#include "ui/window/platform_frame.hpp"
#include "ui/window/session_watch.hpp"

namespace soxa::ui {

namespace {

using std::chrono::steady_clock;

constexpr int width_min = 800;
constexpr int height_min = 480;
/// The text cursor blinks this long after the last event, then it stays.
constexpr std::chrono::seconds blink_for{15};
/// A burst of keys is taken in frame after frame; no longer than this before something is shown.
constexpr std::chrono::milliseconds unseen_max{150};
constexpr std::chrono::milliseconds while_pressed{33};
constexpr std::chrono::milliseconds while_hovering{150};

/// What ended functions left on the stack below the caller: ImGui copies text there.
[[gnu::noinline]] void wipe_spent_stack() {
    std::array<std::uint8_t, 65536> spent;
    wipe(spent);
}

/// GLFW, ImGui's context and its platform half, in the order in which they must go.
struct Library {
    ~Library() {
        if (platform) ImGui_ImplGlfw_Shutdown();
        if (context != nullptr) ImGui::DestroyContext(context);
        window.reset();
        if (started) ::glfwTerminate();
    }
    Library() = default;
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    bool started = false;
    bool platform = false;
    ImGuiContext* context = nullptr;
    WindowHandle window;
};

class GlfwWindow final : public Window, private Redraw {
public:
    explicit GlfwWindow(const WindowOptions& options)
        : appearance_(options.appearance),
          described_(options.describe_to),
          idle_(options.lock_after) {}
    ~GlfwWindow() override { watch_.reset(); }
    GlfwWindow(const GlfwWindow&) = delete;
    GlfwWindow& operator=(const GlfwWindow&) = delete;

    Result<void> start(const WindowOptions& options);

    void run(Screen& screen) override;
    void close() override { closed_ = true; }
    void set_appearance(const Appearance& appearance) override {
        appearance_ = appearance;
        happened();
    }
    void set_lock_after(std::chrono::seconds after) override {
        idle_.set(after);
        happened();
    }
    void set_title(const std::string& title) override {
        ::glfwSetWindowTitle(library_.window.get(), title.c_str());
    }
    Redraw& redraw() override { return *this; }
    TextureStore& textures() override { return renderer_->textures(); }
    Typist& typist() override { return typist_; }
    Clipboard& clipboard() override { return *clipboard_; }
    void copy_description() override { copy_wanted_ = true; }

    // Redraw
    void request() override {
        requested_ = true;
        ::glfwPostEmptyEvent();
    }
    void at(Moment moment) override { clock_.at(moment); }

private:
    static GlfwWindow& of(GLFWwindow* window) {
        return *static_cast<GlfwWindow*>(::glfwGetWindowUserPointer(window));
    }
    void listen();
    void happened() { clock_.happened(); }
    void touched() {
        happened();
        idle_.touched(machine_time());
        last_touch_ = steady_clock::now();
    }
    void wait();
    void tell(Screen& screen);
    void lock(Screen& screen, LockRequired::Reason reason);
    void draw(Screen& screen);
    void use_appearance();
    void ask_for_motion();
    [[nodiscard]] bool secret_has_keyboard() const;

    Library library_;
    Appearance appearance_;
    Theme theme_{};
    Description description_;
    DescribedFile described_;
    Typist typist_;
    std::unique_ptr<DesktopClipboard> clipboard_;
    std::unique_ptr<Renderer> renderer_;
    PlatformFrame platform_{library_.window};
    FrameClock clock_;
    InputPace pace_;
    IdleLock idle_;
    Moment last_touch_ = steady_clock::now();
    std::vector<Event> events_;
    bool focused_ = false;
    bool hidden_ = false;  ///< minimised
    bool closed_ = false;
    bool copy_wanted_ = false;
    bool lock_told_ = false;
    std::atomic<bool> requested_{false};
    std::mutex reasons_mutex_;
    std::vector<LockRequired::Reason> reasons_;  // from the session's thread
    std::unique_ptr<SessionWatch> watch_;        // last: its thread calls into the rest
};

Result<void> GlfwWindow::start(const WindowOptions& options) {
    use_unicode_keys();
    ::glfwInitHint(GLFW_JOYSTICK_HAT_BUTTONS, GLFW_FALSE);
    library_.started = ::glfwInit() == GLFW_TRUE;
    if (!library_.started) return fail(Errc::defect, "window.no_display");
    keep_bursts_apart();
    ::glfwWindowHint(GLFW_CLIENT_API, options.gl ? GLFW_OPENGL_API : GLFW_NO_API);
    library_.window.reset(::glfwCreateWindow(options.width, options.height, options.title.c_str(),
                                             nullptr, nullptr));
    GLFWwindow* window = library_.window.get();
    if (window == nullptr) {
        return fail(Errc::defect, options.gl ? "window.no_gl" : "window.no_display");
    }
    if (options.gl) {
        ::glfwMakeContextCurrent(window);
        ::glfwSwapInterval(0);  // a frame is drawn when something happened, so seldom too often
        renderer_ = make_gl_renderer(window);
        if (!renderer_) return fail(Errc::defect, "window.no_gl");
    } else {
        renderer_ = std::make_unique<CpuRenderer>(make_surface(window));
    }
    ::glfwSetWindowSizeLimits(window, width_min, height_min, GLFW_DONT_CARE, GLFW_DONT_CARE);
    ::glfwSetWindowUserPointer(window, this);
    ::glfwSetInputMode(window, GLFW_LOCK_KEY_MODS, GLFW_TRUE);
    listen();

    library_.context = ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;  // it would hold the names of windows
    io.LogFilename = nullptr;
    io.ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
    io.ConfigInputTrickleEventQueue = true;
    // Our callbacks stand already; ImGui's call them.
    library_.platform = ImGui_ImplGlfw_InitForOther(window, true);
    int width = 0;
    int height = 0;
    ::glfwGetFramebufferSize(window, &width, &height);
    platform_.set_size(width, height);
    focused_ = ::glfwGetWindowAttrib(window, GLFW_FOCUSED) == GLFW_TRUE;
    clipboard_ = std::make_unique<DesktopClipboard>(window);
    clipboard_->serve(io);
    idle_.touched(machine_time());
    watch_ = watch_session(window, [this](LockRequired::Reason reason) {
        {
            const std::lock_guard guard(reasons_mutex_);
            reasons_.push_back(reason);
        }
        request();
    });
    return {};
}

void GlfwWindow::listen() {
    GLFWwindow* window = library_.window.get();
    ::glfwSetKeyCallback(window, [](GLFWwindow* w, int, int, int, int) { of(w).touched(); });
    ::glfwSetCharCallback(window, [](GLFWwindow* w, unsigned) { of(w).touched(); });
    ::glfwSetMouseButtonCallback(window, [](GLFWwindow* w, int, int, int) { of(w).touched(); });
    ::glfwSetScrollCallback(window, [](GLFWwindow* w, double, double) { of(w).touched(); });
    ::glfwSetCursorPosCallback(window, [](GLFWwindow* w, double, double) { of(w).touched(); });
    ::glfwSetCursorEnterCallback(window, [](GLFWwindow* w, int) { of(w).happened(); });
    ::glfwSetWindowFocusCallback(window, [](GLFWwindow* w, int focused) {
        of(w).focused_ = focused == GLFW_TRUE;
        of(w).happened();
    });
    ::glfwSetFramebufferSizeCallback(window, [](GLFWwindow* w, int width, int height) {
        of(w).platform_.set_size(width, height);
        of(w).happened();
    });
    ::glfwSetWindowIconifyCallback(window, [](GLFWwindow* w, int hidden) {
        of(w).hidden_ = hidden == GLFW_TRUE;
        of(w).happened();
    });
    ::glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) {
        of(w).renderer_->repair();
        of(w).happened();
    });
    ::glfwSetWindowCloseCallback(window, [](GLFWwindow* w) {
        ::glfwSetWindowShouldClose(w, GLFW_FALSE);
        of(w).events_.emplace_back(CloseRequested{});
        of(w).happened();
    });
    ::glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** paths) {
        FilesDropped dropped;
        for (int i = 0; i < count; ++i) dropped.paths.emplace_back(paths[i]);
        of(w).events_.emplace_back(std::move(dropped));
        of(w).touched();
    });
}

void GlfwWindow::run(Screen& screen) {
    while (!closed_) {
        tell(screen);
        const bool drawn = !hidden_ && clock_.due(steady_clock::now());
        if (drawn) draw(screen);
        // The machine may sleep once nothing is to be seen.
        if (lock_told_ && (drawn || hidden_)) {
            if (watch_) watch_->locked();
            lock_told_ = false;
        }
        if (!closed_) wait();
    }
}

void GlfwWindow::wait() {
    const Moment now = steady_clock::now();
    FrameClock::Wait left = idle_.left(machine_time());
    if (requested_) left = std::chrono::nanoseconds(0);
    if (clipboard_->due()) left = sooner(left, *clipboard_->due() - now);
    if (!hidden_) left = sooner(left, clock_.wait(now));
    if (!left) return ::glfwWaitEvents();
    if (left->count() <= 0) return ::glfwPollEvents();
    ::glfwWaitEventsTimeout(std::chrono::duration<double>(*left).count());
}

void GlfwWindow::tell(Screen& screen) {
    if (requested_.exchange(false)) happened();
    if (idle_.due(machine_time())) lock(screen, LockRequired::Reason::idle);
    std::vector<LockRequired::Reason> reasons;
    {
        const std::lock_guard guard(reasons_mutex_);
        reasons.swap(reasons_);
    }
    for (const LockRequired::Reason reason : reasons) lock(screen, reason);
    if (clipboard_->due() && *clipboard_->due() <= steady_clock::now()) {
        clipboard_->clear_restricted();
    }
    for (const Event& event : std::exchange(events_, {})) screen.handle(event);
}

void GlfwWindow::lock(Screen& screen, LockRequired::Reason reason) {
    screen.handle(LockRequired{reason});
    ImGui::ClearActiveID();
    typist_.forget();
    wipe_spent_stack();
    clipboard_->clear_restricted();
    lock_told_ = true;
    happened();
}

void GlfwWindow::use_appearance() {
    if (theme_.fonts.body != nullptr && theme_.appearance == appearance_) return;
    ImGuiIO& io = ImGui::GetIO();
    theme_ = make_theme(appearance_, io, ImGui::GetStyle());
    appearance_ = theme_.appearance;
    renderer_->take_fonts(*io.Fonts);
}

bool GlfwWindow::secret_has_keyboard() const {
    for (const Described& item : description_.items()) {
        if (item.role == Role::secret && item.focused) return true;
    }
    return false;
}

void GlfwWindow::draw(Screen& screen) {
    use_appearance();
    ImGuiIO& io = ImGui::GetIO();
    const Moment begun = steady_clock::now();
    io.ConfigInputTextCursorBlink = focused_ && begun - last_touch_ < blink_for;
    const bool caps = secret_has_keyboard() && caps_lock_on(library_.window.get());
    // ImGui takes a burst of keys one by one, a frame each; only the last of these frames is shown.
    do {
        const Moment now = steady_clock::now();
        clock_.begin_frame(begun);
        platform_.begin_frame(io, now);
        pace_.before_frame(*library_.context);
        ImGui::NewFrame();
        description_.begin_frame(static_cast<int>(io.DisplaySize.x),
                                 static_cast<int>(io.DisplaySize.y));
        Frame frame{.now = now,
                    .theme = theme_,
                    .description = description_,
                    .typist = typist_,
                    .textures = renderer_->textures(),
                    .redraw = *this,
                    .clipboard = *clipboard_,
                    .caps_lock = caps};
        screen.draw(frame);
        ImGui::Render();
        pace_.after_frame(*library_.context);
    } while (pace_.behind(*library_.context) && steady_clock::now() - begun < unseen_max);
    if (pace_.behind(*library_.context)) happened();
    const ImU32 ground = theme_.palette.ground;
    renderer_->show(*ImGui::GetDrawData(), ((ground & 0xFFU) << 16U) | (ground & 0xFF00U) |
                                               ((ground >> 16U) & 0xFFU));
    described_.show(description_);
    if (std::exchange(copy_wanted_, false)) clipboard_->put(description_.as_text());
    ask_for_motion();
}

/// Frames for what moves in ImGui without an event.
void GlfwWindow::ask_for_motion() {
    const ImGuiContext& context = *library_.context;
    const Moment now = steady_clock::now();
    bool pressed = context.DimBgRatio > 0 && context.DimBgRatio < 1;
    for (const bool down : context.IO.MouseDown) pressed = pressed || down;
    // A key held down repeats by itself; the window system sends an event each time.
    if (pressed) clock_.at(now + while_pressed);
    if (context.HoverItemDelayId != 0 &&
        context.HoverItemDelayTimer < context.Style.HoverDelayNormal + context.IO.DeltaTime) {
        clock_.at(now + while_hovering);
    }
    const ImGuiInputTextState& typing = context.InputTextState;
    if (typing.ID == 0 || typing.ID != context.ActiveId) return;
    if (!context.IO.ConfigInputTextCursorBlink) return;
    // ImGui shows the cursor for 0.8 s of every 1.2 s; no frame in between.
    constexpr float shown = 0.8F;
    constexpr float period = 1.2F;
    const float phase = typing.CursorAnim <= 0 ? typing.CursorAnim : ImFmod(typing.CursorAnim, period);
    const float left = phase <= shown ? shown - phase : period - phase;
    constexpr float late = 0.02F;
    clock_.at(now + std::chrono::milliseconds(static_cast<int>((left + late) * 1000)));
    // And one to let it stand when blinking ends.
    clock_.at(std::max(last_touch_ + blink_for, now + std::chrono::milliseconds(1)));
}

}  // namespace

Result<std::unique_ptr<Window>> Window::open(const WindowOptions& options) {
    auto window = std::make_unique<GlfwWindow>(options);
    TRY(window->start(options));
    return window;
}

}  // namespace soxa::ui
