// Tasks: shown, and changed by who may use the API.
#include "app/api/answers.hpp"
#include "app/api/cut_text.hpp"
#include "app/api/etag.hpp"
#include "app/api/pages.hpp"
#include "app/api/problem.hpp"
#include "app/api/resources.hpp"
#include "app/report/task_lines.hpp"
#include "app/report/task_query.hpp"
#include "app/report/task_text.hpp"

namespace sluice::app {
namespace {

// Of the texts of a page's tasks.
constexpr size_t kPageBytes = size_t{8} << 20;

TaskWords words_of(const Query& query) {
  return {[&query](std::string_view name) { return query.get(name); },
          [](std::string_view name) { return std::string(name); }};
}

// A word of a parameter: its first one is what it means if it is not there.
Result<bool> is_second(const Query& query, std::string_view name, std::string_view first,
                       std::string_view second) {
  const std::string given = query.get(name);
  if (given.empty() || given == first) return false;
  if (given == second) return true;
  return Status(SLUICE_E_INVALID, std::string(name) + " is neither " + std::string(first) +
                                      " nor " + std::string(second));
}

// The tasks of the page, and one more.
Result<store::TaskPage> task_page_of(const Query& query) {
  const auto wanted = page_wanted(query);
  if (!wanted) return wanted.status();
  const auto newest = is_second(query, "order", "oldest", "newest");
  if (!newest) return newest.status();
  const auto texts = is_second(query, "texts", "false", "true");
  if (!texts) return texts.status();
  store::TaskPage page;
  page.after = wanted->after;
  page.most = wanted->limit + 1;
  page.oldest_first = !*newest;
  page.texts = page.history = *texts;
  if (page.texts) page.bytes = kPageBytes;
  return page;
}

// Fewer than wanted may have been read, because of their bytes.
bool is_cut(const std::vector<store::Task>& found, const store::TaskPage& page) {
  size_t bytes = 0;
  for (const store::Task& task : found) bytes += task.source.size() + task.current().size();
  return bytes > page.bytes;
}

config::Node counted(uint64_t tasks) {
  config::Node node = config::Node::object();
  node.set("tasks", unsigned_node(tasks));
  return node;
}

listener::Response counted_response(const Result<uint64_t>& tasks, const Call& call) {
  return tasks ? json_response(200, counted(*tasks)) : unreadable(tasks.status(), call);
}

// Which tasks a change is about; none named must not mean all.
Result<store::TaskFilter> changed_tasks(const Query& query,
                                        const std::vector<store::TaskState>& usual) {
  const TaskWords words = words_of(query);
  if (says_which(words)) return task_filter(words, usual);
  return Status(SLUICE_E_INVALID, "say which tasks by a parameter, or all=true");
}

listener::Response no_task(const Call& call) {
  return problem(ProblemKind::kNotFound, "there is no task " + call.names[0], call.path);
}

// How much of a task's texts is wanted.
enum class Texts { kNone, kCut, kWhole };

Result<Texts> texts_wanted(const Query& query) {
  const std::string given = query.get("texts");
  if (given.empty() || given == "true") return Texts::kWhole;
  if (given == "false") return Texts::kNone;
  if (given == "cut") return Texts::kCut;
  return Status(SLUICE_E_INVALID, "texts is none of true, cut and false");
}

void cut(std::string& text, const char* name, config::Node& sizes) {
  if (text.size() <= kPieceBytes) return;
  sizes.set(name, unsigned_node(text.size()));
  text.resize(cut_at(text, kPieceBytes));
}

// With the first piece of each long text, and how long these are.
config::Node cut_task_node(store::Task task) {
  config::Node sizes = config::Node::object();
  cut(task.source, "source", sizes);
  cut(task.value, "value", sizes);
  if (task.edited) cut(*task.edited, "edited", sizes);
  config::Node out = task_node(task, true);
  if (!sizes.members.empty()) out.set("sizes", std::move(sizes));
  return out;
}

// A retry changes the state alone.
std::string tag_of_task(const store::Task& task) {
  return quoted_tag(std::to_string(task.version) + "-" +
                    std::string(store::task_state_name(task.state)));
}

config::Node retries_node(const std::vector<QueuedRetry>& runs) {
  config::Node all = config::Node::array();
  for (const QueuedRetry& one : runs) {
    config::Node node = config::Node::object();
    node.set("run", number_node(one.run));
    node.set("pipeline", text_node(one.pipeline));
    node.set("step", text_node(one.step));
    all.items.push_back(std::move(node));
  }
  config::Node node = config::Node::object();
  node.set("runs", std::move(all));
  return node;
}

}  // namespace

listener::Response Resources::tasks(const Call& call) {
  const auto page = task_page_of(call.query);
  if (!page) return bad_request(page.status(), call);
  const auto filter = task_filter(words_of(call.query), {});
  if (!filter) return bad_request(filter.status(), call);
  if (page->texts && !call.caller.payloads) return no_payloads(call);
  auto found = from_.tasks.tasks(*filter, *page);
  if (!found) return unreadable(found.status(), call);
  const bool cut = is_cut(*found, *page);
  const Sight sight = Sight::of(call.caller);
  return page_by_id(
      *std::move(found), page->most - 1,
      [&](const store::Task& task) { return task_node(sight.seen(task), page->texts); }, cut);
}

listener::Response Resources::task(const Call& call) {
  const auto found = from_.tasks.task(id_of(call.names[0]));
  if (!found) return unreadable(found.status(), call);
  if (!*found) return no_task(call);
  const auto texts = texts_wanted(call.query);
  if (!texts) return bad_request(texts.status(), call);
  const bool whole = call.caller.payloads && *texts != Texts::kNone;
  auto out = json_response(200, whole && *texts == Texts::kCut
                                    ? cut_task_node(**found)
                                    : task_node(Sight::of(call.caller).seen(**found), whole));
  out.headers.push_back({"ETag", tag_of_task(**found)});
  return out;
}

listener::Response Resources::edit_task(const Call& call) {
  const std::string_view match = call.request.header("If-Match");
  if (match.empty()) return no_precondition("/api/v1/tasks/" + call.names[0], call);
  const auto value = one_line_json(call.body);
  if (!value) return bad_request(Status(value.status()).in("the value"), call);
  const auto found = from_.tasks.task(id_of(call.names[0]));
  if (!found) return unreadable(found.status(), call);
  if (!*found) return no_task(call);
  // What was seen, or "*"; that it is still so is for the store to decide.
  const int64_t version = lists_tag(match, tag_of_task(**found)) ? (*found)->version : 0;
  const Status done = from_.tasks.edit((*found)->id, version, *value);
  if (done.code() == SLUICE_E_UNAVAILABLE)
    return problem(ProblemKind::kStale, done.message(), call.path);
  if (done.code() == SLUICE_E_INVALID)
    return problem(ProblemKind::kConflict, done.message(), call.path);
  return done ? task(call) : unreadable(done, call);
}

listener::Response Resources::skip_tasks(const Call& call) {
  auto filter = changed_tasks(call.query, {store::TaskState::parked});
  if (filter) filter = of_skip(*std::move(filter));
  if (!filter) return bad_request(filter.status(), call);
  return counted_response(from_.tasks.change(*filter, store::TaskState::skipped), call);
}

listener::Response Resources::prune_tasks(const Call& call) {
  auto filter = changed_tasks(call.query, finished_states());
  if (filter) filter = of_prune(*std::move(filter));
  if (!filter) return bad_request(filter.status(), call);
  return counted_response(from_.tasks.remove(*filter), call);
}

listener::Response Resources::retry_tasks(const Call& call) {
  auto filter = changed_tasks(call.query, {store::TaskState::parked});
  if (filter) filter = of_retry(*std::move(filter));
  if (!filter) return bad_request(filter.status(), call);
  const Outcome done = from_.control.ask(RetryCommand{*std::move(filter)});
  if (done.kind == Outcome::Kind::kDone) return json_response(202, retries_node(done.retries));
  if (done.kind == Outcome::Kind::kFailed)
    return problem(ProblemKind::kInternal, done.message, call.path);
  return not_now(done, call);
}

listener::Response Resources::import_tasks(const Call& call) {
  const auto tasks = read_lines<store::Task>(call.body, imported);
  if (!tasks) return bad_request(tasks.status(), call);
  return counted_response(from_.tasks.add(*tasks), call);
}

}  // namespace sluice::app
