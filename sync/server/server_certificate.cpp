#include "sync/server/server_certificate.hpp"

#include <algorithm>

#include "crypto/durable_file.hpp"
#include "sync/server/plain_text.hpp"

namespace soxa::server {

namespace {

constexpr std::size_t pem_bytes_max = 64 * 1024;
constexpr std::chrono::days term{5 * 365};
constexpr std::chrono::days renewed_before_end{365};

std::string list_of(const std::vector<std::string>& hosts) {
    std::string list;
    for (const std::string& host : hosts) list += host + "\n";
    return list;
}

/// The certificate there is, if it still does.
std::optional<std::string> good_one(Office& office, const DataFolder& folder) {
    const auto pem = crypto::read_file(folder.server(), pem_bytes_max);
    if (!pem) return std::nullopt;
    const auto certificate = crypto::Certificate::from_pem(text_of(*pem));
    const Timestamp soon =
        std::min<Timestamp>(office.clock->now() + renewed_before_end, office.root.not_after());
    if (!certificate || certificate->key() != office.keys.server.public_key() ||
        !crypto::issued_by(*certificate, office.root, crypto::CertificateUse::server, soon)) {
        return std::nullopt;
    }
    return certificate->pem();
}

}  // namespace

Result<std::string> server_certificate(Office& office, const DataFolder& folder,
                                       const std::vector<std::string>& hosts) {
    const std::string wanted = list_of(hosts);
    std::optional<std::string> named;
    std::string province;
    TRY(office.storage->transaction([&](Records& records) -> Result<void> {
        TRY_LET(named, records.settings().find(setting::hosts));
        TRY_LET(province, required_setting(records, setting::province_name));
        return {};
    }));
    if (named == wanted) {
        if (auto pem = good_one(office, folder)) return std::move(*pem);
    }
    const Timestamp until =
        std::min<Timestamp>(office.clock->now() + term, office.root.not_after());
    TRY_LET(const crypto::Certificate made,
            crypto::issue({{clipped(province, certificate_name_characters), ""},
                           office.keys.server.public_key(),
                           crypto::CertificateUse::server,
                           hosts,
                           certificates_since,
                           until},
                          &office.root, office.keys.root, *office.random));
    TRY(crypto::write_durably(folder.server(), bytes_of(made.pem())));
    TRY(office.storage->transaction(
        [&](Records& records) { return records.settings().set(setting::hosts, wanted); }));
    return made.pem();
}

}  // namespace soxa::server
