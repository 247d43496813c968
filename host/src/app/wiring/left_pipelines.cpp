#include "app/wiring/left_pipelines.hpp"

#include <algorithm>
#include <filesystem>

#include "app/report/console.hpp"
#include "app/wiring/state_folder.hpp"
#include "config/files.hpp"

namespace sluice::app {
namespace {

bool is_configured(const config::Config& config, const std::string& name) {
  return std::any_of(config.pipelines.begin(), config.pipelines.end(),
                     [&](const config::PipelineConfig& one) { return one.name == name; });
}

// Of a config that is one file: the other configs of its folder, which by default have the same
// state folder.
std::vector<std::string> texts_beside(const config::Config& config) {
  std::vector<std::string> out;
  if (config.files.size() != 1) return out;
  config::Problems ignored(config.file);
  const std::string folder = config::folder_of(config.file);
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    const std::filesystem::path& file = at->path();
    const std::string kind = file.extension().string();
    if ((kind != ".yaml" && kind != ".yml" && kind != ".json") ||
        std::filesystem::equivalent(file, config.file, error))
      continue;
    if (auto text = config::read_file(file.string(), ignored)) out.push_back(*std::move(text));
  }
  return out;
}

bool is_named_in(const std::string& text, const std::string& name) {
  for (size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
    const size_t behind = text.find_first_not_of("\"' ", at + name.size());
    const bool begins = at == 0 || std::string_view(" \t\n\"'{,").find(text[at - 1]) != text.npos;
    if (begins && behind != text.npos && text[behind] == ':') return true;
  }
  return false;
}

std::string counted(uint64_t count, const char* one, const char* several) {
  return grouped(count) + (count == 1 ? one : several);
}

}  // namespace

Result<std::vector<store::OpenWork>> left_pipelines(const config::Config& config) {
  auto all = store::open_work(store_file(config.host.state));
  if (!all) return all;
  std::erase_if(*all, [&](const auto& one) { return is_configured(config, one.pipeline); });
  if (all->empty()) return all;
  const std::vector<std::string> beside = texts_beside(config);
  std::erase_if(*all, [&](const store::OpenWork& one) {
    return std::any_of(beside.begin(), beside.end(),
                       [&](const auto& text) { return is_named_in(text, one.pipeline); });
  });
  return all;
}

std::string left_words(const store::OpenWork& left, const std::string& config) {
  std::string what;
  const auto add = [&](const std::string& part) { what += (what.empty() ? "" : ", ") + part; };
  if (left.events) add(counted(left.events, " event of its inbox", " events of its inbox"));
  if (left.waiting)
    add(counted(left.waiting, " record of its backlogs", " records of its backlogs"));
  if (left.tasks) add(counted(left.tasks, " task", " tasks"));
  return "pipeline " + left.pipeline + " is not in " + config +
         " (any more), but these wait in the state, and nothing delivers them: " + what +
         ". If it has another name now, move them before that one's first run: sluice state "
         "rename " +
         config + " " + left.pipeline +
         " NEWNAME. Else call a pipeline so again until all is delivered, or give them up: sluice "
         "backlog drop, sluice tasks skip";
}

std::vector<std::string> left_lines(const config::Config& config) {
  const auto left = left_pipelines(config);
  if (!left) return {left.status().message()};
  std::vector<std::string> out;
  for (const store::OpenWork& one : *left) out.push_back(left_words(one, config.file));
  return out;
}

bool is_held_up(const std::vector<store::OpenWork>& left) {
  return std::any_of(left.begin(), left.end(),
                     [](const store::OpenWork& one) { return one.events || one.waiting; });
}

}  // namespace sluice::app
