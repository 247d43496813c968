#include "app/commands/task_files.hpp"

#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "app/report/console.hpp"
#include "app/report/exit_code.hpp"
#include "app/report/task_lines.hpp"
#include "app/wiring/task_choice.hpp"

namespace sluice::app {
namespace {

constexpr size_t kExportPageBytes = size_t{8} << 20;

int read_tasks(std::istream& in, const std::string& name, std::vector<store::Task>& out) {
  std::string line;
  for (size_t number = 1; std::getline(in, line); number++) {
    if (line.empty()) continue;
    auto task = imported(line);
    if (!task)
      return usage_error("tasks", name + ", line " + std::to_string(number) + ": " +
                                      task.status().message() + "; nothing is imported");
    out.push_back(*std::move(task));
  }
  if (!in.eof()) return usage_error("tasks", name + " cannot be read");
  return kDone;
}

}  // namespace

int export_tasks(const Options& options, store::TaskStore& store) {
  auto filter = chosen_tasks(options, {});
  if (!filter) return usage_error("tasks", filter.status().message());
  store::TaskPage page;
  page.oldest_first = page.texts = page.history = true;
  page.bytes = kExportPageBytes;
  for (;;) {
    const auto tasks = store.tasks(*filter, page);
    if (!tasks) return failure("tasks", tasks.status());
    for (const store::Task& task : *tasks) print(exported(task));
    if (tasks->empty()) return kDone;
    page.after = tasks->back().id;
  }
}

int import_tasks(Options& options, store::TaskStore& store) {
  const std::string name = options.take();
  if (name.empty()) return usage_error("tasks", "which file? name it, or - for standard input");
  std::vector<store::Task> tasks;
  std::ifstream file;
  if (name != "-") file.open(name);
  if (name != "-" && !file.is_open()) return usage_error("tasks", name + " cannot be opened");
  if (const int code = read_tasks(name == "-" ? std::cin : file, name, tasks); code) return code;
  const auto added = store.add(tasks);
  if (!added) return failure("tasks", added.status());
  const uint64_t there = tasks.size() - *added;
  if (!options.quiet)
    print(grouped(*added) + " tasks are imported" +
          (there ? ", " + grouped(there) + " were there already" : std::string()));
  return kDone;
}

}  // namespace sluice::app
