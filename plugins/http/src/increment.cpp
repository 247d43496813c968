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

Reached Reached::of(Value value) {
  return {sluice::rest::text_at(value, "").value_or(""), value.is_number()};
}

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

Result<Reached> Increment::looked_back(const Reached& low) const {
  if (!lookback_) return low;
  auto mark = Mark::parse(low.text);
  if (!mark) return mark.status();
  if (mark->is_time() != lookback_is_time_)
    return Status::invalid("/incremental/lookback",
                           "is a " + std::string(lookback_is_time_ ? "time" : "number") + ", and " +
                               by_ + " is \"" + low.text + "\"; give it as " +
                               (mark->is_time() ? "5m" : "a number in the same unit"));
  auto moved = mark->moved_back(lookback_);
  return moved ? Result<Reached>({*std::move(moved), low.is_number}) : moved.status();
}

// What is sent.
Result<Reached> Increment::value_of(const Reached& start, const Host& host) {
  if (!value_) return start;
  auto own = own_batch(host);
  if (!own) return own.status();
  auto object = Batch(own->get()).parse("{\"since\":" + json_string(start.text) + "}");
  if (!object) return object.status();
  sluice::expression::Evaluator evaluator(value_->program(), own->get());
  sluice_value* const made = evaluator.evaluate(&*object);
  if (!made) return Status::invalid("/incremental/value", evaluator.failure().message());
  Reached out = Reached::of(Value(own->get(), made));
  if (out.empty()) return Status::invalid("/incremental/value", "gives neither text nor a number");
  return out;
}

Status Increment::put(const Span& span, const Reached& first, const Host& host,
                      sluice::rest::Parameters& query, JsonBody& body) {
  auto start = span.low.empty() ? Result<Reached>(first) : looked_back(span.low);
  if (!start) return start.status();
  if (start->empty()) return {};
  auto value = value_of(*start, host);
  if (!value) return value.status();
  if (in_body_) return body.set(param_, value->json()).in("/incremental/param");
  query.set(param_, std::move(value->text));
  return {};
}

Status Increment::note(Batch rows, Value envelope, int64_t began_s, Span& span) const {
  if (cursor_.empty()) return note_rows(rows, began_s, span);
  Reached next = Reached::of(sluice::rest::at_path(envelope, cursor_));
  if (!next.empty()) span.high = std::move(next);
  return {};
}

// It is no failure: a system may give its cursor only once it has enough.
void Increment::tell_missing(const Host& host) const {
  if (cursor_.empty()) return;
  host.log(SLUICE_LOG_WARNING, "incremental.cursor: no response of the walk has \"" + cursor_ +
                                   "\" as a text or a number; the next run reads everything again");
}

Status Increment::note_rows(Batch rows, int64_t began_s, Span& span) const {
  size_t met = 0, live = 0;
  std::optional<Mark> highest;
  bool is_number = false;  // the highest
  for (size_t i = 0; i < rows.size(); i++) {
    if (!rows[i].live()) continue;
    live++;
    const Reached row = Reached::of(sluice::rest::at_path(rows[i].root(), by_));
    if (row.empty()) continue;
    met++;
    auto mark = Mark::parse(row.text);
    if (!mark) return Status::data("incremental.by: " + by_ + " " + mark.status().message());
    auto order = highest ? Mark::compare(*highest, *mark) : Result<int>(-1);
    if (!order) return Status::data("incremental.by: " + order.status().message());
    if (*order >= 0) continue;
    highest = *std::move(mark);
    is_number = row.is_number;
  }
  rows.clear_fault();
  if (live && !met)
    return Status::data("incremental.by: no row of the page has \"" + by_ +
                        "\" as a text or a number");
  if (!highest) return {};
  return raise(span, {highest->no_later_than(began_s), is_number});
}

// The span reaches as far as `met`, unless it does already.
Status Increment::raise(Span& span, Reached met) {
  const Reached& reached = span.high.empty() ? span.low : span.high;
  if (!reached.empty()) {
    auto before = Mark::parse(reached.text);
    auto now = Mark::parse(met.text);
    auto order = before && now ? Mark::compare(*before, *now) : Result<int>(-1);
    if (!order) return Status::data("incremental.by: " + order.status().message());
    // The same as a number: an older version kept numbers as text.
    if (*order > 0 || (*order == 0 && reached.is_number == met.is_number)) return {};
  }
  span.high = std::move(met);
  return {};
}

}  // namespace http_plugin
