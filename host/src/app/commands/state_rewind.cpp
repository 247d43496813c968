#include "app/commands/state_rewind.hpp"

#include <algorithm>
#include <charconv>
#include <ctime>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/report/moment.hpp"
#include "app/report/state_text.hpp"
#include "config/files.hpp"
#include "platform/terminal.hpp"

namespace sluice::app {
namespace {

using store::Checkpoint;

std::string shown(const Checkpoint& point) {
  return std::to_string(point.sequence) + "  " + time_text(point.time_us) + "  " +
         (point.cursor.text.empty() ? "from the beginning" : point.cursor.text);
}

int list_checkpoints(const Options& options, const std::vector<Checkpoint>& points) {
  config::Node all = config::Node::array();
  for (const Checkpoint& point : points) {
    all.items.push_back(checkpoint_node(point));
    if (!options.json) print(shown(point));
  }
  if (options.json)
    print(config::to_json(all));
  else if (points.empty() && !options.quiet)
    print("no checkpoints");
  return kDone;
}

// The latest one that is not after what --to says.
Result<Checkpoint> find_checkpoint(const std::vector<Checkpoint>& points, const std::string& to) {
  int64_t sequence = 0;
  const auto parsed = std::from_chars(to.data(), to.data() + to.size(), sequence);
  const bool by_number = parsed.ec == std::errc() && parsed.ptr == to.data() + to.size();
  const Result<int64_t> moment = by_number ? Result<int64_t>(0) : parse_moment(to);
  if (!moment)
    return Status(SLUICE_E_INVALID,
                  "--to takes a commit's number, an age such as 2h, or a time "
                  "such as 2026-11-30T10:00:00Z: " +
                      moment.status().message());
  const auto found = std::find_if(points.begin(), points.end(), [&](const Checkpoint& point) {
    return by_number ? point.sequence <= sequence : point.time_us <= *moment;
  });
  if (found != points.end()) return *found;
  return Status(
      SLUICE_E_INVALID,
      "there is no checkpoint so early" +
          (points.empty() ? std::string() : "; the first one is " + shown(points.back())));
}

// What a person should know before.
void tell_consequences(const store::PipelineState& state, const Checkpoint& point) {
  const bool same_run =
      state.figures.started_us <= point.time_us && state.figures.read >= point.read;
  print("pipeline " + state.pipeline + " goes back to commit " + std::to_string(point.sequence) +
        " of " + time_text(point.time_us) + ", " +
        grouped(static_cast<uint64_t>(state.sequence - point.sequence)) + " commits ago");
  print("  from there: " +
        (point.cursor.text.empty() ? std::string("the beginning") : point.cursor.text));
  print("  read and sent again: " +
        (same_run ? grouped(state.figures.read - point.read) + " records of the last run"
                  : "everything that was read since then"));
  for (const store::Position& position : state.positions)
    print("  to " + position.publisher + (position.text.empty() ? "" : ", behind what it has"));
  print(
      "  tasks stay, and so does what steps remember (core.distinct with over: always still drops "
      "repeats)");
}

bool is_agreed(const Options& options) {
  if (options.yes) return true;
  std::cout << "go back? [y/N] " << std::flush;
  std::string answer;
  std::getline(std::cin, answer);
  return answer == "y" || answer == "yes";
}

int tell_moved(const Options& options, const std::string& pipeline, const Result<bool>& done) {
  if (!done) return lock_failure("state", done.status());
  if (!*done)
    return failure("state", {SLUICE_E_UNAVAILABLE, "pipeline " + pipeline +
                                                       " has gone on meanwhile: nothing is "
                                                       "changed; look at it again"});
  if (options.json)
    print(R"({"ok":true})");
  else if (!options.quiet)
    print("pipeline " + pipeline + ": the next run continues from there");
  return kDone;
}

}  // namespace

int rewind_pipeline(const Options& options, store::StateStore& store,
                    const store::PipelineState& state) {
  const auto points = store.checkpoints(state.pipeline);
  if (!points) return failure("state", points.status());
  const std::string to = options.value_of("to");
  if (to.empty()) return list_checkpoints(options, *points);
  const Result<Checkpoint> point = find_checkpoint(*points, to);
  if (!point) return usage_error("state", point.status().message());
  if (!options.json && !options.quiet) tell_consequences(state, *point);
  if (!options.yes && !platform::input_is_terminal())
    return usage_error("state", "nobody can be asked: say --yes to go back");
  if (!is_agreed(options)) return print("nothing is changed"), kDone;
  return tell_moved(options, state.pipeline,
                    store.rewind(state.pipeline, state.sequence, point->sequence));
}

int set_cursor(const Options& options, store::StateStore& store,
               const store::PipelineState& state) {
  const std::string file = options.value_of("value");
  if (file.empty()) return usage_error("state", "which cursor? name a file that holds it: --value");
  config::Problems problems(file);
  auto text = config::read_file(file, problems);
  if (!text) return usage_error("state", file + ": " + problems.sorted().front().message);
  while (!text->empty() && (text->back() == '\n' || text->back() == '\r')) text->pop_back();
  return tell_moved(options, state.pipeline,
                    store.put_cursor(state.pipeline, state.sequence, *text));
}

}  // namespace sluice::app
