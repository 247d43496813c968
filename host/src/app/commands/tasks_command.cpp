// sluice tasks list|show: records that could not be delivered. Reads beside a run.
#include <charconv>

#include "app/commands/commands.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/report/task_text.hpp"
#include "app/wiring/state_access.hpp"
#include "app/wiring/state_folder.hpp"
#include "store/sqlite_store.hpp"

namespace sluice::app {
namespace {

config::Node task_node(const store::Task& task, bool whole) {
  config::Node node = config::Node::object();
  node.set("id", number_node(task.id));
  node.set("pipeline", text_node(task.pipeline));
  node.set("step", text_node(task.step));
  node.set("key", text_node(task.record_key));
  node.set("message", text_node(task.message));
  node.set("status", number_node(task.code));
  node.set("remote_code", number_node(task.remote_code));
  node.set("attempts", unsigned_node(task.attempts));
  node.set("first", text_node(time_text(task.first_us)));
  node.set("last", text_node(time_text(task.last_us)));
  if (!whole) return node;
  node.set("origin", text_node(task.origin));
  set_bytes(node, "source", task.source);
  set_bytes(node, "value", task.value);
  return node;
}

int list(const Options& options, const StateLocation& location, store::PipelineStore& store) {
  const std::string pipeline = options.args.empty() ? "" : options.args.front();
  const auto tasks = store.tasks(pipeline);
  if (!tasks) return failure("tasks", tasks.status());
  if (tasks->empty() && !pipeline.empty()) {
    const auto states = store.states();
    if (!states) return failure("tasks", states.status());
    if (!know_pipelines(options, "tasks", location, *states)) return kInvalid;
  }
  if (options.json) {
    config::Node all = config::Node::array();
    for (const store::Task& task : *tasks) all.items.push_back(task_node(task, false));
    print(config::to_json(all));
    return kDone;
  }
  for (const store::Task& task : *tasks) {
    print(std::to_string(task.id) + "  " + time_text(task.last_us) + "  " + task.pipeline + "  " +
          task.step + "  " + task.message +
          (task.attempts > 1 ? " (" + std::to_string(task.attempts) + " times)" : ""));
  }
  if (tasks->empty() && !options.quiet) print("no tasks");
  return kDone;
}

void print_task(const store::Task& task) {
  print("task " + std::to_string(task.id) + " of pipeline " + task.pipeline);
  print("step: " + task.step);
  print("error: " + task.message);
  if (task.remote_code) print("remote code: " + std::to_string(task.remote_code));
  print("parked: " + time_text(task.first_us) + ", last " + time_text(task.last_us) + ", " +
        std::to_string(task.attempts) + (task.attempts == 1 ? " attempt" : " attempts"));
  if (!task.record_key.empty()) print("key: " + task.record_key);
  print("as it arrived: " + shown_bytes(task.source));
  print("as the step left it: " + shown_bytes(task.value));
}

int show(Options& options, store::PipelineStore& store) {
  const std::string text = options.take();
  int64_t id = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), id);
  if (text.empty() || parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) {
    return usage_error("tasks", "which task? \"" + text + "\" is not a number");
  }
  const auto task = store.task(id);
  if (!task) return failure("tasks", task.status());
  if (!*task) {
    print_error("sluice tasks: there is no task " + text + "; see sluice tasks list");
    return kInvalid;
  }
  if (options.json) {
    print(config::to_json(task_node(**task, true)));
  } else {
    print_task(**task);
  }
  return kDone;
}

}  // namespace

int tasks_command(Options options) {
  const std::string what = options.take();
  if (what != "list" && what != "show") return usage_error("tasks", "say list or show");
  const auto location = locate_state(options, "tasks");
  if (!location) return kInvalid;
  store::SqliteStore store(store_file(location->folder.path), store::SqliteStore::Mode::read_only);
  return what == "list" ? list(options, *location, store) : show(options, store);
}

}  // namespace sluice::app
