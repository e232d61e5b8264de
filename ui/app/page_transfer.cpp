// Transfers: the moves of files, carried out.
#include "client/office/move.hpp"
#include "ui/app/page_acts.hpp"
#include "ui/app/page_list.hpp"
#include "ui/panels/transfer_panel.hpp"
#include "ui/views/spelling.hpp"

namespace soxa::ui {

namespace {

class TransferPage final : public Page {
public:
    explicit TransferPage(Bench& bench) : bench_(bench) {}

    Result<void> compute(office::Office& office) override {
        TRY_LET(page_.rows, transfer_rows(office, page_.all, bench_.words()));
        return {};
    }
    Wanted draw(Pen& pen) override {
        return carry_out<intent::OpenRecord>(panel_.draw(pen, page_),
                                             [this](const auto& one) { act(one); });
    }
    void arrive() override { page_.told = {}; }

private:
    void act(const intent::ShowMoves& wanted) {
        page_.all = wanted.all;
        bench_.changed();
    }
    void act(const intent::MoveFile& wanted) {
        std::string done = "move.inside";
        tell(bench_.now([&](office::Office& office) -> Result<void> {
            TRY_LET(const auto state, office.record(wanted.uid, ledger::Act::read_list));
            const ledger::MoveTerms terms{wanted.to, day_kept(wanted.effective), wanted.basis,
                                          wanted.note};
            if (wanted.move == 2) return office::move_inside(office, state, terms);
            if (wanted.move == 5) {
                done = "move.left";
                return office::leave(office, state, wanted.status, terms);
            }
            TRY_LET(const auto moved, office::release(office, state, terms));
            done = moved == ledger::TransferState::proposed ? "transfers.proposed"
                                                            : "move.released";
            return {};
        }), [&] { return bench_.words().say(done); });
    }
    void act(const intent::RequestFile& wanted) {
        tell(bench_.now([&](office::Office& office) -> Result<void> {
            TRY(office::request_file(office, {wanted.personal_id, wanted.full_name,
                                              {wanted.from, day_kept(wanted.effective),
                                               wanted.basis, {}}}));
            return {};
        }), [&] { return bench_.words().say("move.requested", {wanted.full_name}); });
    }
    void act(const intent::AnswerOffer& wanted) {
        std::string person;
        tell(bench_.now([&](office::Office& office) -> Result<void> {
            TRY_LET(person, wanted.accepted
                                ? office::accept(office, wanted.operation)
                                : office::refuse_offer(office, wanted.operation, wanted.reason));
            return {};
        }), [&] {
            return bench_.words().say(wanted.accepted ? "move.accepted" : "move.refused", {person});
        });
    }
    void act(const intent::AnswerLate& wanted) {
        tell(bench_.now([&](office::Office& office) {
            return office::answer_late(office, wanted.operation, wanted.take);
        }), [&] {
            return bench_.words().say(wanted.take ? "move.late_taken" : "move.late_left");
        });
    }
    void act(const intent::ReopenFile& wanted) {
        tell(bench_.now([&](office::Office& office) -> Result<void> {
            TRY_LET(const auto state, office.record(wanted.uid, ledger::Act::read_list));
            return office::reopen(office, state, wanted.basis);
        }), [&] { return bench_.words().say("transfers.reopened"); });
    }
    template <class Said>
    void tell(const Result<void>& outcome, const Said& said) {
        page_.told = told_of(bench_, outcome, said);
    }

    Bench& bench_;
    TransferPageRows page_;
    TransferPanel panel_;
};

}  // namespace

std::unique_ptr<Page> make_transfer_page(Bench& bench) {
    return std::make_unique<TransferPage>(bench);
}

}  // namespace soxa::ui
