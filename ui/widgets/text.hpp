// Text, and the boxes it stands in. Nothing here takes a format: what a person typed is drawn as it
// is, letters of Ê Đê and Gia Rai composed.
#pragma once

#include <string>
#include <string_view>

#include "sync/record/finding.hpp"
#include "ui/widgets/pen.hpp"

namespace soxa::ui {

enum class Tone : std::uint8_t { plain, muted, strong, good, warning, bad };

void heading(Pen& pen, std::string_view text);
/// Wraps at the right edge.
void text(Pen& pen, std::string_view text, Tone tone = Tone::plain);
/// One line, on the line of what was drawn before.
void text_beside(Pen& pen, std::string_view text, Tone tone = Tone::plain);
/// What just happened, or how far it is: on a ground of its colour, over the whole width.
void status_line(Pen& pen, std::string_view text, Tone tone);
/// What is wrong with a field, with its colour and a word that says how bad it is.
void finding_line(Pen& pen, record::Severity severity, std::string_view text);
/// How far something is, 0 to 1, with the words over it.
void progress_bar(Pen& pen, float fraction, std::string_view text);
/// A small number in a box: "12 chờ ký". Its value stands in the description under its label.
void figure(Pen& pen, std::string_view label, std::string_view value, Tone tone, float width);

/// A panel on the ground, as wide as `width` (0: what is left) and as high as `height` (0: what it
/// needs).
class Card {
public:
    Card(Pen& pen, const char* id, float width = 0, float height = 0);
    ~Card();
    Card(const Card&) = delete;
    Card& operator=(const Card&) = delete;
};

void gap(Pen& pen, float pixels);

}  // namespace soxa::ui
