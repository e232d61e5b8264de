#include "crypto/openssl.hpp"

#include <cassert>

#include <climits>

namespace soxa::crypto {

void must_succeed(int result) { assert(result == 1); }

tl::unexpected<Error> openssl_failure(std::string step) {
    const char* const reason = ERR_reason_error_string(ERR_peek_last_error());
    ERR_clear_error();
    return fail(Errc::defect, "crypto.library",
                {std::move(step), reason == nullptr ? "?" : reason});
}

Bio reader_of(ByteView bytes) {
    static constexpr char nothing = 0;  // OpenSSL refuses a null pointer, even for no bytes
    if (bytes.size() > INT_MAX) return nullptr;
    return Bio(BIO_new_mem_buf(bytes.empty() ? static_cast<const void*>(&nothing) : bytes.data(),
                               static_cast<int>(bytes.size())));
}

ByteView written_to(const Bio& memory) {
    const std::uint8_t* start = nullptr;
    const long size = BIO_get_mem_data(memory.get(), &start);
    return size <= 0 ? ByteView{} : ByteView(start, static_cast<std::size_t>(size));
}

}  // namespace soxa::crypto
