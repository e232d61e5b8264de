// The sending end of a resumable upload (tus 1.0), without I/O: what to ask next, and what an
// answer says.
//
// Sends the first part with the creation, each part with its checksum where the server knows one,
// and after anything unforeseen asks where the server stands before it goes on: what the server
// has said that it has is not sent again. Works with any server of the protocol.
#pragma once

#include <chrono>

#include "sync/exchange/tus.hpp"

namespace soxa::exchange {

class TusUpload {
public:
    /// `place` is where uploads are made; `location` what an earlier attempt was given, a path.
    TusUpload(std::string place, const ledger::NamedBytes& bytes,
              std::optional<std::string> location)
        : place_(std::move(place)), bytes_(bytes), location_(std::move(location)) {
        step_ = location_ ? Step::ask : Step::create;
    }

    struct Request {
        std::string method;
        std::string target;  ///< a path
        HttpFields fields;
        std::uint64_t from = 0;  ///< the body is so much of the bytes
        std::uint64_t size = 0;
    };
    /// Not after the end. `content` are all bytes: a part's checksum is made of them.
    [[nodiscard]] Request next(ByteView content);
    struct Answer {
        long status = 0;
        HttpFields fields;
    };
    /// Errc::not_allowed ("upload.refused", {status}) where the server will not have them,
    /// Errc::storage ("upload.no_room") where it has no room for more, Errc::no_connection ("upload.busy") where it cannot now, Errc::integrity
    /// ("upload.no_protocol") where it does not speak tus.
    [[nodiscard]] Result<void> take(const Answer& answer);
    /// The link broke: where the server stands is not known.
    void cut();
    /// How long the last part took: the next one is as large as goes through in some seconds.
    void pace(std::chrono::milliseconds took);

    [[nodiscard]] bool complete() const { return step_ == Step::complete; }
    /// To be kept, so that the next attempt goes on; nothing before the server has said it.
    [[nodiscard]] const std::optional<std::string>& location() const { return location_; }
    [[nodiscard]] std::uint64_t offset() const { return offset_; }

    static constexpr std::uint64_t part_bytes_min = tus::part_bytes_min;
    /// A part with a checksum counts whole or not at all, so this is what a cut costs at most
    /// (RELIABILITY §1c). A larger one goes without: the server keeps what came of it, and hashes the
    /// whole before anybody believes it.
    static constexpr std::uint64_t summed_bytes_max = 32 * 1024;
    static constexpr std::uint64_t part_bytes_max = 1024 * 1024;

private:
    enum class Step : std::uint8_t { create, ask, send, options, complete };

    [[nodiscard]] Result<void> again(Step step);
    [[nodiscard]] Result<void> created(const Answer& answer);
    [[nodiscard]] Result<void> moved(const Answer& answer);
    void add_part(ByteView content, Request& request) const;

    std::string place_;
    ledger::NamedBytes bytes_;
    std::optional<std::string> location_;
    Step step_;
    std::uint64_t offset_ = 0;
    std::uint64_t part_bytes_ = summed_bytes_max;
    std::uint64_t sent_ = 0;  ///< of the last request
    bool checksums_ = true;
    int setbacks_ = 0;  ///< since the offset last rose
};

}  // namespace soxa::exchange
