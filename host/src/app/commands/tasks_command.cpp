// sluice tasks list|show|groups|edit|retry|skip|export|import|prune: records that could not be
// delivered. Asks the server that runs, else opens the store; all but retry work beside a run.
#include <algorithm>
#include <string_view>

#include "app/commands/commands.hpp"
#include "app/commands/opened_stores.hpp"
#include "app/commands/task_editor.hpp"
#include "app/commands/task_files.hpp"
#include "app/commands/task_retry.hpp"
#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/report/task_lines.hpp"
#include "app/report/task_query.hpp"
#include "app/report/task_text.hpp"
#include "app/wiring/state_access.hpp"
#include "app/wiring/state_folder.hpp"
#include "app/wiring/task_choice.hpp"
#include "platform/process.hpp"

namespace sluice::app {
namespace {

using store::TaskState;

// What one call works with.
struct Work {
  Options options;
  std::string config;  // the file, if one is named
  StateLocation location;
  store::TaskStore& store;
};

// The pipeline that `list` and `groups` are about, if any: the next argument or --pipeline.
bool read_pipeline(Work& work) {
  if (!work.options.args.empty()) work.options.of_command["pipeline"] = work.options.take();
  const std::string name = work.options.value_of("pipeline");
  if (name.empty()) return true;
  const auto states = open_states(work.location)->states();
  if (!states) return failure("tasks", states.status()), false;
  work.options.args = {name};
  return know_pipelines(work.options, "tasks", work.location, *states);
}

void print_json(const std::vector<store::Task>& tasks) {
  config::Node all = config::Node::array();
  for (const store::Task& task : tasks) all.items.push_back(task_node(task, false));
  print(config::to_json(all));
}

int list(Work& work) {
  constexpr size_t kUsual = 100;
  const auto filter = listed_tasks(work.options, unfinished_states());
  if (!filter) return usage_error("tasks", filter.status().message());
  const auto page = task_page(work.options, kUsual);
  if (!page) return usage_error("tasks", page.status().message());
  const auto tasks = work.store.tasks(*filter, *page);
  if (!tasks) return failure("tasks", tasks.status());
  if (tasks->empty() && !read_pipeline(work)) return kInvalid;
  if (work.options.json) return print_json(*tasks), kDone;
  for (const store::Task& task : *tasks) print(task_line(task));
  if (work.options.quiet) return kDone;
  if (tasks->empty()) print("no tasks");
  if (tasks->size() == page->most)
    print("there may be more: --after " + std::to_string(tasks->back().id));
  return kDone;
}

void print_answer(const store::TaskAnswer& answer) {
  print("asked: " + answer.request);
  if (!answer.payload.empty()) print("sent: " + shown_bytes(answer.payload));
  if (!answer.status) return print("answered: nothing");
  print("answered: " + std::to_string(answer.status) + " " + shown_bytes(answer.response));
}

void print_task(const store::Task& task) {
  print("task " + std::to_string(task.id) + " of pipeline " + task.pipeline);
  print("state: " + std::string(task_state_name(task.state)));
  print("step: " + task.step);
  print("error: " + task.message);
  if (task.remote_code) print("remote code: " + std::to_string(task.remote_code));
  print("parked: " + time_text(task.first_us) + ", last " + time_text(task.last_us) + ", " +
        std::to_string(task.attempts) + (task.attempts == 1 ? " attempt" : " attempts"));
  for (const store::TaskAttempt& one : task.earlier)
    print("  failed before: " + time_text(one.time_us) + "  " + one.message);
  if (task.answer) print_answer(*task.answer);
  if (!task.record_key.empty()) print("key: " + task.record_key);
  print("as it arrived: " + shown_bytes(task.source));
  print("as the step left it: " + shown_bytes(task.value));
  if (task.edited) print("as edited: " + shown_bytes(*task.edited));
}

int show(Work& work) {
  const Result<int64_t> id = task_id(work.options.take());
  if (!id) return usage_error("tasks", id.status().message());
  const auto task = work.store.task(*id);
  if (!task) return failure("tasks", task.status());
  if (!*task) {
    print_error("sluice tasks: there is no task " + std::to_string(*id) +
                "; see sluice tasks list");
    return kInvalid;
  }
  if (work.options.json)
    print(config::to_json(task_node(**task, true)));
  else
    print_task(**task);
  return kDone;
}

int groups(Work& work) {
  if (!read_pipeline(work)) return kInvalid;
  const auto filter = listed_tasks(work.options, unfinished_states());
  if (!filter) return usage_error("tasks", filter.status().message());
  const auto found = work.store.groups(*filter);
  if (!found) return failure("tasks", found.status());
  config::Node all = config::Node::array();
  for (const store::TaskGroup& group : *found) {
    all.items.push_back(group_node(group));
    if (!work.options.json) print(group_line(group));
  }
  if (work.options.json)
    print(config::to_json(all));
  else if (found->empty() && !work.options.quiet)
    print("no tasks");
  return kDone;
}

int tell_count(const Options& options, const Result<uint64_t>& count, std::string_view what) {
  if (!count) return failure("tasks", count.status());
  if (options.json) {
    config::Node node = config::Node::object();
    node.set("tasks", unsigned_node(*count));
    print(config::to_json(node));
  } else if (!options.quiet) {
    print(grouped(*count) + (*count == 1 ? " task is " : " tasks are ") + std::string(what));
  }
  return kDone;
}

int skip(Work& work) {
  auto filter = chosen_tasks(work.options, {TaskState::parked});
  if (filter) filter = of_skip(*std::move(filter));
  if (!filter) return usage_error("tasks", filter.status().message());
  return tell_count(work.options, work.store.change(*filter, TaskState::skipped), "skipped");
}

int prune(Work& work) {
  auto filter = chosen_tasks(work.options, finished_states());
  if (filter) filter = of_prune(*std::move(filter));
  if (!filter) return usage_error("tasks", filter.status().message());
  return tell_count(work.options, work.store.remove(*filter), "deleted");
}

int edit(Work& work) { return edit_task(work.options, work.store, work.location.folder.path); }

int export_all(Work& work) { return export_tasks(work.options, work.store); }

int import_all(Work& work) {
  if (Status s = make_state_folder(work.location.folder); !s) return failure("tasks", s);
  return import_tasks(work.options, work.store);
}

int retry(Work& work) {
  if (work.config.empty())
    return usage_error("tasks", "retry needs the config, which says what comes after a step");
  platform::forbid_core_dumps();
  return retry_tasks(work.options, work.config, work.location.folder.path);
}

struct Verb {
  std::string_view name;
  int (*run)(Work&);
};

constexpr Verb kVerbs[] = {{"list", list},         {"show", show},   {"groups", groups},
                           {"edit", edit},         {"retry", retry}, {"skip", skip},
                           {"export", export_all}, {"prune", prune}, {"import", import_all}};

}  // namespace

int tasks_command(Options options) {
  const std::string what = options.take();
  const auto verb = std::find_if(std::begin(kVerbs), std::end(kVerbs),
                                 [&](const Verb& one) { return one.name == what; });
  if (verb == std::end(kVerbs))
    return usage_error("tasks",
                       "say list, show, groups, edit, retry, skip, export, import or prune");
  auto location = locate_state(options, "tasks");
  if (!location) return kInvalid;
  const auto store = open_tasks(location->folder);
  const std::string config = location->config;
  Work work{std::move(options), config, std::move(*location), *store};
  if (what == "list" && !work.options.args.empty())
    work.options.of_command["pipeline"] = work.options.take();
  return verb->run(work);
}

}  // namespace sluice::app
