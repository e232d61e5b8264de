#include "sync/server/routes.hpp"

#include "sync/server/attachment_upload.hpp"
#include "sync/server/enrol.hpp"
#include "sync/server/exchange_answer.hpp"
#include "sync/server/heal.hpp"
#include "sync/server/repair.hpp"
#include "sync/server/snapshot.hpp"

namespace soxa::server {

namespace {

HttpResponse answered(Result<Bytes> body, std::string content_type) {
    if (!body) return http_error(status_of(body.error()), body.error().text);
    HttpResponse response;
    response.content_type = std::move(content_type);
    response.body = std::move(*body);
    return response;
}

HttpResponse enrolled(Office& office, const HttpRequest& request) {
    auto enrolment = exchange::decode_enrolment(request.body);
    if (!enrolment) return answered(tl::make_unexpected(enrolment.error()), "");
    return answered(enrol(office, *enrolment), "application/pkix-cert");
}

HttpResponse exchanged(Office& office, const HttpRequest& request) {
    if (!request.certificate) return http_error(http_status::unauthorized, "device.unknown");
    return answered(answer_exchange(office, *request.certificate, request.body),
                    "application/zstd");
}

HttpResponse healed(Office& office, const HttpRequest& request) {
    if (!request.certificate) return http_error(http_status::unauthorized, "device.unknown");
    return answered(answer_healing(office, *request.certificate, request.body),
                    "application/cbor");
}

HttpResponse repaired(Office& office, const HttpRequest& request) {
    if (!request.certificate) return http_error(http_status::unauthorized, "device.unknown");
    return answered(answer_repair(office, *request.certificate, request.body),
                    "application/zstd");
}

HttpResponse healthy() {
    HttpResponse response;
    response.content_type = "text/plain";
    response.body = copy_of(bytes_of("ok"));
    return response;
}

}  // namespace

unsigned status_of(const Error& error) {
    switch (error.code) {
        case Errc::not_allowed:
            return http_status::forbidden;
        case Errc::integrity:
            if (error.text == "attachment.other_bytes") return http_status::wrong_checksum;
            // The store's own bytes are no fault of the laptop's.
            if (error.text.starts_with("store.") || error.text.starts_with("log.") ||
                error.text.starts_with("data.")) {
                return http_status::defect;
            }
            return error.text == "exchange.rewound" ? http_status::conflict
                                                    : http_status::bad_request;
        case Errc::storage:
            if (error.text == "attachment.too_many_uploads") return http_status::too_many;
            for (const std::string_view full :
                 {"store.full", "file.full", "attachment.unit_full", "attachment.device_full"}) {
                if (error.text == full) return http_status::storage_full;
            }
            return http_status::busy;
        case Errc::usage:
        case Errc::invalid_input:
        case Errc::decision_needed:
            return http_status::bad_request;
        case Errc::no_connection:
        case Errc::defect:
            break;
    }
    return http_status::defect;
}

HttpResponse route(Office& office, const HttpRequest& request) {
    if (is_attachment_target(request.target)) return answer_attachment(office, request);
    if (is_snapshot_target(request.target)) return answer_snapshot(office, request);
    // With a certificate the listener has taken it already.
    if (request.target == conversation_target) {
        return http_error(http_status::unauthorized, "device.unknown");
    }
    const bool get = request.target == health_target;
    const bool healing = request.target == heal_target;
    const bool repair = request.target == repair_target;
    if (!get && !healing && !repair && request.target != enrol_target && request.target != exchange_target) {
        return http_error(http_status::not_found, "server.no_such_address");
    }
    if (request.method != (get ? "GET" : "POST")) {
        return http_error(http_status::method_not_allowed, "server.method");
    }
    if (get) return healthy();
    if (request.target == enrol_target) return enrolled(office, request);
    if (healing) return healed(office, request);
    if (repair) return repaired(office, request);
    return exchanged(office, request);
}

}  // namespace soxa::server
