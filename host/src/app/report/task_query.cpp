#include "app/report/task_query.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "app/report/moment.hpp"
#include "base/percent.hpp"
#include "config/suggest.hpp"

namespace sluice::app {
namespace {

using store::TaskFilter;
using store::TaskState;

constexpr std::pair<std::string_view, sluice_status> kClasses[] = {
    {"invalid", SLUICE_E_INVALID},
    {"unsupported", SLUICE_E_UNSUPPORTED},
    {"auth", SLUICE_E_AUTH},
    {"unavailable", SLUICE_E_UNAVAILABLE},
    {"timeout", SLUICE_E_TIMEOUT},
    {"cancelled", SLUICE_E_CANCELLED},
    {"rate_limited", SLUICE_E_RATE_LIMITED},
    {"data", SLUICE_E_DATA},
    {"internal", SLUICE_E_INTERNAL},
    {"no_memory", SLUICE_E_NO_MEMORY}};

Status bad_word(std::string why) { return {SLUICE_E_INVALID, std::move(why)}; }

// Calls `take` with each part of "a,b".
template <class Take>
Status each_part(std::string_view list, Take&& take) {
  for (size_t at = 0; at <= list.size();) {
    const size_t end = std::min(list.find(',', at), list.size());
    if (Status s = take(list.substr(at, end - at)); !s) return s;
    at = end + 1;
  }
  return {};
}

Status read_ids(const TaskWords& words, std::vector<int64_t>& into) {
  const std::string text = words.value("id");
  if (text.empty()) return {};
  return each_part(text, [&](std::string_view part) -> Status {
    const Result<int64_t> id = task_id(part);
    if (!id) return id.status();
    into.push_back(*id);
    return {};
  });
}

Status read_number(const TaskWords& words, std::string_view name, int64_t& into) {
  const std::string text = words.value(name);
  if (text.empty()) return {};
  const Result<int64_t> number = number_from_one(words.shown(name), text);
  if (!number) return number.status();
  into = *number;
  return {};
}

Status read_moment(const TaskWords& words, std::string_view name, int64_t& into) {
  const std::string text = words.value(name);
  if (text.empty()) return {};
  const Result<int64_t> moment = parse_moment(text);
  if (!moment)
    return bad_word(words.shown(name) +
                    " takes an age such as 90m, 12h or 30d, or a time such as "
                    "2026-11-30T10:00:00Z: " +
                    moment.status().message());
  into = *moment;
  return {};
}

Status read_states(const TaskWords& words, const std::vector<TaskState>& usual,
                   std::vector<TaskState>& into) {
  const std::string text = words.value("state");
  if (text == "all") return {};
  if (text.empty()) return into = usual, Status();
  return each_part(text, [&](std::string_view name) -> Status {
    const auto state = store::task_state_of(name);
    if (state) return into.push_back(*state), Status();
    return bad_word(words.shown("state") +
                    " takes parked, retrying, done, skipped, superseded or all, joined by commas, "
                    "not \"" +
                    std::string(name) + "\"");
  });
}

std::string_view class_name(sluice_status code) {
  for (const auto& [name, known] : kClasses)
    if (known == code) return name;
  return {};
}

Status read_class(const TaskWords& words, std::optional<sluice_status>& into) {
  const std::string text = words.value("class");
  if (text.empty()) return {};
  std::vector<std::string> known;
  for (const auto& [name, code] : kClasses) {
    if (text == name) return into = code, Status();
    known.emplace_back(name);
  }
  return bad_word(words.shown("class") + ": there is no class \"" + text + "\"; known are " +
                  config::list_names(known));
}

bool has_state(const TaskFilter& filter, TaskState state) {
  return filter.states.empty() ||
         std::find(filter.states.begin(), filter.states.end(), state) != filter.states.end();
}

template <class Items, class Text>
std::string joined(const Items& items, Text&& text) {
  std::string out;
  for (const auto& item : items) (out += out.empty() ? "" : ",") += text(item);
  return out;
}

}  // namespace

Result<int64_t> number_from_one(const std::string& name, std::string_view text) {
  int64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || number < 1)
    return bad_word(name + " takes a number from 1, not \"" + std::string(text) + "\"");
  return number;
}

Result<int64_t> task_id(std::string_view text) {
  Result<int64_t> id = number_from_one("a task's", text);
  if (id) return id;
  return bad_word("which task? \"" + std::string(text) + "\" is not a number");
}

Result<TaskFilter> task_filter(const TaskWords& words, const std::vector<TaskState>& usual) {
  TaskFilter filter;
  if (const std::string all = words.value("all"); !all.empty() && all != "true")
    return bad_word(words.shown("all") + " is true, or is not given");
  filter.pipeline = words.value("pipeline");
  filter.step = words.value("step");
  filter.text = words.value("text");
  for (const Status& status :
       {read_ids(words, filter.ids), read_number(words, "group", filter.group),
        read_moment(words, "older", filter.before_us), read_moment(words, "newer", filter.since_us),
        read_states(words, usual, filter.states), read_class(words, filter.code)})
    if (!status) return status;
  return filter;
}

bool says_which(const TaskWords& words) {
  for (const char* name :
       {"id", "pipeline", "step", "group", "class", "state", "older", "newer", "text", "all"})
    if (!words.value(name).empty()) return true;
  return false;
}

std::string task_query(const TaskFilter& filter) {
  std::string out;
  const auto add = [&](std::string_view name, const std::string& value) {
    if (value.empty()) return;
    if (!out.empty()) out += '&';
    (out += name) += "=" + base::percent_encode(value);
  };
  add("id", joined(filter.ids, [](int64_t id) { return std::to_string(id); }));
  add("pipeline", filter.pipeline);
  add("step", filter.step);
  add("state", filter.states.empty() ? "all" : joined(filter.states, [](TaskState s) {
        return task_state_name(s);
      }));
  if (filter.group) add("group", std::to_string(filter.group));
  if (filter.code) add("class", std::string(class_name(*filter.code)));
  if (filter.before_us) add("older", moment_text(filter.before_us));
  if (filter.since_us) add("newer", moment_text(filter.since_us));
  add("text", filter.text);
  return out;
}

Result<TaskFilter> of_skip(TaskFilter filter) {
  if (!has_state(filter, TaskState::parked)) return bad_word("only parked tasks can be skipped");
  filter.states = {TaskState::parked};
  return filter;
}

Result<TaskFilter> of_prune(TaskFilter filter) {
  if (!has_state(filter, TaskState::retrying)) return filter;
  return bad_word(
      "tasks that are with a retry cannot be deleted; name other states, such as parked,done");
}

Result<TaskFilter> of_retry(TaskFilter filter) {
  if (has_state(filter, TaskState::done) || has_state(filter, TaskState::superseded))
    return bad_word("only parked and skipped tasks can be retried");
  return filter;
}

std::vector<TaskState> unfinished_states() { return {TaskState::parked, TaskState::retrying}; }

std::vector<TaskState> finished_states() {
  return {TaskState::done, TaskState::skipped, TaskState::superseded};
}

}  // namespace sluice::app
