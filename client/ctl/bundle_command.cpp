#include "client/ctl/told.hpp"
#include "client/office/bundle.hpp"
#include "crypto/base/utf8.hpp"

namespace soxa::ctl {

namespace {

constexpr std::size_t part_kb_min = 16;
constexpr std::size_t part_kb_max = 48 * 1024;

struct Wanted {
    std::vector<std::string> files;
    std::string file;
    std::size_t part_kb = part_kb_max;
    bool with_log = false;
    std::string laptop;
};

Result<int> make(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    TRY_LET(const office::BundleOut made,
            office::bundle_out(office, path_of(wanted.file),
                               {.part_bytes_max = wanted.part_kb * 1024,
                                .with_log = wanted.with_log,
                                .laptop = wanted.laptop}));
    Json files = Json::array();
    for (const auto& file : made.files) files.push_back(utf8(file));
    if (console.json()) {
        console.out(Json{{"file", wanted.file},
                         {"files", files},
                         {"to", wanted.laptop.empty() ? "province" : "laptop"},
                         {"asks_certificate", made.asks_certificate},
                         {"sent",
                          {{"ops", made.operations},
                           {"attachments", made.attachments},
                           {"bytes", made.bytes}}},
                         {"attachments_left", made.attachments_left}});
    }
    const bool to_province = wanted.laptop.empty();
    console.tell(to_province ? "bundle.made" : "bundle.made_laptop", {std::to_string(made.operations), wanted.file,
                                 std::to_string(made.bytes)});
    if (made.attachments > 0) {
        console.tell("bundle.scans", {std::to_string(made.attachments)});
    }
    if (made.attachments_left > 0) {
        console.tell("bundle.scans_left", {std::to_string(made.attachments_left)});
    }
    if (made.files.size() > 1) {
        console.tell("bundle.parts", {std::to_string(made.files.size())});
    }
    return 0;
}

/// Of several files what one exchange would have brought.
void add(office::BundleIn& all, const office::BundleIn& one) {
    office::Exchanged& sum = all.exchanged;
    sum.operations_received += one.exchanged.operations_received;
    sum.bytes_received += one.exchanged.bytes_received;
    sum.conflicts_open = one.exchanged.conflicts_open;
    sum.log_size = one.exchanged.log_size;
    sum.refused.insert(sum.refused.end(), one.exchanged.refused.begin(),
                       one.exchanged.refused.end());
    sum.refused_keys.insert(sum.refused_keys.end(), one.exchanged.refused_keys.begin(),
                            one.exchanged.refused_keys.end());
    all.certificate = all.certificate || one.certificate;
    all.known_already = all.known_already && one.known_already;
    all.waits = one.waits;
    all.from_laptop = one.from_laptop;
    all.set_aside += one.set_aside;
}

Result<int> take(Console& console, const Wanted& wanted) {
    TRY_LET(office::Office office, console.office());
    office::BundleIn all;
    all.known_already = true;
    for (const std::string& file : wanted.files) {
        TRY_LET(const office::BundleIn one, office::bundle_in(office, path_of(file)));
        add(all, one);
    }
    if (console.json()) {
        Json json = exchanged_json(console, all.exchanged);
        json["certificate"] = all.certificate;
        json["known_already"] = all.known_already;
        json["waits"] = all.waits;
        json["from"] = all.from_laptop ? "laptop" : "province";
        json["set_aside"] = all.set_aside;
        console.out(json);
    }
    if (all.waits) {
        console.tell("bundle.waits");
    } else if (all.known_already) {
        console.tell("bundle.known");
    }
    if (all.certificate) console.tell("bundle.certificate");
    if (all.set_aside > 0) console.tell("bundle.set_aside", {std::to_string(all.set_aside)});
    console.tell(all.from_laptop ? "bundle.taken_laptop" : "bundle.taken", {std::to_string(all.exchanged.operations_received)});
    return tell_results(console, all.exchanged);
}

Result<int> look(Console& console, const Wanted& wanted) {
    TRY_LET(const office::BundleLook seen, office::look_at_bundle(path_of(wanted.file)));
    if (console.json()) {
        console.out(Json{{"to", seen.to_province ? "province" : "laptop"},
                         {"from", seen.to_province || seen.from_laptop ? "laptop" : "province"},
                         {"device", seen.device},
                         {"made", rfc3339(seen.made)},
                         {"part", seen.part},
                         {"parts", seen.parts},
                         {"bytes", seen.bytes}});
    }
    const std::string_view said = seen.to_province   ? "bundle.look_province"
                                  : seen.from_laptop ? "bundle.look_between"
                                                     : "bundle.look_laptop";
    console.tell(said,
                 {seen.device, time_text(seen.made), std::to_string(seen.part),
                  std::to_string(seen.parts), std::to_string(seen.bytes)});
    return 0;
}

}  // namespace

void add_bundles(const Commands& commands) {
    CLI::App* bundle = commands.add(commands.app, "bundle",
                                    "trao đổi với tỉnh qua USB / exchange by USB stick",
                                    "soxactl --as lan bundle out /media/usb/xa.bundle");
    bundle->require_subcommand(1);
    auto wanted = std::make_shared<Wanted>();

    CLI::App* out = commands.add(*bundle, "out", "xuất gói gửi tỉnh / make a bundle for the province",
                                 "soxactl --as lan bundle out /media/usb/xa.bundle");
    out->add_option("FILE", wanted->file, "tệp gói dữ liệu / the bundle's file")->required();
    out->add_option("--part-kb", wanted->part_kb,
                    "chia thành các tệp không lớn hơn chừng này KB / split into files of this size")
        ->check(CLI::Range(part_kb_min, part_kb_max));
    out->add_option("--to", wanted->laptop,
                    "gửi cho máy khác của đơn vị, không gửi tỉnh: tên máy hoặc đầu mã máy / to "
                    "another laptop of the unit instead: its label or the beginning of its name");
    out->add_flag("--with-log", wanted->with_log,
                  "kèm toàn bộ nhật ký tỉnh đã ký, khi kho của tỉnh là bản khôi phục cũ / with the "
                  "whole signed log, for a province that was put back from an older backup");
    commands.act(out, [wanted](Console& console) { return make(console, *wanted); });

    CLI::App* in = commands.add(*bundle, "in", "nhận gói tỉnh gửi / take in the province's bundle",
                                "soxactl --as lan bundle in /media/usb/tinh.bundle");
    in->add_option("FILE", wanted->files, "tệp gói dữ liệu / the bundle's files")->required();
    commands.act(in, [wanted](Console& console) { return take(console, *wanted); });

    CLI::App* seen = commands.add(
        *bundle, "look", "xem gói có nguyên vẹn không và gửi cho ai / is it whole, and for whom",
        "soxactl bundle look /media/usb/xa.bundle");
    seen->add_option("FILE", wanted->file, "tệp gói dữ liệu / the bundle's file")->required();
    commands.act(seen, [wanted](Console& console) { return look(console, *wanted); });
}

}  // namespace soxa::ctl
