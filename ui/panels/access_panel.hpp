// Consents and authorisations with document, purpose and days; restrictions of files; and the
// account of who did and looked at what.
#pragma once

#include "client/office/access_act.hpp"
#include "ui/panels/asking.hpp"
#include "ui/panels/intent.hpp"
#include "ui/views/access_rows.hpp"

namespace soxa::ui {

namespace intent {

struct AddGrant {
    office::GrantWanted grant;  ///< its days as they were typed
};
struct SignGrant {
    std::string id;
};
struct EndGrant {
    std::string id;
    std::string basis;
};
struct ProposeLevel {
    std::string uid;
    office::LevelWanted level;  ///< its day as it was typed
};

}  // namespace intent

using AccessWanted =
    std::optional<std::variant<intent::OpenRecord, intent::AddGrant, intent::SignGrant,
                               intent::EndGrant, intent::ProposeLevel>>;

struct AccessPageRows {
    AccessRows rows;
    Told told;
};

class AccessPanel {
public:
    [[nodiscard]] AccessWanted draw(Pen& pen, const AccessPageRows& page);

private:
    enum class Asking { nothing, add, end, restrict, lift };

    [[nodiscard]] AccessWanted draw_grants(Pen& pen, const AccessRows& rows);
    [[nodiscard]] AccessWanted draw_grant(Pen& pen, const AccessRows& rows, const GrantRow& one);
    [[nodiscard]] AccessWanted draw_levels(Pen& pen, const AccessRows& rows);
    [[nodiscard]] AccessWanted draw_add(Pen& pen, const AccessRows& rows, bool& open);
    [[nodiscard]] AccessWanted draw_level_question(Pen& pen, const AccessRows& rows, bool& open);
    void ask(Asking asking);

    bool levels_ = false;  ///< which tab
    std::string chosen_;   ///< a grant's name
    std::string chosen_file_;
    Asking asking_ = Asking::nothing;
    office::GrantWanted grant_;
    std::size_t kind_ = 0;
    std::size_t sensitivity_ = 1;
    std::string basis_;
    office::LevelWanted level_;
    std::size_t level_choice_ = 0;
    Picker picker_;
};

class AuditPanel {
public:
    /// Of the chosen line's file, or nothing.
    [[nodiscard]] Wanted draw(Pen& pen, const std::vector<AuditRow>& rows);
    /// Rows are others now.
    void refresh() { found_for_.reset(); }

private:
    std::string search_;
    std::optional<std::string> found_for_;
    std::vector<std::size_t> found_;
    std::string chosen_;
};

}  // namespace soxa::ui
