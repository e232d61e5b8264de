#include "sync/server/unit_month_fold.hpp"

#include "crypto/base/cbor.hpp"

namespace soxa::server {

namespace {

using record::Day;
using record::Task;

/// One higher whenever what is gathered, or folded into it, changes.
constexpr std::uint64_t fold_version = 2;
constexpr std::size_t members = 10;
constexpr std::size_t task_members = 8;
constexpr std::size_t tasks_max = 1'000'000;
constexpr std::size_t packs_max = 1'000;
constexpr std::size_t pack_bytes_max = 1024 * 1024;
constexpr std::size_t line_bytes_max = 1024;
/// Decisions are older than 1970.
constexpr int days_before = 1'000'000;

std::uint64_t number_of(Day day) {
    return static_cast<std::uint64_t>(day.time_since_epoch().count() + days_before);
}
Day day_of_number(std::uint64_t number) {
    return Day(std::chrono::days(static_cast<int>(number) - days_before));
}

void put(cbor::Writer& out, const std::optional<Day>& day) {
    out.number(day ? number_of(*day) : 0);
}
std::optional<Day> read_day(cbor::Reader& in) {
    const std::uint64_t number = in.number(2 * days_before);
    return number == 0 ? std::nullopt : std::optional(day_of_number(number));
}
void put(cbor::Writer& out, const std::optional<Timestamp>& time) {
    out.array(time ? 1 : 0);
    if (time) out.number(seconds_of(*time));
}
std::optional<Timestamp> read_time(cbor::Reader& in) {
    if (in.array(1) == 0) return std::nullopt;
    return timestamp_of(in.number());
}

void put(cbor::Writer& out, const Task& task) {
    out.array(task_members).number(static_cast<std::uint64_t>(task.kind));
    out.number(static_cast<std::uint64_t>(task.source)).text(task.about);
    out.number(number_of(task.happened));
    put(out, task.begun);
    put(out, task.completed);
    put(out, task.claimed);
    put(out, task.received);
}

Task read_task(cbor::Reader& in) {
    Task task;
    if (in.array(task_members) != task_members) in.reject();
    task.kind = static_cast<Task::Kind>(in.number(static_cast<int>(Task::Kind::assessment)));
    task.source = static_cast<Task::Source>(in.number(static_cast<int>(Task::Source::other_unit)));
    task.about = in.text(line_bytes_max);
    task.happened = day_of_number(in.number(2 * days_before));
    task.begun = read_day(in);
    task.completed = read_day(in);
    task.claimed = read_time(in);
    task.received = read_time(in);
    return task;
}

/// Log and name, as the first members of what is kept.
bool is_of(cbor::Reader& in, const UnitStream& stream, std::string_view unit_name) {
    const bool version = in.number() == fold_version;
    const bool epoch = in.number() == stream.epoch();
    const bool size = in.number() == stream.log().size();
    const bool root = in.id<crypto::Digest>() == stream.log().root();
    const bool name = in.text(line_bytes_max) == unit_name;
    return version && epoch && size && root && name && !in.failed();
}

}  // namespace

Bytes encode(const UnitMonthFold& fold, const UnitStream& stream, std::string_view unit_name) {
    cbor::Writer out;
    out.array(members).number(fold_version).number(stream.epoch()).number(stream.log().size());
    out.bytes(stream.log().root().view()).text(unit_name);
    const FileCounts& counts = fold.counts;
    out.array(6).number(counts.files).number(counts.approved).number(counts.held);
    out.number(counts.to_sign).number(counts.returned).number(counts.drafts);
    put(out, fold.received);
    put(out, fold.opened);
    out.array(fold.packs.packs().size());
    for (const record::Policy& pack : fold.packs.packs()) out.bytes(record::encode(pack));
    out.array(fold.tasks.size());
    for (const Task& task : fold.tasks) put(out, task);
    return out.take();
}

std::optional<UnitMonthFold> decode_month_fold(ByteView content, const UnitStream& stream,
                                               std::string_view unit_name) {
    cbor::Reader in(content);
    if (in.array(members) != members || !is_of(in, stream, unit_name)) return std::nullopt;
    UnitMonthFold fold;
    if (in.array(6) != 6) return std::nullopt;
    FileCounts& counts = fold.counts;
    for (std::uint64_t* const one : {&counts.files, &counts.approved, &counts.held,
                                     &counts.to_sign, &counts.returned, &counts.drafts}) {
        *one = in.number();
    }
    fold.received = read_time(in);
    fold.opened = read_time(in);
    const std::size_t packs = in.array(packs_max);
    for (std::size_t i = 0; i < packs && !in.failed(); ++i) {
        auto pack = record::decode_policy(in.bytes(pack_bytes_max));
        if (!pack) return std::nullopt;
        fold.packs.add(*std::move(pack));
    }
    const std::size_t tasks = in.array(tasks_max);
    for (std::size_t i = 0; i < tasks && !in.failed(); ++i) fold.tasks.push_back(read_task(in));
    if (!in.done()) return std::nullopt;
    return fold;
}

}  // namespace soxa::server
