#include "ui/theme/font_data.hpp"

// The files go into the program as they are; a section of constants has another name on Windows.
#ifdef _WIN32
#define SOXA_CONSTANTS ".section .rdata,\"dr\"\n"
#else
#define SOXA_CONSTANTS ".section .rodata\n"
#endif
#define SOXA_EMBED(name, file)                                                                  \
    __asm__(SOXA_CONSTANTS ".global " #name "_begin\n.global " #name "_end\n.balign 8\n" #name \
            "_begin:\n.incbin \"" file "\"\n" #name "_end:\n.byte 0\n.text\n");                \
    extern "C" const std::uint8_t name##_begin[];                                               \
    extern "C" const std::uint8_t name##_end[]

SOXA_EMBED(soxa_font_regular, "NotoSans-Regular.ttf");
SOXA_EMBED(soxa_font_bold, "NotoSans-Bold.ttf");
SOXA_EMBED(soxa_font_math, "NotoSansMath-Regular.ttf");
SOXA_EMBED(soxa_font_symbols, "NotoSansSymbols2-Regular.ttf");
SOXA_EMBED(soxa_font_licence, SOXA_FONT_LICENCE);

namespace soxa::ui {

FontData font_data() {
    return {{soxa_font_regular_begin, soxa_font_regular_end},
            {soxa_font_bold_begin, soxa_font_bold_end},
            {soxa_font_math_begin, soxa_font_math_end},
            {soxa_font_symbols_begin, soxa_font_symbols_end}};
}

std::string_view font_licence() {
    return {reinterpret_cast<const char*>(soxa_font_licence_begin),
            static_cast<std::size_t>(soxa_font_licence_end - soxa_font_licence_begin)};
}

}  // namespace soxa::ui
