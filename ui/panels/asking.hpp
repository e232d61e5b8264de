// A question over the screen: what will be done, what has to be said for it, and two answers.
//
//   Ask ask(pen, "revoke", open_, pen.say("accounts.revoke"));
//   ask.line("basis", pen.say("accounts.basis"), basis_, {.required = true});
//   if (ask.answered(pen.say("accounts.revoke"), ButtonKind::danger)) wanted = …;
//
// Closed it draws nothing and is never answered, so it stands at the end of a panel without an if.
#pragma once

#include <string>
#include <vector>

#include "ui/panels/page.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/field.hpp"
#include "ui/widgets/picker.hpp"

namespace soxa::ui {

class Ask {
public:
    /// `open` goes to false with either answer, and with Escape.
    Ask(Pen& pen, const char* id, bool& open, const std::string& title, float width = 560);
    ~Ask() = default;
    Ask(const Ask&) = delete;
    Ask& operator=(const Ask&) = delete;

    [[nodiscard]] bool open() const { return question_.open(); }
    void say(const std::string& what, Tone tone = Tone::muted);
    /// A field; the first takes the keyboard. One that is required holds the answer back while it
    /// is empty; Enter in any of them is "yes".
    struct Line {
        bool required = false;
        bool vietnamese = true;
        FieldKind kind = FieldKind::line;
        std::string hint = {};
        std::string error = {};
        bool short_one = false;  ///< a day or a number
    };
    void line(const std::string& id, const std::string& label, std::string& text,
              const Line& line);
    void options(const std::string& id, const std::string& label,
                 const std::vector<std::string>& options, std::size_t& chosen);
    /// Of many; `value` and `shown` are what is chosen.
    void pick(Picker& picker, const std::string& id, const std::string& label,
              const std::vector<Option>& options, std::string& value);
    /// As pick(), and an empty value is an answer too.
    void pick_or_none(Picker& picker, const std::string& id, const std::string& label,
                      const std::vector<Option>& options, std::string& value);
    /// Holds the answer back unless it is met.
    void need(bool met) { ready_ = ready_ && met; }
    /// The last line: the act, and "Thôi".
    [[nodiscard]] bool answered(const std::string& act, ButtonKind kind = ButtonKind::main);

private:
    void draw_pick(Picker& picker, const std::string& id, const std::string& label,
                   const std::vector<Option>& options, bool required, std::string& value);

    Pen& pen_;
    bool& open_;
    Question question_;
    bool first_ = true;
    bool ready_ = true;
    bool entered_ = false;
};

}  // namespace soxa::ui
