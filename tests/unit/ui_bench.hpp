// A bench for one page: acts at once on a real office, without a window and without threads.
#pragma once

#include "tests/unit/ui_office.hpp"
#include "ui/app/page.hpp"

namespace soxa::tests::ui_bench {

class TestBench final : public ui::Bench {
public:
    TestBench(ui_office::Unit& unit, office::Office& office)
        : around_(unit.around()), office_(office) {}

    [[nodiscard]] const office::Surroundings& around() const override { return around_; }
    [[nodiscard]] const ui::Words& words() const override { return words_; }
    [[nodiscard]] Result<void> now(const ShortAct& act) override { return act(office_); }
    void later(const std::string&, LongAct act, Then then) override {
        const Watch watch = [this](std::uint64_t done, std::uint64_t all) {
            CHECK(done <= all);
            watched += 1;
            return !give_up;
        };
        then(act(office_, watch));
    }
    [[nodiscard]] ui::OpenFile open_file() const override { return file; }
    void saved() override { changes += 1; }
    void changed() override { changes += 1; }

    ui::OpenFile file;     ///< that is open
    bool give_up = false;  ///< the person does not wait
    int watched = 0;       ///< how often it was told how far it is
    int changes = 0;

private:
    office::Surroundings around_;
    office::Office& office_;
    ui::Words words_{office::Language::vietnamese};
};

}  // namespace soxa::tests::ui_bench
