#include "ui/window/gl_renderer.hpp"

#include <cstddef>
#include <cstdint>
#include <utility>

#ifdef _WIN32
#include <windows.h>
#endif
#include <GL/gl.h>
#include <GLFW/glfw3.h>

namespace soxa::ui {

namespace {

/// The functions we use; the header is asked for their types only.
struct Gl {
    decltype(&::glBindTexture) bind_texture;
    decltype(&::glBlendFunc) blend_func;
    decltype(&::glClear) clear;
    decltype(&::glClearColor) clear_color;
    decltype(&::glColorPointer) color_pointer;
    decltype(&::glDeleteTextures) delete_textures;
    decltype(&::glDrawElements) draw_elements;
    decltype(&::glEnable) enable;
    decltype(&::glEnableClientState) enable_client_state;
    decltype(&::glGenTextures) gen_textures;
    decltype(&::glLoadIdentity) load_identity;
    decltype(&::glMatrixMode) matrix_mode;
    decltype(&::glOrtho) ortho;
    decltype(&::glDisable) disable;
    decltype(&::glScissor) scissor;
    decltype(&::glTexCoordPointer) tex_coord_pointer;
    decltype(&::glTexImage2D) tex_image_2d;
    decltype(&::glTexParameteri) tex_parameter_i;
    decltype(&::glVertexPointer) vertex_pointer;
    decltype(&::glViewport) viewport;

    [[nodiscard]] bool load() {
        return get(bind_texture, "glBindTexture") && get(blend_func, "glBlendFunc") &&
               get(clear, "glClear") && get(clear_color, "glClearColor") &&
               get(color_pointer, "glColorPointer") && get(delete_textures, "glDeleteTextures") &&
               get(draw_elements, "glDrawElements") && get(enable, "glEnable") &&
               get(enable_client_state, "glEnableClientState") &&
               get(gen_textures, "glGenTextures") && get(load_identity, "glLoadIdentity") &&
               get(matrix_mode, "glMatrixMode") && get(ortho, "glOrtho") &&
               get(disable, "glDisable") && get(scissor, "glScissor") &&
               get(tex_coord_pointer, "glTexCoordPointer") && get(tex_image_2d, "glTexImage2D") &&
               get(tex_parameter_i, "glTexParameteri") && get(vertex_pointer, "glVertexPointer") &&
               get(viewport, "glViewport");
    }

private:
    template <class Function>
    static bool get(Function& function, const char* name) {
        function = reinterpret_cast<Function>(::glfwGetProcAddress(name));
        return function != nullptr;
    }
};

class GlRenderer final : public Renderer, private TextureStore {
public:
    GlRenderer(GLFWwindow* window, const Gl& gl) : window_(window), gl_(gl) {}

    [[nodiscard]] TextureStore& textures() override { return *this; }

    void take_fonts(ImFontAtlas& atlas) override {
        destroy(fonts_);
        unsigned char* rgba = nullptr;
        int width = 0;
        int height = 0;
        atlas.GetTexDataAsRGBA32(&rgba, &width, &height);
        fonts_ = upload(rgba, width, height);
        atlas.SetTexID(fonts_);
        atlas.ClearTexData();
    }

    void show(const ImDrawData& data, std::uint32_t ground) override {
        const int width = static_cast<int>(data.DisplaySize.x);
        const int height = static_cast<int>(data.DisplaySize.y);
        if (width <= 0 || height <= 0) return;
        prepare(width, height, ground);
        for (const ImDrawList* list : data.CmdLists) {
            const auto* vertices = reinterpret_cast<const std::byte*>(list->VtxBuffer.Data);
            constexpr GLsizei size = sizeof(ImDrawVert);
            gl_.vertex_pointer(2, GL_FLOAT, size, vertices + offsetof(ImDrawVert, pos));
            gl_.tex_coord_pointer(2, GL_FLOAT, size, vertices + offsetof(ImDrawVert, uv));
            gl_.color_pointer(4, GL_UNSIGNED_BYTE, size, vertices + offsetof(ImDrawVert, col));
            for (const ImDrawCmd& command : list->CmdBuffer) draw(*list, command, height);
        }
        ::glfwSwapBuffers(window_);
    }

    void repair() override {}  // Every frame is drawn whole.

private:
    void prepare(int width, int height, std::uint32_t ground) {
        const auto part = [&](unsigned shift) {
            return static_cast<float>((ground >> shift) & 0xFFU) / 255.0F;
        };
        gl_.viewport(0, 0, width, height);
        gl_.disable(GL_SCISSOR_TEST);
        gl_.clear_color(part(16), part(8), part(0), 1);
        gl_.clear(GL_COLOR_BUFFER_BIT);
        gl_.enable(GL_SCISSOR_TEST);
        gl_.enable(GL_BLEND);
        gl_.enable(GL_TEXTURE_2D);
        gl_.blend_func(GL_SRC_ALPHA, GL_ONE_MINUS_SRC_ALPHA);
        gl_.enable_client_state(GL_VERTEX_ARRAY);
        gl_.enable_client_state(GL_TEXTURE_COORD_ARRAY);
        gl_.enable_client_state(GL_COLOR_ARRAY);
        gl_.matrix_mode(GL_PROJECTION);
        gl_.load_identity();
        gl_.ortho(0, width, height, 0, -1, 1);
        gl_.matrix_mode(GL_MODELVIEW);
        gl_.load_identity();
    }

    void draw(const ImDrawList& list, const ImDrawCmd& command, int height) const {
        if (command.UserCallback != nullptr) return;
        const ImVec4& clip = command.ClipRect;
        const int left = static_cast<int>(clip.x);
        const int bottom = static_cast<int>(clip.w);
        const int across = static_cast<int>(clip.z) - left;
        const int down = bottom - static_cast<int>(clip.y);
        if (across <= 0 || down <= 0) return;
        gl_.scissor(left, height - bottom, across, down);
        gl_.bind_texture(GL_TEXTURE_2D, name_of(command.TextureId));
        gl_.draw_elements(GL_TRIANGLES, static_cast<GLsizei>(command.ElemCount), GL_UNSIGNED_INT,
                          list.IdxBuffer.Data + command.IdxOffset);
    }

    static GLuint name_of(ImTextureID id) {
        return static_cast<GLuint>(reinterpret_cast<std::uintptr_t>(id));
    }

    [[nodiscard]] ImTextureID upload(const std::uint8_t* rgba, int width, int height) const {
        GLuint name = 0;
        gl_.gen_textures(1, &name);
        gl_.bind_texture(GL_TEXTURE_2D, name);
        gl_.tex_parameter_i(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, GL_LINEAR);
        gl_.tex_parameter_i(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, GL_LINEAR);
        gl_.tex_image_2d(GL_TEXTURE_2D, 0, GL_RGBA, width, height, 0, GL_RGBA, GL_UNSIGNED_BYTE,
                         rgba);
        return reinterpret_cast<ImTextureID>(static_cast<std::uintptr_t>(name));
    }

    [[nodiscard]] ImTextureID create(const Image& image) override {
        if (image.width <= 0 || image.height <= 0) return nullptr;
        const std::size_t count =
            static_cast<std::size_t>(image.width) * static_cast<std::size_t>(image.height);
        if (image.rgba.size() / 4 < count) return nullptr;
        return upload(image.rgba.data(), image.width, image.height);
    }

    void destroy(ImTextureID id) override {
        const GLuint name = name_of(id);
        if (name != 0) gl_.delete_textures(1, &name);
    }

    GLFWwindow* window_;
    Gl gl_;
    ImTextureID fonts_ = nullptr;
};

}  // namespace

std::unique_ptr<Renderer> make_gl_renderer(GLFWwindow* window) {
    Gl gl{};
    if (!gl.load()) return nullptr;
    return std::make_unique<GlRenderer>(window, gl);
}

}  // namespace soxa::ui
