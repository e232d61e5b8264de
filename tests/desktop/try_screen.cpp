#include "tests/desktop/try_screen.hpp"

#include <imgui.h>

#include "crypto/base/secret.hpp"
#include "ui/typing/drawn_text.hpp"

namespace soxa::tests {

namespace {

constexpr int rows = 20000;

Texture checkered(TextureStore& store) {
    constexpr int side = 16;
    std::vector<std::uint8_t> rgba;
    for (int i = 0; i < side * side; ++i) {
        const bool red = (i % side < side / 2) != (i / side < side / 2);
        rgba.insert(rgba.end(), {static_cast<std::uint8_t>(red ? 255 : 0), 0,
                                 static_cast<std::uint8_t>(red ? 0 : 255), 255});
    }
    return {store, {side, side, rgba}};
}

}  // namespace

void TryScreen::handle(const Event& event) {
    if (std::holds_alternative<CloseRequested>(event)) window_.close();
    if (const auto* dropped = std::get_if<FilesDropped>(&event)) {
        status_ = dropped->paths.empty() ? "" : dropped->paths.front();
    }
    if (const auto* lock = std::get_if<LockRequired>(&event)) {
        locked_ = true;
        switch (lock->reason) {
            case LockRequired::Reason::idle: status_ = "idle"; break;
            case LockRequired::Reason::suspend: status_ = "suspend"; break;
            case LockRequired::Reason::session_locked: status_ = "session locked"; break;
        }
        wipe({reinterpret_cast<std::uint8_t*>(secret_.data()), secret_.size()});
        secret_.clear();
    }
}

void TryScreen::draw_fields(Frame& frame) {
    frame.typist.field("##name", name_, {.hint = "Nguyễn Văn A"});
    frame.description.add_last_item(Role::field, "name", name_);
    frame.typist.field("##secret", secret_, {.kind = FieldKind::secret});
    frame.description.add_last_item(Role::secret, "secret");
    frame.typist.field("##note", note_, {.kind = FieldKind::lines});
    frame.description.add_last_item(Role::field, "note", note_);
    if (ImGui::Button("Sao chép")) frame.clipboard.put_restricted(name_);
    frame.description.add_last_item(Role::button, "Sao chép");
    ImGui::SameLine();
    if (ImGui::Button("Telex")) frame.typist.set_style({.method = TypingMethod::telex});
    frame.description.add_last_item(Role::button, "Telex");
    ImGui::SameLine();
    if (ImGui::Button("VNI")) frame.typist.set_style({.method = TypingMethod::vni});
    frame.description.add_last_item(Role::button, "VNI");
    ImGui::SameLine();
    const Theme& theme = frame.theme;
    if (ImGui::Button("200 %")) window_.set_appearance({200, theme.appearance.shade});
    frame.description.add_last_item(Role::button, "200 %");
    ImGui::SameLine();
    if (ImGui::Button("Tối")) window_.set_appearance({theme.appearance.scale_percent, Shade::dark});
    frame.description.add_last_item(Role::button, "Tối");
    ImGui::SameLine();
    if (picture_.id() == nullptr) picture_ = checkered(frame.textures);
    ImGui::Image(picture_.id(), {64, 32});
    frame.description.add_last_item(Role::picture, "picture");
    ImGui::SameLine();
    if (ImGui::Button("Chép màn hình")) window_.copy_description();
    frame.description.add_last_item(Role::button, "Chép màn hình");
    if (frame.caps_lock) {
        ImGui::TextUnformatted("Caps Lock");
        frame.description.add_last_item(Role::status, "Caps Lock");
    }
    ImGui::TextUnformatted(status_.c_str());
    frame.description.add_last_item(Role::status, status_);
}

void TryScreen::draw_rows(Frame& frame) {
    if (!ImGui::BeginTable("rows", 3, ImGuiTableFlags_RowBg | ImGuiTableFlags_ScrollY)) return;
    ImGuiListClipper clipper;
    clipper.Begin(rows);
    while (clipper.Step()) {
        for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row) {
            ImGui::TableNextRow();
            ImGui::TableNextColumn();
            const std::string name = "Nguyễn Thị Hường " + std::to_string(row);
            if (ImGui::Selectable(name.c_str(), chosen_ == row,
                                  ImGuiSelectableFlags_SpanAllColumns)) {
                chosen_ = row;
            }
            frame.description.add_last_item(Role::row, name, {}, chosen_ == row);
            ImGui::TableNextColumn();
            ImGui::TextUnformatted(drawn_text("Y Wơ\u0306t Ê\u0306ban").c_str());
            ImGui::TableNextColumn();
            ImGui::TextUnformatted("chuyên viên → 2,67 ✓");
        }
    }
    ImGui::EndTable();
}

void TryScreen::draw(Frame& frame) {
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin("soxa", nullptr,
                 ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                     ImGuiWindowFlags_NoBringToFrontOnFocus);
    frame.description.add_text(Role::screen, locked_ ? "locked" : "try", {0, 0, 1, 1});
    ImGui::PushFont(frame.theme.fonts.heading);
    ImGui::TextUnformatted("Sổ Xã");
    ImGui::PopFont();
    if (locked_) {
        if (ImGui::Button("Mở khoá")) locked_ = false;
        frame.description.add_last_item(Role::button, "Mở khoá");
        ImGui::TextUnformatted(status_.c_str());
        frame.description.add_last_item(Role::status, status_);
    } else {
        draw_fields(frame);
        draw_rows(frame);
    }
    ImGui::End();
}

}  // namespace soxa::tests
