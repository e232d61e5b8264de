#include "sync/server/serve.hpp"

#include "crypto/durable_file.hpp"
#include "sync/server/attachment_upload.hpp"
#include "sync/server/exchange_answer.hpp"
#include "sync/server/routes.hpp"
#include "sync/server/server_certificate.hpp"

namespace soxa::server {

namespace {

/// Addresses that a client made up are not repeated: nobody knows what stands in them.
std::string_view shown(std::string_view target) {
    for (const std::string_view known : {enrol_target, exchange_target, conversation_target,
                                         heal_target, health_target}) {
        if (target == known) return known;
    }
    if (is_attachment_target(target)) return upload_target;
    return "other";
}

struct Bodies {
    std::size_t in = 0;
    std::size_t out = 0;
};

/// Without anything about a person: laptops are named by the beginning of their certificate's hash.
std::string line_about(const HttpRequest& request, const HttpResponse& response, Bodies bodies,
                       const std::string& at, std::chrono::milliseconds took) {
    std::string line = "{\"at\":\"" + at + "\",\"target\":\"" + std::string(shown(request.target)) +
                       "\",\"status\":" + std::to_string(response.status) +
                       ",\"bytes_in\":" + std::to_string(bodies.in) +
                       ",\"bytes_out\":" + std::to_string(bodies.out) +
                       ",\"ms\":" + std::to_string(took.count());
    if (request.certificate) {
        const crypto::Digest name = crypto::sha256(ByteView(*request.certificate));
        line += ",\"certificate\":\"" + hex(name.view().first(8)) + "\"";
    }
    return line + "}";
}

HttpConverser converser_for(Office& office, const ServeSettings& settings) {
    return [&office, line = settings.request_line](const Bytes& certificate) {
        ConversationTold told;
        if (line) {
            const auto begun = std::chrono::steady_clock::now();
            told = [&office, line, begun, certificate](std::size_t in, std::size_t out) {
                HttpRequest request;
                request.target = std::string(conversation_target);
                request.certificate = certificate;
                const auto took = std::chrono::steady_clock::now() - begun;
                line(line_about(request, {}, {in, out}, rfc3339(office.clock->now()),
                                std::chrono::duration_cast<std::chrono::milliseconds>(took)));
            };
        }
        return exchange_conversation(office, certificate, std::move(told));
    };
}

HttpAnswerer answerer_for(Office& office, const ServeSettings& settings) {
    return [&office, line = settings.request_line](const HttpRequest& request) {
        if (!line) return route(office, request);
        const auto begun = std::chrono::steady_clock::now();
        HttpResponse response = route(office, request);
        const auto took = std::chrono::steady_clock::now() - begun;
        line(line_about(request, response, {request.body.size(), response.body.size()},
                        rfc3339(office.clock->now()),
                        std::chrono::duration_cast<std::chrono::milliseconds>(took)));
        return response;
    };
}

}  // namespace

Result<void> serve(Office& office, const DataFolder& folder, const ServeSettings& settings) {
    TRY_LET(const crypto::FolderLock lock, crypto::FolderLock::take(folder.path));
    TRY(sweep_uploads(office));
    ListenerSettings door;
    door.host = settings.address.host;
    door.port = settings.address.port;
    TRY_LET(
        door.certificate_pem,
        server_certificate(office, folder, certificate_hosts(settings.address, settings.names)));
    door.key_pem = crypto::private_key_pem(office.keys.server);
    door.root_pem = office.root.pem();
    door.anonymous_targets = {std::string(enrol_target), std::string(health_target)};
    door.conversation_target = std::string(conversation_target);
    door.converser = converser_for(office, settings);
    door.limits = settings.limits;

    WorkerPool pool(WorkerPool::Size{});
    TRY_LET(Listener listener,
            Listener::open(std::move(door), answerer_for(office, settings), pool));
    const std::string url = url_of({settings.address.host, listener.port()}, settings.names);
    TRY(office.storage->transaction(
        [&](Records& records) { return records.settings().set(setting::url, url); }));
    if (settings.listening) settings.listening(url);
    listener.run();
    return {};
}

}  // namespace soxa::server
