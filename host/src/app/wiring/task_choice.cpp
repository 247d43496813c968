#include "app/wiring/task_choice.hpp"

#include <string>
#include <utility>

#include "app/report/task_query.hpp"

namespace sluice::app {
namespace {

// The states are chosen with --in; ids are arguments.
std::string option_of(std::string_view name) { return std::string(name == "state" ? "in" : name); }

std::string ids_of(const std::vector<std::string>& args) {
  std::string out;
  for (const std::string& arg : args) (out += out.empty() ? "" : ",") += arg;
  return out;
}

TaskWords words_of(const Options& options, const std::string& ids) {
  return {[&options, ids](std::string_view name) -> std::string {
            if (name == "all") return options.all ? "true" : "";
            return name == "id" ? ids : options.value_of(option_of(name));
          },
          [](std::string_view name) { return "--" + option_of(name); }};
}

Result<int64_t> id_option(const Options& options, const std::string& name, int64_t usual) {
  const std::string text = options.value_of(name);
  return text.empty() ? Result<int64_t>(usual) : number_from_one("--" + name, text);
}

}  // namespace

Result<store::TaskFilter> listed_tasks(const Options& options,
                                       const std::vector<store::TaskState>& usual) {
  return task_filter(words_of(options, {}), usual);
}

Result<store::TaskFilter> chosen_tasks(const Options& options,
                                       const std::vector<store::TaskState>& usual) {
  const TaskWords words = words_of(options, ids_of(options.args));
  if (says_which(words)) return task_filter(words, usual);
  return Status(SLUICE_E_INVALID,
                "which tasks? name their numbers, or --pipeline, --step, --group, --class, "
                "--older, --newer, --text or --in, or say --all");
}

Result<store::TaskPage> task_page(const Options& options, size_t most) {
  const Result<int64_t> limit = id_option(options, "limit", static_cast<int64_t>(most));
  if (!limit) return limit.status();
  const Result<int64_t> after = id_option(options, "after", 0);
  if (!after) return after.status();
  store::TaskPage page;
  page.most = static_cast<size_t>(*limit);
  page.after = *after;
  return page;
}

}  // namespace sluice::app
