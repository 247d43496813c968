#include "app/wiring/task_choice.hpp"

#include <charconv>
#include <string>
#include <utility>

#include "config/suggest.hpp"
#include "platform/system_clock.hpp"
#include "schedule/duration.hpp"

namespace sluice::app {
namespace {

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

Status bad_option(std::string why) { return {SLUICE_E_INVALID, std::move(why)}; }

Result<int64_t> number_of(const std::string& option, std::string_view text) {
  int64_t number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size() || number < 1)
    return bad_option(option + " takes a number from 1, not \"" + std::string(text) + "\"");
  return number;
}

Status read_number(const Options& options, const std::string& option, int64_t& into) {
  const std::string text = options.value_of(option);
  if (text.empty()) return {};
  const Result<int64_t> number = number_of("--" + option, text);
  if (!number) return number.status();
  into = *number;
  return {};
}

// "30d": the time so long ago.
Status read_age(const Options& options, const std::string& option, int64_t& into) {
  const std::string text = options.value_of(option);
  if (text.empty()) return {};
  const Result<int64_t> age = schedule::parse_duration(text);
  if (!age)
    return bad_option("--" + option +
                      " takes an age such as 90m, 12h or 30d: " + age.status().message());
  into = platform::SystemClock().unix_us() - *age * 1000;
  return {};
}

Status read_states(const Options& options, const std::vector<store::TaskState>& usual,
                   std::vector<store::TaskState>& into) {
  const std::string text = options.value_of("in");
  if (text == "all") return {};
  if (text.empty()) return into = usual, Status();
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(',', at), text.size());
    const std::string name = text.substr(at, end - at);
    const auto state = store::task_state_of(name);
    if (!state)
      return bad_option(
          "--in takes parked, retrying, done, skipped, superseded or all, joined by "
          "commas, not \"" +
          name + "\"");
    into.push_back(*state);
    at = end + 1;
  }
  return {};
}

Status read_class(const Options& options, std::optional<sluice_status>& into) {
  const std::string text = options.value_of("class");
  if (text.empty()) return {};
  std::vector<std::string> known;
  for (const auto& [name, code] : kClasses) {
    if (text == name) return into = code, Status();
    known.emplace_back(name);
  }
  return bad_option("--class: there is no class \"" + text + "\"; known are " +
                    config::list_names(known));
}

bool says_which(const Options& options) {
  for (const char* option : {"pipeline", "step", "group", "class", "in", "older", "newer", "text"})
    if (!options.value_of(option).empty()) return true;
  return options.all;
}

}  // namespace

std::string_view class_name(sluice_status code) {
  for (const auto& [name, known] : kClasses)
    if (known == code) return name;
  return "unknown";
}

Result<int64_t> task_id(std::string_view text) {
  Result<int64_t> id = number_of("a task's", text);
  if (id) return id;
  return bad_option("which task? \"" + std::string(text) + "\" is not a number");
}

Result<store::TaskFilter> task_filter(const Options& options,
                                      const std::vector<store::TaskState>& usual) {
  store::TaskFilter filter;
  filter.pipeline = options.value_of("pipeline");
  filter.step = options.value_of("step");
  filter.text = options.value_of("text");
  for (const Status& status :
       {read_number(options, "group", filter.group), read_age(options, "older", filter.before_us),
        read_age(options, "newer", filter.since_us), read_states(options, usual, filter.states),
        read_class(options, filter.code)})
    if (!status) return status;
  return filter;
}

Result<store::TaskFilter> chosen_tasks(const Options& options,
                                       const std::vector<store::TaskState>& usual) {
  auto filter = task_filter(options, usual);
  if (!filter) return filter;
  if (options.args.empty() && !says_which(options))
    return bad_option(
        "which tasks? name their numbers, or --pipeline, --step, --group, --class, "
        "--older, --newer, --text or --in, or say --all");
  for (const std::string& text : options.args) {
    const Result<int64_t> id = task_id(text);
    if (!id) return id.status();
    filter->ids.push_back(*id);
  }
  return filter;
}

Result<store::TaskPage> task_page(const Options& options, size_t most) {
  store::TaskPage page;
  int64_t limit = static_cast<int64_t>(most);
  if (Status s = read_number(options, "limit", limit); !s) return s;
  if (Status s = read_number(options, "after", page.after); !s) return s;
  page.most = static_cast<size_t>(limit);
  return page;
}

}  // namespace sluice::app
