#include "app/trial/preview_text.hpp"

#include <algorithm>

#include "app/report/colour.hpp"
#include "app/report/console.hpp"
#include "app/trial/value_diff.hpp"
#include "config/parse.hpp"

namespace sluice::app {
namespace {

using config::Node;

std::string time_words(int64_t ns) {
  if (ns < 10'000) return std::to_string(ns) + " ns";
  return ns < 10'000'000 ? std::to_string(ns / 1000) + " µs"
                         : std::to_string(ns / 1'000'000) + " ms";
}

class Printer {
 public:
  Printer(const Preview& preview, const services::Redactor& redactor)
      : preview_(preview), redactor_(redactor) {}

  void record(size_t index) {
    const auto number = static_cast<int64_t>(index) + 1;
    const std::string what = preview_.of_request ? "request" : "record " + std::to_string(number);
    line(Colour::kNone, what + ": " + preview_.records[index]);
    made_of(number);
  }

  void walk() {
    line(Colour::kNone, "at the walk's end");
    made_of(StepTrace::kOfWalk);
  }

 private:
  void made_of(int64_t number) {
    const auto& traces = preview_.trace.records();
    if (const auto found = traces.find(number); found != traces.end())
      for (const StepView& view : found->second)
        if (preview_.only_step.empty() || view.step == preview_.only_step) step(view);
    if (preview_.only_step.empty()) outcome(number);
    line(Colour::kNone, "");
  }

  void line(Colour colour, const std::string& text) { print_in(colour, redactor_.redact(text)); }

  void step(const StepView& view) {
    const bool one = view.before.size() == 1 && view.after.size() == 1;
    const auto changed =
        one ? differences(view.before[0], view.after[0]) : std::vector<Difference>();
    const bool same = one && changed.empty() && view.failures.empty();
    line(Colour::kFaint, "  " + view.step + (view.ns ? ", " + time_words(view.ns) : "") +
                             (same ? ": unchanged" : ""));
    for (const Difference& difference : changed) show(difference);
    if (!one) many(view);
    for (const std::string& why : view.failures) line(Colour::kRed, "    fails: " + why);
  }

  void show(const Difference& one) {
    const std::string path = one.path.empty() ? "" : one.path + ": ";
    if (one.before) line(Colour::kRed, "    - " + path + *one.before);
    if (one.after) line(Colour::kGreen, "    + " + path + *one.after);
  }

  // Dropped, split, or already several.
  void many(const StepView& view) {
    if (view.after.empty() && view.failures.empty()) return line(Colour::kRed, "    dropped");
    if (view.after.size() > view.before.size())
      line(Colour::kNone, "    now " + std::to_string(view.after.size()) + " records");
    for (const std::string& text : view.after) line(Colour::kGreen, "    + " + text);
    if (view.after.size() < view.before.size() && view.filtered)
      line(Colour::kRed, "    dropped: " + std::to_string(view.filtered));
  }

  void outcome(int64_t number) {
    for (const TrialOutput& output : preview_.result.outputs)
      for (const auto& one : output.records)
        if (one.number == number) line(Colour::kNone, "  → " + output.target + ": " + one.text);
    for (const TrialFailure& failure : preview_.result.failures)
      if (failure.number == number)
        line(Colour::kRed, (preview_.of_request ? "  the walk does not start, " : "  parked at ") +
                               failure.step + ": " + failure.message);
  }

  const Preview& preview_;
  const services::Redactor& redactor_;
};

// The value, or its text if it is none that can be read.
Node value_node(const std::string& json) {
  config::Problems problems("");
  auto parsed = config::parse_json(json, problems);
  return parsed && problems.empty() ? std::move(*parsed) : text_node(json);
}

Node list_node(const std::vector<std::string>& texts, Node (*make)(const std::string&)) {
  Node out = Node::array();
  for (const std::string& text : texts) out.items.push_back(make(text));
  return out;
}

Node step_node(const StepView& view) {
  Node out = Node::object();
  out.set("step", text_node(view.step));
  out.set("pointer", text_node(view.pointer));
  out.set("before", list_node(view.before, value_node));
  out.set("after", list_node(view.after, value_node));
  out.set("filtered", unsigned_node(view.filtered));
  out.set("failures",
          list_node(view.failures, [](const std::string& why) { return text_node(why); }));
  out.set("ns", number_node(view.ns));
  return out;
}

Node steps_node(const Preview& preview, int64_t number) {
  Node out = Node::array();
  const auto& traces = preview.trace.records();
  const auto found = traces.find(number);
  if (found == traces.end()) return out;
  for (const StepView& view : found->second)
    if (preview.only_step.empty() || view.step == preview.only_step)
      out.items.push_back(step_node(view));
  return out;
}

// {"target": …, "record": …} or the like.
Node pair_node(const char* first, const std::string& text, const char* second, Node value) {
  Node out = Node::object();
  out.set(first, text_node(text));
  out.set(second, std::move(value));
  return out;
}

Node outputs_node(const TrialResult& result, int64_t number) {
  Node out = Node::array();
  for (const TrialOutput& output : result.outputs)
    for (const auto& one : output.records)
      if (one.number == number)
        out.items.push_back(pair_node("target", output.target, "record", value_node(one.text)));
  return out;
}

Node failures_node(const TrialResult& result, int64_t number) {
  Node out = Node::array();
  for (const TrialFailure& one : result.failures)
    if (one.number == number)
      out.items.push_back(pair_node("step", one.step, "message", text_node(one.message)));
  return out;
}

// Whether a step made records of the walk, as core.gather does.
bool has_of_walk(const Preview& preview) {
  const auto is_of_walk = [](const auto& one) { return one.number == StepTrace::kOfWalk; };
  const TrialResult& result = preview.result;
  return !preview.of_request &&
         (preview.trace.records().contains(StepTrace::kOfWalk) ||
          std::any_of(result.failures.begin(), result.failures.end(), is_of_walk) ||
          std::any_of(result.outputs.begin(), result.outputs.end(), [&](const TrialOutput& output) {
            return std::any_of(output.records.begin(), output.records.end(), is_of_walk);
          }));
}

void set_made(const Preview& preview, int64_t number, Node& out) {
  out.set("steps", steps_node(preview, number));
  out.set("outputs", outputs_node(preview.result, number));
  out.set("failures", failures_node(preview.result, number));
}

}  // namespace

void print_preview(const Preview& preview, const services::Redactor& redactor) {
  Printer printer(preview, redactor);
  for (size_t i = 0; i < preview.records.size(); i++) printer.record(i);
  if (has_of_walk(preview)) printer.walk();
}

Node preview_node(const Preview& preview) {
  Node list = Node::array();
  for (size_t i = 0; i < preview.records.size(); i++) {
    Node one = Node::object();
    one.set("record", value_node(preview.records[i]));
    set_made(preview, static_cast<int64_t>(i) + 1, one);
    list.items.push_back(std::move(one));
  }
  Node out = Node::object();
  out.set("records", std::move(list));
  if (has_of_walk(preview))
    set_made(preview, StepTrace::kOfWalk, out.set("walk_end", Node::object()));
  return out;
}

}  // namespace sluice::app
