#include "app/client/remote_tasks.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <utility>

#include "app/report/task_lines.hpp"
#include "app/report/task_query.hpp"

namespace sluice::app {
namespace {

using store::Task;
using store::TaskFilter;
using store::TaskState;

constexpr const char* kTasks = "/api/v1/tasks";
constexpr size_t kMostOfPage = 500;               // that the API gives
constexpr size_t kIdsOfRequest = 1000;            // its head is bounded
constexpr size_t kImportBytes = size_t{4} << 20;  // of a request's body

// Reads each item of a page with `read`, and gives it to `take`.
template <class Read, class Take>
Status each_item(const config::Node& page, Read&& read, Take&& take) {
  const config::Node* const items = page.find("items");
  if (!items) return {};
  for (const config::Node& item : items->items) {
    auto one = read(item);
    if (!one) return one.status();
    take(*std::move(one));
  }
  return {};
}

std::string next_of(const config::Node& page) {
  const config::Node* const next = page.find("next");
  return next ? next->text : std::string();
}

Result<uint64_t> count_of(const Result<ControlAnswer>& answer) {
  if (!answer) return answer.status();
  if (!answer->good()) return answer->detail();
  const config::Node body = answer->json();
  const config::Node* const tasks = body.find("tasks");
  uint64_t count = 0;
  if (tasks) std::from_chars(tasks->text.data(), tasks->text.data() + tasks->text.size(), count);
  return count;
}

std::string list_target(const TaskFilter& filter, const store::TaskPage& page, size_t most,
                        int64_t after) {
  std::string out = std::string(kTasks) + "?" + task_query(filter);
  out += "&limit=" + std::to_string(std::min(most, kMostOfPage));
  if (after) out += "&cursor=c" + std::to_string(after);
  if (!page.oldest_first) out += "&order=newest";
  if (page.texts) out += "&texts=true";
  return out;
}

// The ids in parts, each with the rest of the filter; without ids the filter itself.
std::vector<TaskFilter> in_parts(const TaskFilter& filter) {
  std::vector<TaskFilter> out;
  for (size_t at = 0; at < std::max<size_t>(filter.ids.size(), 1); at += kIdsOfRequest) {
    out.push_back(filter);
    const auto first = filter.ids.begin() + static_cast<std::ptrdiff_t>(at);
    const size_t size = std::min(kIdsOfRequest, filter.ids.size() - at);
    out.back().ids.assign(first, first + static_cast<std::ptrdiff_t>(size));
  }
  return out;
}

}  // namespace

Result<std::vector<Task>> RemoteTasks::tasks(const TaskFilter& filter,
                                             const store::TaskPage& page) {
  std::vector<Task> out;
  int64_t after = page.after;
  for (size_t bytes = 0; out.size() < page.most && bytes <= page.bytes;) {
    const auto answer = server_.get(list_target(filter, page, page.most - out.size(), after));
    if (!answer) return answer.status();
    const Status read = each_item(
        *answer, [&](const config::Node& item) { return task_of(item, page.texts); },
        [&](Task task) {
          bytes += task.source.size() + task.current().size();
          out.push_back(std::move(task));
        });
    if (!read) return read;
    if (next_of(*answer).empty()) break;
    after = out.back().id;
  }
  return out;
}

Result<std::optional<Task>> RemoteTasks::task(int64_t id) {
  const auto answer = server_.ask("GET", kTasks + ("/" + std::to_string(id)));
  if (!answer) return answer.status();
  if (answer->status == 404) return std::optional<Task>();
  if (!answer->good()) return answer->detail();
  auto task = task_of(answer->json(), true);
  if (!task) return task.status();
  return std::optional(*std::move(task));
}

Result<std::vector<store::TaskGroup>> RemoteTasks::groups(const TaskFilter& filter) {
  std::vector<store::TaskGroup> out;
  std::string cursor;
  do {
    const auto page = server_.get("/api/v1/task-groups?limit=500&" + task_query(filter) +
                                  (cursor.empty() ? "" : "&cursor=" + cursor));
    if (!page) return page.status();
    if (Status s = each_item(*page, group_of,
                             [&](store::TaskGroup group) { out.push_back(std::move(group)); });
        !s)
      return s;
    cursor = next_of(*page);
  } while (!cursor.empty());
  return out;
}

Result<std::vector<store::TaskCount>> RemoteTasks::counts() {
  const auto all = groups({});
  if (!all) return all.status();
  std::map<std::pair<std::string, TaskState>, uint64_t> sums;
  for (const store::TaskGroup& group : *all) sums[{group.pipeline, group.state}] += group.count;
  std::vector<store::TaskCount> out;
  for (const auto& [key, count] : sums) out.push_back({key.first, key.second, count});
  return out;
}

Result<uint64_t> RemoteTasks::ask_by_filter(const std::string& method, const std::string& path,
                                            const TaskFilter& filter) {
  uint64_t all = 0;
  for (const TaskFilter& part : in_parts(filter)) {
    auto count = count_of(server_.ask(method, path + "?" + task_query(part)));
    if (!count) return count;
    all += *count;
  }
  return all;
}

Result<uint64_t> RemoteTasks::change(const TaskFilter& filter, TaskState to) {
  if (to == TaskState::skipped) return ask_by_filter("POST", kTasks + std::string("/skip"), filter);
  return Status(SLUICE_E_UNSUPPORTED, "the server puts tasks into the state " +
                                          std::string(task_state_name(to)) + " by itself");
}

Status RemoteTasks::edit(int64_t id, int64_t version, const std::string& value) {
  const std::string as_seen = "\"" + std::to_string(version);
  const std::string tag = "If-Match: " + as_seen + "-parked\", " + as_seen + "-skipped\"\r\n";
  const auto answer = server_.ask("PUT", kTasks + ("/" + std::to_string(id)) + "/value",
                                  tag + "Content-Type: application/json\r\n", value);
  if (!answer) return answer.status();
  return answer->good() ? Status() : answer->detail();
}

Result<uint64_t> RemoteTasks::remove(const TaskFilter& filter) {
  return ask_by_filter("DELETE", kTasks, filter);
}

Result<uint64_t> RemoteTasks::add(const std::vector<Task>& tasks) {
  uint64_t all = 0;
  std::string lines;
  for (size_t i = 0; i < tasks.size(); i++) {
    lines += exported(tasks[i]) + "\n";
    if (lines.size() < kImportBytes && i + 1 < tasks.size()) continue;
    auto count = count_of(server_.ask("POST", kTasks + std::string("/import"),
                                      "Content-Type: application/x-ndjson\r\n", lines));
    if (!count) return count;
    all += *count;
    lines.clear();
  }
  return all;
}

}  // namespace sluice::app
