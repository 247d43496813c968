// date_add, date_diff, format_date, now, parse_date, start_of: a date is RFC 3339 text.
#include <algorithm>
#include <functional>

#include "date_format.hpp"
#include "date_steps.hpp"
#include "kept.hpp"
#include "parameters.hpp"
#include "sluice/zones/calendar.hpp"

namespace sluice::expression {
namespace {

constexpr int64_t kMostUnits = 1'000'000'000'000;

Result<zones::Zone> zone_by_name(std::string_view name) {
  Result<zones::Zone> zone = zones::Zone::make(name);
  if (zone.ok()) return zone;
  const std::vector<std::string> names = zones::zone_names();
  return Status(SLUICE_E_INVALID,
                zone.status().message() + nearest(name, {names.begin(), names.end()}));
}

// What the calls of a date function keep.
struct DateCall : Prepared {
  Kept<DateFormat> format{DateFormat::parse};
  Kept<zones::Zone> zone{zone_by_name};
  Kept<DateUnit> unit{date_unit_of};
};

constexpr size_t kNone = kMaxArguments;

// `format`, `zone`, `unit`: which arguments these are.
template <size_t kFormat, size_t kZone, size_t kUnit>
Result<std::unique_ptr<Prepared>> prepare_date(const Workbench&, const Constants& constants) {
  auto call = std::make_unique<DateCall>();
  Status status = call->format.keep(constants, kFormat);
  if (status.ok()) status = call->zone.keep(constants, kZone);
  if (status.ok()) status = call->unit.keep(constants, kUnit);
  if (!status.ok()) return status;
  return std::unique_ptr<Prepared>(std::move(call));
}

DateCall& date_call(const Arguments& args) { return static_cast<DateCall&>(*args.prepared); }

bool fail_date(Evaluator& e, const char* name, std::string_view text) {
  e.fail(std::string(name) + " takes a date as 2026-07-15T15:00:00Z or 2026-07-15, not \"" +
         std::string(text.substr(0, 40)) + "\"; parse_date(text, format, zone) reads other forms");
  return false;
}

// A day alone is its beginning in the zone.
bool read_date(std::string_view text, const zones::Zone& zone, Instant* out) {
  if (read_instant(text, out)) return is_in_calendar(out->seconds);
  constexpr size_t kDaySize = 10;
  if (text.size() != kDaySize || !read_instant(std::string(text) + "T00:00:00Z", out) ||
      !is_in_calendar(out->seconds))
    return false;
  out->seconds = zone.first_moment(out->seconds);
  return is_in_calendar(out->seconds);
}

bool date_at(Evaluator& e, const Arguments& args, size_t i, const char* name,
             const zones::Zone& zone, Instant* out) {
  std::string_view text;
  return e.text(*args[i], &text) && (read_date(text, zone, out) || fail_date(e, name, text));
}

struct Clockwork : Prepared {
  std::function<int64_t()> unix_us;
};

Result<std::unique_ptr<Prepared>> prepare_now(const Workbench& workbench, const Constants&) {
  if (!workbench.unix_us) return Status(SLUICE_E_INVALID, "now() has no clock here");
  auto call = std::make_unique<Clockwork>();
  call->unix_us = workbench.unix_us;
  return std::unique_ptr<Prepared>(std::move(call));
}

// Without a fraction, so that dates compare as text.
sluice_value* now(Evaluator& e, const Arguments& args) {
  constexpr int64_t kMicroseconds = 1'000'000;
  const int64_t us = static_cast<Clockwork&>(*args.prepared).unix_us();
  return e.copied_string(InstantText({zones::floor_div(us, kMicroseconds), {}}).view());
}

// What a text tells: a moment, or a time that a clock shows.
struct Told {
  Instant at;
  bool is_local = false;
};

// RFC 3339, also without offset, seconds, or time.
bool read_iso(std::string_view text, Told* out) {
  if (read_instant(text, &out->at)) return true;
  out->is_local = true;
  const std::string told(text);
  return read_instant(told + "Z", &out->at) || read_instant(told + ":00Z", &out->at) ||
         read_instant(told + "T00:00:00Z", &out->at);
}

bool read_told(const DateFormat& format, std::string_view text, Told* out) {
  if (format.is_iso()) return read_iso(text, out);
  DateFields fields;
  if (!format.read(text, &fields)) return false;
  const std::optional<int64_t> local = fields.epoch ? fields.epoch : fields.local();
  if (!local) return false;
  out->is_local = !fields.epoch && !fields.offset;
  out->at = {*local - (fields.epoch ? 0 : fields.offset.value_or(0)), fields.fraction};
  return true;
}

sluice_value* moment_of(Evaluator& e, Told told, const zones::Zone& zone) {
  if (!is_in_calendar(told.at.seconds)) return e.fail("parse_date(): the year is not 1 to 9999");
  if (!told.is_local) return e.copied_string(InstantText(told.at).view());
  const int64_t local = told.at.seconds;
  told.at.seconds = zone.first_moment(local);
  if (!is_in_calendar(told.at.seconds))
    return e.fail("parse_date(): " + zones::local_text(local) + " in " + zone.name() +
                  " is outside the years 1 to 9999 in UTC");
  if (zone.local_of(told.at.seconds) == local) return e.copied_string(InstantText(told.at).view());
  return e.fail("parse_date(): there is no " + zones::local_text(local) + " in " + zone.name() +
                ", where the clock is put forward over it");
}

sluice_value* parse_date(Evaluator& e, const Arguments& args) {
  DateCall& call = date_call(args);
  std::string_view text = text_of(*args[0]), form = "iso";
  if ((is_string(*args[0]) && !e.text(*args[0], &text)) || !text_at(e, args, 1, &form))
    return nullptr;
  const DateFormat* const format = call.format.of(e, form);
  const zones::Zone* const zone = format ? call.zone.of(e, args, 2, "UTC") : nullptr;
  Told told;
  if (!zone) return nullptr;
  if (read_told(*format, text, &told)) return moment_of(e, told, *zone);
  return e.fail("parse_date(): \"" + std::string(text.substr(0, 40)) +
                "\" is no date of the form " + std::string(form.substr(0, 40)));
}

sluice_value* format_date(Evaluator& e, const Arguments& args) {
  DateCall& call = date_call(args);
  const DateFormat* const format = call.format.of(e, args, 1, "iso");
  const zones::Zone* const zone = format ? call.zone.of(e, args, 2, "UTC") : nullptr;
  Instant instant;
  if (!zone || !date_at(e, args, 0, "format_date()", *zone, &instant)) return nullptr;
  if (!is_in_calendar(zone->local_of(instant.seconds)))
    return e.fail("format_date(): the clock of " + zone->name() +
                  " is outside the years 1 to 9999");
  return e.copied_string(format->write(instant, *zone));
}

sluice_value* date_add(Evaluator& e, const Arguments& args) {
  DateCall& call = date_call(args);
  int64_t amount = 0;
  Instant instant;
  const zones::Zone* const zone = call.zone.of(e, args, 3, "UTC");
  const DateUnit* const unit = zone ? call.unit.of(e, args, 2, "day") : nullptr;
  if (!unit || !date_at(e, args, 0, "date_add()", *zone, &instant) ||
      !whole_number_at(e, args, 1, "amount of date_add()", -kMostUnits, kMostUnits, &amount))
    return nullptr;
  const std::optional<int64_t> later = added(instant.seconds, amount, *unit, *zone);
  if (!later) return e.fail("date_add(): the result is outside the years 1 to 9999");
  return e.copied_string(InstantText({*later, instant.fraction}).view());
}

sluice_value* date_diff(Evaluator& e, const Arguments& args) {
  DateCall& call = date_call(args);
  Instant from, to;
  const zones::Zone* const zone = call.zone.of(e, args, 3, "UTC");
  const DateUnit* const unit = zone ? call.unit.of(e, args, 2, "day") : nullptr;
  if (!unit || !date_at(e, args, 0, "date_diff()", *zone, &from) ||
      !date_at(e, args, 1, "date_diff()", *zone, &to))
    return nullptr;
  return e.number(counted(from, to, *unit, *zone));
}

sluice_value* date_start(Evaluator& e, const Arguments& args) {
  DateCall& call = date_call(args);
  Instant instant;
  const zones::Zone* const zone = call.zone.of(e, args, 2, "UTC");
  const DateUnit* const unit = zone ? call.unit.of(e, args, 1, "day") : nullptr;
  if (!unit || !date_at(e, args, 0, "start_of()", *zone, &instant)) return nullptr;
  const std::optional<int64_t> start = start_of(instant.seconds, *unit, *zone);
  if (!start) return e.fail("start_of(): the beginning is outside the years 1 to 9999");
  return e.copied_string(InstantText({*start, {}}).view());
}

constexpr Function kDateFunctions[] = {
    {"date_add",
     3,
     4,
     {kStringType, kNumberType, kStringType},
     kStringType,
     date_add,
     {"date, amount, unit, zone?",
      "The moment that is so many seconds, minutes, hours, days, weeks, months, quarters or years "
      "later; "
      "earlier, if the amount is negative. From days on, the clock of the zone (UTC) shows the "
      "same "
      "time; a day that the month does not have is its last one.",
      "date_add('2026-01-31T09:00:00Z', `1`, 'month')", R"("2026-02-28T09:00:00Z")"},
     prepare_date<kNone, 3, 2>},
    {"date_diff",
     3,
     4,
     {kStringType},
     kNumberType,
     date_diff,
     {"from, to, unit, zone?", "How many whole units there are from one moment to another.",
      "date_diff('2026-03-01', '2026-07-15', 'months')", "4"},
     prepare_date<kNone, 3, 2>},
    {"format_date",
     1,
     3,
     {kStringType},
     kStringType,
     format_date,
     {"date, format?, zone?",
      "The moment as the clock of the zone (UTC) shows it, in a format (`iso`).",
      "format_date('2026-07-15T22:30:00Z', '%d-%m-%Y %H:%M', 'Europe/Amsterdam')",
      R"("16-07-2026 00:30")"},
     prepare_date<1, 2, kNone>},
    {"now",
     0,
     0,
     {kAnyType},
     kStringType,
     now,
     {"", "The moment at which it is evaluated, in seconds, of the host's clock.", "now()",
      R"("2026-07-15T15:00:00Z")"},
     prepare_now},
    {"parse_date",
     1,
     3,
     {kStringType | kNumberType, kStringType},
     kStringType,
     parse_date,
     {"text, format?, zone?",
      "The moment that the text tells in a format (`iso`), as a date in UTC. Without an offset in "
      "the "
      "text, the clock of the zone (UTC) is meant; of a time that it shows twice, the first. A "
      "text of another form fails the record, and so does a time that the clock skips.",
      "parse_date('15-7-2026 17:00', '%d-%m-%Y %H:%M', 'Europe/Amsterdam')",
      R"("2026-07-15T15:00:00Z")"},
     prepare_date<1, 2, kNone>},
    {"start_of",
     2,
     3,
     {kStringType},
     kStringType,
     date_start,
     {"date, unit, zone?",
      "The beginning of the minute, hour, day, week (Monday), month, quarter or year that the "
      "moment is "
      "in, by the clock of the zone (UTC).",
      "start_of('2026-07-15T22:30:00Z', 'month', 'Europe/Amsterdam')", R"("2026-06-30T22:00:00Z")"},
     prepare_date<kNone, 2, 1>},
};

}  // namespace

FunctionList date_functions() { return {"dates", kDateFunctions, std::size(kDateFunctions)}; }

}  // namespace sluice::expression
