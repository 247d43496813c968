#include "increment.hpp"

#include <algorithm>
#include <utility>

#include "mark.hpp"
#include "own_batch.hpp"
#include "sluice/duration.hpp"
#include "sluice/rest/value_path.hpp"

namespace http_plugin {

using sluice::Batch;
using sluice::Host;
using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::expression::Expression;
using sluice::rest::json_string;
using sluice::rest::JsonBody;

namespace {

constexpr int64_t kMsPerSecond = 1000;

// "5m" in seconds; the schema has the form.
int64_t seconds_in(std::string_view text) { return sluice::read_duration(text).ms / kMsPerSecond; }

}  // namespace

Result<std::optional<Increment>> Increment::read(Value config, const Host& host) {
  const Value given = config["incremental"];
  if (!given || given.is_null() || (given.is_bool() && !given.is_true()))
    return std::optional<Increment>();
  if (!given.is_object())
    return Status::invalid("/incremental",
                           "say by what: {by: updated_at, param: since}, or {cursor: …, param: …}");
  Increment out;
  out.by_ = given["by"].string_or("");
  out.cursor_ = given["cursor"].string_or("");
  out.param_ = given["param"].string_or("");
  if (out.by_.empty() == out.cursor_.empty())
    return Status::invalid("/incremental",
                           "needs by, a member of the rows that grows with every change, or "
                           "cursor, a member of the response, and not both");
  out.in_body_ = given["in"].string_or("query") == "body";
  const Value lookback = given["lookback"];
  if (lookback && !out.cursor_.empty())
    return Status::invalid("/incremental/lookback", "is not used with cursor; remove it");
  out.lookback_is_time_ = lookback.is_string();
  out.lookback_ =
      lookback.is_string() ? seconds_in(lookback.string_or("")) : lookback.integer_or(0);
  if (!given["value"]) return std::optional(std::move(out));
  auto value = Expression::compile_template(given["value"].string_or(""),
                                            sluice::expression::workbench_of(host, config.batch()));
  if (!value) return Status::invalid("/incremental/value", value.status().message());
  out.value_ = *std::move(value);
  return std::optional(std::move(out));
}

Result<std::string> Increment::looked_back(const std::string& low) const {
  if (!lookback_) return low;
  auto mark = Mark::parse(low);
  if (!mark) return mark.status();
  if (mark->is_time() == lookback_is_time_) return mark->moved_back(lookback_);
  return Status::invalid("/incremental/lookback",
                         "is a " + std::string(lookback_is_time_ ? "time" : "number") + ", and " +
                             by_ + " is \"" + low + "\"; give it as " +
                             (mark->is_time() ? "5m" : "a number in the same unit"));
}

// The text of the parameter.
Result<std::string> Increment::value_of(const std::string& start, const Host& host) {
  if (!value_) return start;
  auto own = own_batch(host);
  if (!own) return own.status();
  auto object = Batch(own->get()).parse("{\"since\":" + json_string(start) + "}");
  if (!object) return object.status();
  sluice::expression::Evaluator evaluator(value_->program(), own->get());
  sluice_value* const made = evaluator.evaluate(&*object);
  if (!made) return Status::invalid("/incremental/value", evaluator.failure().message());
  const auto text = sluice::rest::text_at(Value(own->get(), made), "");
  if (!text) return Status::invalid("/incremental/value", "gives neither text nor a number");
  return *text;
}

Status Increment::put(const Span& span, const std::string& first, const Host& host,
                      sluice::rest::Parameters& query, JsonBody& body) {
  auto start = span.low.empty() ? Result<std::string>(first) : looked_back(span.low);
  if (!start) return start.status();
  if (start->empty()) return {};
  auto value = value_of(*start, host);
  if (!value) return value.status();
  if (in_body_) return body.set(param_, json_string(*value)).in("/incremental/param");
  query.set(param_, *std::move(value));
  return {};
}

Status Increment::note(Batch rows, Value envelope, int64_t began_s, Span& span) const {
  if (cursor_.empty()) return note_rows(rows, began_s, span);
  const auto next = sluice::rest::text_at(envelope, cursor_);
  if (next) span.high = *next;
  return {};
}

Status Increment::note_rows(Batch rows, int64_t began_s, Span& span) const {
  size_t met = 0, live = 0;
  std::optional<Mark> highest;
  for (size_t i = 0; i < rows.size(); i++) {
    if (!rows[i].live()) continue;
    live++;
    const auto text = sluice::rest::text_at(rows[i].root(), by_);
    if (!text) continue;
    met++;
    auto mark = Mark::parse(*text);
    if (!mark) return Status::data("incremental.by: " + by_ + " " + mark.status().message());
    auto order = highest ? Mark::compare(*highest, *mark) : Result<int>(-1);
    if (!order) return Status::data("incremental.by: " + order.status().message());
    if (*order < 0) highest = *std::move(mark);
  }
  rows.clear_fault();
  if (live && !met)
    return Status::data("incremental.by: no row of the page has \"" + by_ +
                        "\" as a text or a number");
  if (!highest) return {};
  const std::string text = highest->no_later_than(began_s);
  auto before = Mark::parse(span.high.empty() ? span.low.empty() ? text : span.low : span.high);
  auto now = Mark::parse(text);
  auto order = before && now ? Mark::compare(*before, *now) : Result<int>(-1);
  if (!order) return Status::data("incremental.by: " + order.status().message());
  if (*order < 0 || (span.high.empty() && span.low.empty())) span.high = text;
  return {};
}

}  // namespace http_plugin
