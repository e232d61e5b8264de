#include "ui/panels/new_password.hpp"

#include <imgui.h>

#include "sync/record/text.hpp"
#include "ui/panels/secret_text.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/field.hpp"
#include "ui/widgets/text.hpp"

namespace soxa::ui {

namespace {

/// Without marks, as any keyboard types it: fields of passwords take no Telex. No two words of the
/// phrase's list are alike without their marks, so it is no easier to guess.
std::string typed_as(const std::string& suggested) { return record::without_marks(suggested); }

}  // namespace

NewPassword::Drawn NewPassword::draw(Pen& pen, const std::string& id,
                                     const std::string& suggested) {
    if (suggested.empty()) written_down_ = false;
    return suggested.empty() ? draw_own(pen, id) : draw_suggested(pen, id, suggested);
}

NewPassword::Drawn NewPassword::draw_own(Pen& pen, const std::string& id) {
    Drawn drawn;
    if (button(pen, pen.say("password.suggest"))) {
        forget();
        drawn.wanted = intent::SuggestPassphrase{};
    }
    text_beside(pen, pen.say("password.suggest_what"), Tone::muted);
    FieldLook look;
    look.kind = FieldKind::secret;
    look.label = pen.say("login.fresh");
    (void)field(pen, id + "_fresh", fresh_, look);
    look.label = pen.say("login.again");
    if (differ_) look.error = pen.say("password.differs");
    drawn.entered = field(pen, id + "_again", again_, look).entered;
    return drawn;
}

NewPassword::Drawn NewPassword::draw_suggested(Pen& pen, const std::string& id,
                                               const std::string& suggested) {
    Drawn drawn;
    const Card card(pen, (id + "_phrase").c_str());
    if (!written_down_) {
        text(pen, pen.say("password.phrase"), Tone::muted);
        heading(pen, typed_as(suggested));
        text(pen, pen.say("password.phrase_read", {suggested}), Tone::muted);
        text(pen, pen.say("password.phrase_keep"), Tone::warning);
        if (button(pen, pen.say("password.written_down"), {ButtonKind::main, true, 0, 0, {}})) {
            written_down_ = true;
            to_type_ = true;
        }
        ImGui::SameLine();
        if (button(pen, pen.say("password.another"))) {
            drawn.wanted = intent::SuggestPassphrase{};
        }
    } else {
        FieldLook look;
        look.kind = FieldKind::secret;
        look.label = pen.say("password.type_back");
        look.focus = std::exchange(to_type_, false);
        if (differ_) look.error = pen.say("password.phrase_differs");
        drawn.entered = field(pen, id + "_back", again_, look).entered;
        if (button(pen, pen.say("password.show_again"))) {
            (void)take_secret(again_);
            written_down_ = false;
            differ_ = false;
        }
    }
    ImGui::SameLine();
    if (button(pen, pen.say("password.own"))) {
        forget();
        drawn.wanted = intent::SuggestPassphrase{false};
    }
    return drawn;
}

bool NewPassword::filled(const std::string& suggested) const {
    return !again_.empty() && (suggested.empty() ? !fresh_.empty() : written_down_);
}

std::optional<Secret> NewPassword::take(const std::string& suggested) {
    if (!suggested.empty()) fresh_ = typed_as(suggested);
    differ_ = fresh_ != again_;
    if (differ_) {
        if (!suggested.empty()) (void)take_secret(fresh_);
        return std::nullopt;
    }
    (void)take_secret(again_);
    return take_secret(fresh_);
}

void NewPassword::forget() {
    (void)take_secret(fresh_);
    (void)take_secret(again_);
    differ_ = false;
    written_down_ = false;
    to_type_ = false;
}

}  // namespace soxa::ui
