#include "app/report/task_lines.hpp"

#include <charconv>
#include <optional>
#include <utility>

#include "app/report/console.hpp"
#include "app/report/run_text.hpp"
#include "app/report/task_text.hpp"
#include "config/parse.hpp"

namespace sluice::app {
namespace {

// Reads the members of one line; the first that is wrong is the failure.
class Members {
 public:
  explicit Members(const config::Node& node) : node_(node) {}

  std::string text(const std::string& name, bool required = false) {
    const config::Node* member = node_.find(name);
    if (member && !member->is(config::Kind::kString)) fail(name, "is not text");
    if (!member && required) fail(name, "is missing");
    return member ? member->text : std::string();
  }
  // As set_bytes wrote it.
  std::string bytes(const std::string& name) {
    const std::string encoded = text(name + "_base64");
    return encoded.empty() ? text(name) : base64_bytes(encoded);
  }
  template <class Number>
  Number number(const std::string& name) {
    Number value{};
    const config::Node* member = node_.find(name);
    if (!member) return value;
    const char* end = member->text.data() + member->text.size();
    const auto parsed = std::from_chars(member->text.data(), end, value);
    if (parsed.ec != std::errc() || parsed.ptr != end) fail(name, "is not such a number");
    return value;
  }
  // Microseconds since 1970 UTC.
  int64_t time(const std::string& name) {
    const int64_t us = number<int64_t>(name);
    if (us < 1) fail(name, "is missing, or is no time");
    return us;
  }
  const config::Node* node(const std::string& name) const { return node_.find(name); }
  bool has(const std::string& name) const { return node(name) != nullptr; }
  bool flag(const std::string& name) {
    const config::Node* member = node_.find(name);
    return member && member->text == "true";
  }
  void fail(const std::string& name, const std::string& what) {
    if (failure_) failure_ = Status::data("its member \"" + name + "\" " + what);
  }
  const Status& failure() const { return failure_; }

 private:
  const config::Node& node_;
  Status failure_;
};

void set_flag(config::Node& node, const char* name, bool value) {
  if (value) node.set(name, flag_node(true));
}

// What lists have, too.
void read_listed(Members& members, store::Task& task) {
  task.id = members.number<int64_t>("id");
  task.pipeline = members.text("pipeline", true);
  task.step = members.text("step", true);
  task.record_key = members.text("key");
  const auto state = store::task_state_of(members.text("state", true));
  if (!state) members.fail("state", "is no state of a task");
  task.state = state.value_or(store::TaskState::parked);
  task.code = members.number<sluice_status>("status");
  task.remote_code = members.number<int32_t>("remote_code");
  task.message = members.text("message");
  task.group = members.number<int64_t>("group");
  task.attempts = members.number<uint32_t>("attempts");
  task.version = members.number<int64_t>("version");
  task.first_us = ms_of_time(members.text("first")) * 1000;
  task.last_us = ms_of_time(members.text("last")) * 1000;
}

store::TaskAttempt attempt_of(Members members) {
  return {members.time("time_us"), members.number<sluice_status>("status"),
          members.number<int32_t>("remote_code"), members.text("message")};
}

void read_history(Members& members, store::Task& task) {
  if (const config::Node* earlier = members.node("earlier"))
    for (const config::Node& one : earlier->items) task.earlier.push_back(attempt_of(Members(one)));
  const config::Node* const answer = members.node("answer");
  if (!answer) return;
  Members of_answer(*answer);
  task.answer = store::TaskAnswer{of_answer.text("request"), of_answer.bytes("payload"),
                                  of_answer.number<int32_t>("status"), of_answer.bytes("response")};
}

void read_whole(Members& members, store::Task& task) {
  task.origin = members.text("origin", true);
  task.part = members.number<uint32_t>("part");
  task.first_us = members.time("first_us");
  task.last_us = members.time("last_us");
  task.source = members.bytes("source");
  task.value = members.bytes("value");
  if (members.has("edited")) task.edited = members.bytes("edited");
  task.from_start = members.flag("from_start");
  task.redacted = members.flag("redacted");
  task.merged = members.text("merged");
  task.order = members.number<uint32_t>("order");
  read_history(members, task);
}

// What a task has of its past.
config::Node attempt_node(const store::TaskAttempt& attempt) {
  config::Node node = config::Node::object();
  node.set("time", text_node(time_text(attempt.time_us)));
  node.set("time_us", number_node(attempt.time_us));
  node.set("status", number_node(attempt.code));
  node.set("remote_code", number_node(attempt.remote_code));
  node.set("message", text_node(attempt.message));
  return node;
}

void set_history(config::Node& node, const store::Task& task) {
  config::Node earlier = config::Node::array();
  for (const store::TaskAttempt& one : task.earlier) earlier.items.push_back(attempt_node(one));
  node.set("earlier", std::move(earlier));
  if (!task.answer) return;
  config::Node answer = config::Node::object();
  answer.set("request", text_node(task.answer->request));
  answer.set("status", number_node(task.answer->status));
  set_bytes(answer, "payload", task.answer->payload);
  set_bytes(answer, "response", task.answer->response);
  node.set("answer", std::move(answer));
}

}  // namespace

std::string task_line(const store::Task& task) {
  const bool parked = task.state == store::TaskState::parked;
  return std::to_string(task.id) + "  " + time_text(task.last_us) + "  " + task.pipeline + "  " +
         (parked ? "" : std::string(task_state_name(task.state)) + "  ") + task.step + "  " +
         task.message + (task.attempts > 1 ? " (" + std::to_string(task.attempts) + " times)" : "");
}

config::Node task_node(const store::Task& task, bool whole) {
  config::Node node = config::Node::object();
  node.set("id", number_node(task.id));
  node.set("pipeline", text_node(task.pipeline));
  node.set("step", text_node(task.step));
  node.set("state", text_node(task_state_name(task.state)));
  node.set("key", text_node(task.record_key));
  node.set("message", text_node(task.message));
  node.set("status", number_node(task.code));
  node.set("remote_code", number_node(task.remote_code));
  node.set("group", number_node(task.group));
  node.set("attempts", unsigned_node(task.attempts));
  node.set("first", text_node(time_text(task.first_us)));
  node.set("last", text_node(time_text(task.last_us)));
  node.set("version", number_node(task.version));
  if (!whole) return node;
  node.set("first_us", number_node(task.first_us));
  node.set("last_us", number_node(task.last_us));
  node.set("origin", text_node(task.origin));
  node.set("part", unsigned_node(task.part));
  set_bytes(node, "source", task.source);
  set_bytes(node, "value", task.value);
  if (task.edited) set_bytes(node, "edited", *task.edited);
  set_flag(node, "from_start", task.from_start);
  set_flag(node, "redacted", task.redacted);
  if (!task.merged.empty()) node.set("merged", text_node(task.merged));
  if (task.order) node.set("order", unsigned_node(task.order));
  set_history(node, task);
  return node;
}

Result<store::Task> task_of(const config::Node& node, bool whole) {
  Members members(node);
  store::Task task;
  read_listed(members, task);
  if (whole) read_whole(members, task);
  if (!members.failure()) return members.failure();
  return task;
}

std::string group_line(const store::TaskGroup& group) {
  const bool parked = group.state == store::TaskState::parked;
  return std::to_string(group.id) + "  " + grouped(group.count) +
         (parked ? "" : " " + std::string(task_state_name(group.state))) + "  " +
         time_text(group.first_us) + " to " + time_text(group.last_us) + "  " + group.pipeline +
         "  " + group.step + "  " + group.pattern;
}

config::Node group_node(const store::TaskGroup& group) {
  config::Node node = config::Node::object();
  node.set("group", number_node(group.id));
  node.set("pipeline", text_node(group.pipeline));
  node.set("step", text_node(group.step));
  node.set("status", number_node(group.code));
  node.set("pattern", text_node(group.pattern));
  node.set("state", text_node(task_state_name(group.state)));
  node.set("count", unsigned_node(group.count));
  node.set("first", text_node(time_text(group.first_us)));
  node.set("last", text_node(time_text(group.last_us)));
  return node;
}

Result<store::TaskGroup> group_of(const config::Node& node) {
  Members members(node);
  store::TaskGroup group;
  group.id = members.number<int64_t>("group");
  group.pipeline = members.text("pipeline");
  group.step = members.text("step");
  group.code = members.number<sluice_status>("status");
  group.pattern = members.text("pattern");
  group.state = store::task_state_of(members.text("state")).value_or(store::TaskState::parked);
  group.count = members.number<uint64_t>("count");
  group.first_us = ms_of_time(members.text("first")) * 1000;
  group.last_us = ms_of_time(members.text("last")) * 1000;
  if (!members.failure()) return members.failure();
  return group;
}

std::string exported(const store::Task& task) {
  config::Node node = task_node(task, true);
  for (const char* of_this_store : {"id", "group", "version", "first", "last"})
    node.erase(of_this_store);
  return config::to_json(node);
}

Result<store::Task> imported(std::string_view line) {
  config::Problems problems("");
  const auto node = config::parse_json(line, problems);
  if (!node || !problems.empty() || !node->is(config::Kind::kObject))
    return Status::data("is not a JSON object");
  auto task = task_of(*node, true);
  if (!task) return task;
  task->id = 0;
  // What another host had begun to send is not this one's.
  if (task->state == store::TaskState::retrying) task->state = store::TaskState::parked;
  return task;
}

}  // namespace sluice::app
