// Our sending end of tus against a server that is not ours.
//
//   tus_try ROOT.PEM HTTPS://HOST:PORT PLACE FILE     prints the path of the upload and how many
//                                                     requests and cuts it took
#include <cstdio>
#include <fstream>
#include <iterator>

#include "crypto/system_clock.hpp"
#include "sync/exchange/tus_upload.hpp"
#include "sync/transport/https.hpp"

namespace {

using namespace soxa;

std::string content_of(const char* path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

int tell(const Error& error) {
    std::fprintf(stderr, "tus_try: %s %s\n", error.text.c_str(),
                 error.args.empty() ? "" : error.args.front().c_str());
    return static_cast<int>(error.code);
}

}  // namespace

int main(int count, char** words) {
    if (count != 5) return 2;
    const auto root = crypto::Certificate::from_pem(content_of(words[1]));
    if (!root) return tell(root.error());
    transport::Settings settings;
    settings.url = words[2];
    settings.province_certificate = root->der();
    settings.verify_at = crypto::SystemClock().now();
    auto link = transport::Https::open(settings);
    if (!link) return tell(link.error());

    const std::string file = content_of(words[4]);
    const ByteView content = bytes_of(file);
    exchange::TusUpload upload(words[3], {crypto::sha256(content), content.size(), false},
                               std::nullopt);
    int requests = 0;
    int cuts = 0;
    while (!upload.complete()) {
        const auto request = upload.next(content);
        const auto answer = link->send({request.method, request.target, request.fields,
                                        content.subspan(request.from, request.size)});
        ++requests;
        if (!answer && ++cuts > 20) return tell(answer.error());
        if (!answer) {
            upload.cut();
            continue;
        }
        if (const auto taken = upload.take({answer->status, answer->fields}); !taken) {
            return tell(taken.error());
        }
    }
    std::printf("%s %d %d\n", upload.location()->c_str(), requests, cuts);
    return 0;
}
