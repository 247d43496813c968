#include "app/report/task_lines.hpp"

#include <charconv>
#include <optional>
#include <utility>

#include "app/report/console.hpp"
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

store::Task task_of(Members& members) {
  store::Task task;
  task.pipeline = members.text("pipeline", true);
  task.step = members.text("step", true);
  task.origin = members.text("origin", true);
  task.part = members.number<uint32_t>("part");
  task.record_key = members.text("key");
  const auto state = store::task_state_of(members.text("state", true));
  if (!state) members.fail("state", "is no state of a task");
  task.state = state.value_or(store::TaskState::parked);
  task.code = members.number<sluice_status>("status");
  task.remote_code = members.number<int32_t>("remote_code");
  task.message = members.text("message");
  task.first_us = members.number<int64_t>("first_us");
  task.last_us = members.number<int64_t>("last_us");
  task.attempts = members.number<uint32_t>("attempts");
  task.source = members.bytes("source");
  task.value = members.bytes("value");
  task.from_start = members.flag("from_start");
  task.redacted = members.flag("redacted");
  task.merged = members.text("merged");
  return task;
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
  node.set("origin", text_node(task.origin));
  set_bytes(node, "source", task.source);
  set_bytes(node, "value", task.value);
  if (task.edited) set_bytes(node, "edited", *task.edited);
  set_flag(node, "from_start", task.from_start);
  set_flag(node, "redacted", task.redacted);
  return node;
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

std::string exported(const store::Task& task) {
  config::Node node = task_node(task, true);
  for (const char* of_this_store : {"id", "group", "version", "first", "last"})
    node.erase(of_this_store);
  node.set("part", unsigned_node(task.part));
  node.set("first_us", number_node(task.first_us));
  node.set("last_us", number_node(task.last_us));
  if (!task.merged.empty()) node.set("merged", text_node(task.merged));
  return config::to_json(node);
}

Result<store::Task> imported(std::string_view line) {
  config::Problems problems("");
  const auto node = config::parse_json(line, problems);
  if (!node || !problems.empty() || !node->is(config::Kind::kObject))
    return Status::data("is not a JSON object");
  Members members(*node);
  store::Task task = task_of(members);
  if (node->find("edited")) task.edited = members.bytes("edited");
  if (!members.failure()) return members.failure();
  // What another host had begun to send is not this one's.
  if (task.state == store::TaskState::retrying) task.state = store::TaskState::parked;
  return task;
}

}  // namespace sluice::app
