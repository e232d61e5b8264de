// A screen with all that belongs to it: rows, panel, and what its intents do. Whoever adds one
// writes panel and rows, a Page here, its Place, and a line in pages.cpp.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "client/office/office.hpp"
#include "ui/panels/intent.hpp"
#include "ui/widgets/pen.hpp"

namespace soxa::ui {

/// The file that is open on the desk; an empty uid for none.
struct OpenFile {
    std::string uid;
    bool purpose_said = false;  ///< why it is looked at, where that is asked
};

/// What a page is lent of the desk it lies on; of the window's thread.
class Bench {
public:
    virtual ~Bench() = default;

    [[nodiscard]] virtual const office::Surroundings& around() const = 0;
    [[nodiscard]] virtual const Words& words() const = 0;
    /// At once, while nobody else has the office.
    using ShortAct = std::function<Result<void>(office::Office&)>;
    [[nodiscard]] virtual Result<void> now(const ShortAct& act) = 0;
    /// Beside the window's thread; the window shows `what` and how far it is, and can give it up.
    /// `then` hears what came of it on the window's thread, unless the page has gone since; `act`
    /// may outlive the page and owns what it uses.
    using Watch = std::function<bool(std::uint64_t done, std::uint64_t all)>;
    using LongAct = std::function<Result<void>(office::Office&, const Watch&)>;
    using Then = std::function<void(const Result<void>&)>;
    virtual void later(const std::string& what, LongAct act, Then then) = 0;
    [[nodiscard]] virtual OpenFile open_file() const = 0;
    /// Something was saved: rows are computed anew, and the status line says when.
    virtual void saved() = 0;
    /// Rows are computed anew.
    virtual void changed() = 0;
};

class Page {
public:
    virtual ~Page() = default;

    /// Its rows, with the office held.
    [[nodiscard]] virtual Result<void> compute(office::Office& office) = 0;
    /// Carries out its own intents; gives back what is for the desk.
    [[nodiscard]] virtual Wanted draw(Pen& pen) = 0;
    /// Somebody comes to it: what was told the last time is gone.
    virtual void arrive() {}
    virtual void forget_secrets() {}
    /// One thing on it is to be shown first; `back` is where its way back leads.
    virtual void show(const std::string& /*what*/, Place /*back*/) {}
    /// A file was dropped on the window.
    virtual void drop(const std::string&) {}
};

using Pages = std::map<Place, std::unique_ptr<Page>>;
[[nodiscard]] Pages make_pages(Bench& bench);

}  // namespace soxa::ui
