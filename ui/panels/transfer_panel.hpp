// Files that leave, files that come, late work of the old unit, claimed numbers: each a list, with
// what can be done about the chosen line below it.
#pragma once

#include "ui/panels/asking.hpp"
#include "ui/panels/intent.hpp"
#include "ui/views/transfer_rows.hpp"

namespace soxa::ui {

namespace intent {

/// Out of the unit, inside it, or for good: cases 3, 2 and 5 of article 9.
struct MoveFile {
    std::string uid;
    unsigned move = 3;
    std::string to;      ///< with 3
    std::string status;  ///< with 5
    std::string effective;  ///< as it was typed
    std::string basis;
    std::string note;
};
/// From a ministry or another province.
struct RequestFile {
    std::string personal_id;
    std::string full_name;
    std::string from;
    std::string effective;
    std::string basis;
};
struct AnswerOffer {
    std::string operation;
    bool accepted = false;
    std::string reason;  ///< of a refusal
};
struct AnswerLate {
    std::string operation;
    bool take = false;
};
struct ReopenFile {
    std::string uid;
    std::string basis;
};
/// Those that are over too, or not.
struct ShowMoves {
    bool all = false;
};

}  // namespace intent

using TransferIntent =
    std::variant<intent::OpenRecord, intent::MoveFile, intent::RequestFile, intent::AnswerOffer,
                 intent::AnswerLate, intent::ReopenFile, intent::ShowMoves>;
using TransferWanted = std::optional<TransferIntent>;

struct TransferPageRows {
    TransferRows rows;
    bool all = false;
    Told told;
};

class TransferPanel {
public:
    [[nodiscard]] TransferWanted draw(Pen& pen, const TransferPageRows& page);

private:
    enum class Tab : std::size_t { out, in, late, claims };
    enum class Asking { nothing, move, request, refuse, reopen };

    [[nodiscard]] TransferWanted draw_out(Pen& pen, const TransferRows& rows);
    [[nodiscard]] TransferWanted draw_in(Pen& pen, const TransferRows& rows);
    [[nodiscard]] TransferWanted draw_late(Pen& pen, const TransferRows& rows);
    [[nodiscard]] TransferWanted draw_claims(Pen& pen, const TransferRows& rows);
    [[nodiscard]] const MoveRow* draw_moves(Pen& pen, const std::vector<MoveRow>& rows,
                                            const char* other);
    [[nodiscard]] TransferWanted draw_move(Pen& pen, const TransferRows& rows, bool& open);
    [[nodiscard]] TransferWanted draw_request(Pen& pen, bool& open);
    [[nodiscard]] TransferWanted draw_questions(Pen& pen, const TransferRows& rows);
    void ask(Asking asking);

    Tab tab_ = Tab::out;
    std::string chosen_;  ///< the operation's name
    Asking asking_ = Asking::nothing;
    std::size_t case_ = 0;
    std::size_t status_ = 0;
    intent::MoveFile move_;
    intent::RequestFile request_;
    std::string reason_;
    Picker picker_;
};

}  // namespace soxa::ui
