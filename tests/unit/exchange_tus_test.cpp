// tus 1.0: what a request asks, and the sending end against a server that does what it likes.
#include <catch2/catch_test_macros.hpp>

#include "crypto/checksum.hpp"
#include "sync/exchange/base64.hpp"
#include "sync/exchange/tus_upload.hpp"
#include "tests/unit/seeded_random.hpp"

namespace soxa::tests::exchange_tus {

using namespace soxa::exchange;
using tus::read_call;
using tus::Verb;

const std::string body_type(tus::body_type);
const HttpField resumable{"tus-resumable", "1.0.0"};

std::string metadata(const std::string& digits) { return "sha256 " + base64(bytes_of(digits)); }

unsigned refused(std::string_view method, bool on_upload, HttpFields fields,
                 std::size_t body = 0) {
    const auto call = read_call(method, on_upload, fields, body);
    return call ? 0 : call.error().status;
}

TEST_CASE("base64: RFC 4648's examples, and one spelling for each value", "[exchange]") {
    for (const auto& [plain, text] : std::vector<std::pair<std::string, std::string>>{
             {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}}) {
        CHECK(base64(bytes_of(plain)) == text);
        CHECK(from_base64(text) == copy_of(bytes_of(plain)));
    }
    for (const char* wrong : {"Zg=", "Zg", "Zh==", "Zm9=", "Z===", "====", "Zg==Zg==", "Zm 8="}) {
        INFO(wrong);
        CHECK_FALSE(from_base64(wrong));
    }
}

TEST_CASE("tus: a creation says how much and of what name", "[exchange]") {
    const std::string digits(64, 'a');
    const auto call = read_call(
        "POST", false,
        {resumable, {"upload-length", "100"}, {"upload-metadata", "filename eA==," + metadata(digits)}},
        0);
    REQUIRE(call);
    CHECK(call->verb == Verb::create);
    CHECK(call->length == 100);
    CHECK(hex(call->digest.view()) == digits);

    const HttpField length{"upload-length", "100"};
    const HttpField name{"upload-metadata", metadata(digits)};
    CHECK(refused("POST", false, {length, name}) == 412);
    CHECK(refused("POST", false, {{"tus-resumable", "0.2.2"}, length, name}) == 412);
    CHECK(refused("POST", false, {resumable, name}) == 400);
    CHECK(refused("POST", false, {resumable, length}) == 400);
    for (const char* wrong : {"-1", "1e3", " 5", "", "99999999999999999999"}) {
        CHECK(refused("POST", false, {resumable, {"upload-length", wrong}, name}) == 400);
    }
    CHECK(refused("POST", false, {resumable, {"upload-length", "20971521"}, name}) == 413);
    CHECK(refused("POST", false,
                  {resumable, length, {"upload-metadata", metadata(digits) + "," + metadata(digits)}}) == 400);
    CHECK(refused("POST", false, {resumable, length, {"upload-metadata", metadata("abc")}}) == 400);
    CHECK(refused("POST", false, {resumable, length, name}, 10) == 415);
    CHECK(refused("POST", false, {resumable, length, name, {"content-type", body_type}}, 101) == 413);
    CHECK(refused("PUT", false, {resumable}) == 405);
    CHECK(refused("DELETE", false, {resumable}) == 405);
    CHECK(read_call("OPTIONS", false, {}, 0)->verb == Verb::options);
    CHECK(read_call("POST", true, {resumable, {"x-http-method-override", "HEAD"}}, 0)->verb ==
          Verb::head);
}

TEST_CASE("tus: a part says where it begins and what its sum is", "[exchange]") {
    const Bytes body = copy_of(bytes_of("hello"));
    const std::string sha1 = "sha1 " + base64(crypto::sha1_checksum(body));
    const std::string sha256 = "sha256 " + base64(crypto::sha256(ByteView(body)).view());
    for (const std::string& sum : {sha1, sha256}) {
        const auto call = read_call("PATCH", true,
                                    {resumable,
                                     {"content-type", body_type},
                                     {"upload-offset", "7"},
                                     {"upload-checksum", sum}},
                                    body.size());
        REQUIRE(call);
        CHECK(call->offset == 7);
        CHECK(tus::fits(*call->checksum, body));
        CHECK_FALSE(tus::fits(*call->checksum, bytes_of("hellp")));
    }
    const HttpField type{"content-type", body_type};
    CHECK(refused("PATCH", true, {resumable, {"upload-offset", "0"}}, 5) == 415);
    CHECK(refused("PATCH", true, {resumable, {"upload-offset", "0"}}) == 415);
    CHECK(refused("PATCH", true, {resumable, type}, 5) == 400);
    CHECK(refused("PATCH", true,
                  {resumable, type, {"upload-offset", "0"}, {"upload-checksum", "md5 eA=="}}, 5) == 400);
    CHECK(refused("PATCH", true,
                  {resumable, type, {"upload-offset", "0"}, {"upload-checksum", "sha1 eA=="}}, 5) == 400);
}

/// Takes what it is sent, loses answers and forgets uploads as the dice say.
class Server {
public:
    Server(Bytes expected, std::uint64_t seed) : expected_(std::move(expected)), dice_(seed) {}

    /// Nothing where the answer was lost.
    std::optional<TusUpload::Answer> answer(const TusUpload::Request& request, ByteView content) {
        sent += request.size;
        const ByteView part = content.subspan(request.from, request.size);
        const bool summed = field(request.fields, "upload-checksum").has_value();
        CHECK((request.size <= TusUpload::summed_bytes_max) == (summed || request.size == 0));
        if (below(10) == 0) {
            keep_some(request, part);  // the request was lost, or the end of it
            return std::nullopt;
        }
        const auto answer = told(request, part);
        if (below(10) == 0) return std::nullopt;
        return answer;
    }

    Bytes taken;
    std::uint64_t sent = 0;
    bool there = false;
    std::size_t cut_inside = 0;

private:
    std::uint8_t below(unsigned bound) {
        return static_cast<std::uint8_t>(random_bytes(dice_, 1)[0] % bound);
    }

    /// A part without a sum is kept as it comes.
    void keep_some(const TusUpload::Request& request, ByteView part) {
        const bool fits = request.method == "PATCH" && there &&
                          field(request.fields, "upload-offset") == std::to_string(taken.size());
        if (!fits || part.size() <= TusUpload::summed_bytes_max) return;
        ++cut_inside;
        append(taken, part.first(part.size() * below(4) / 4));
    }

    TusUpload::Answer told(const TusUpload::Request& request, ByteView part) {
        if (there && below(25) == 0) there = false;
        if (request.method == "POST") {
            there = true;
            taken = copy_of(part);
            return {201, {{"location", "https://elsewhere.example/v1/attachments/x"}, offset()}};
        }
        if (!there) return {404, {}};
        if (request.method == "HEAD") return {200, {offset()}};
        CHECK(request.method == "PATCH");
        if (field(request.fields, "upload-offset") != std::to_string(taken.size())) return {409, {}};
        if (below(12) == 0) return {460, {}};
        append(taken, part);
        return {204, {offset()}};
    }
    HttpField offset() const { return {"upload-offset", std::to_string(taken.size())}; }

    Bytes expected_;
    SeededRandom dice_;
};

TEST_CASE("tus upload: whatever is lost on the way, all bytes come once", "[exchange]") {
    std::size_t cut_inside = 0;
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        INFO(seed);
        SeededRandom random(seed);
        const Bytes content = random_bytes(random, 1 + seed * 1009 % 400'000);
        const ledger::NamedBytes named{crypto::sha256(ByteView(content)), content.size(), false};
        Server server(content, seed + 1000);
        std::optional<std::string> location;
        bool complete = false;
        for (int attempt = 0; attempt < 50 && !complete; ++attempt) {
            TusUpload upload("/v1/attachments", named, location);
            for (int requests = 0; requests < 200 && !upload.complete(); ++requests) {
                const auto request = upload.next(content);
                CHECK(request.target.starts_with("/v1/attachments"));
                const auto answer = server.answer(request, content);
                upload.pace(std::chrono::milliseconds(50 * (1 + seed % 100)));
                if (!answer) {
                    upload.cut();
                    continue;
                }
                if (!upload.take(*answer)) break;
                location = upload.location();
            }
            complete = upload.complete();
        }
        REQUIRE(complete);
        CHECK(server.taken == content);
        cut_inside += server.cut_inside;
    }
    CHECK(cut_inside > 20);
}

TEST_CASE("tus upload: goes on with a server that knows no checksums or passes the body over",
          "[exchange]") {
    const Bytes content(1000, 7);
    const ledger::NamedBytes named{crypto::sha256(ByteView(content)), 1000, false};
    TusUpload upload("/files", named, std::nullopt);
    REQUIRE(upload.next(content).method == "POST");
    REQUIRE(upload.take({400, {}}));
    REQUIRE(upload.next(content).method == "OPTIONS");
    REQUIRE(upload.take({204, {{"tus-extension", "creation"}}}));
    const auto again = upload.next(content);
    CHECK(again.method == "POST");
    CHECK_FALSE(field(again.fields, "upload-checksum"));
    REQUIRE(upload.take({201, {{"location", "/files/1"}}}));
    CHECK(upload.offset() == 0);
    CHECK(upload.next(content).method == "PATCH");
    REQUIRE(upload.take({204, {{"upload-offset", "1000"}}}));
    CHECK(upload.complete());
}

TEST_CASE("tus upload: an answer that is none of the protocol's is told", "[exchange]") {
    const Bytes content(10, 7);
    const ledger::NamedBytes named{crypto::sha256(ByteView(content)), 10, false};
    for (const TusUpload::Answer& answer : std::vector<TusUpload::Answer>{
             {200, {{"location", "/x"}}},
             {201, {}},
             {201, {{"location", "no path"}}},
             {403, {}},
             {413, {}}}) {
        TusUpload upload("/files", named, std::nullopt);
        (void)upload.next(content);
        CHECK_FALSE(upload.take(answer));
    }
    TusUpload upload("/files", named, "/files/1");
    (void)upload.next(content);
    CHECK_FALSE(upload.take({200, {{"upload-offset", "11"}}}));
}

}  // namespace soxa::tests::exchange_tus
