#include "config/set_aside.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "config/needed.hpp"

namespace sluice::config {
namespace {

using Sections = std::set<std::string>;

bool is_in(const std::string& pointer, const Sections& sections) {
  return std::any_of(sections.begin(), sections.end(), [&](const std::string& section) {
    return (pointer + '/').compare(0, section.size() + 1, section + '/') == 0;
  });
}

bool is_of_named_object(const std::string& pointer) {
  constexpr std::array<std::string_view, 5> kSections = {"/pipelines/", "/clients/", "/incoming/",
                                                         "/outgoing/", "/tables/"};
  return std::any_of(kSections.begin(), kSections.end(), [&](std::string_view section) {
    return pointer.compare(0, section.size(), section) == 0;
  });
}

// By pipeline, the sections that it does not need.
std::map<std::string, Sections> unneeded_by_pipeline(const Node& root) {
  std::map<std::string, Sections> out;
  if (const Node* pipelines = root.find("pipelines"))
    for (const Member& pipeline : pipelines->members)
      out.emplace(pipeline.key, unneeded_sections(root, {false, {pipeline.key}, {}}));
  return out;
}

// What alerts do not need.
Sections unneeded_by_alerts(Node root) {
  if (Node* pipelines = root.find("pipelines"))
    for (Member& pipeline : pipelines->members)
      std::erase_if(pipeline.value.members, [](const Member& member) {
        return member.key != "on_failure" && member.key != "on_parked";
      });
  return unneeded_sections(root, {});
}

// Of a folder. It does not have the host's settings, so that nothing runs with others than are
// meant.
bool is_unread_file(const Problem& problem, const Problems& problems, bool host_known) {
  return problem.pointer.empty() && problem.file != problems.file() && host_known;
}

class Sorter {
 public:
  Sorter(const Node& root, bool host_known, const Problems& problems)
      : host_known_(host_known),
        problems_(problems),
        by_pipeline_(unneeded_by_pipeline(root)),
        by_alerts_(unneeded_by_alerts(root)) {}

  void sort() {
    for (const Problem& problem : problems_.sorted()) sort(problem);
  }

  std::map<std::string, std::vector<Problem>> of_pipelines;
  std::vector<Problem> of_nobody, of_all;

 private:
  void sort(const Problem& problem) {
    const bool named = is_of_named_object(problem.pointer);
    const bool alerts = named && problem.pointer.compare(0, 11, "/pipelines/") != 0 &&
                        !is_in(problem.pointer, by_alerts_);
    if (is_unread_file(problem, problems_, host_known_)) return of_nobody.push_back(problem);
    if (!named || alerts) return of_all.push_back(problem);
    bool any = false;
    for (const auto& [pipeline, others] : by_pipeline_) {
      if (is_in(problem.pointer, others)) continue;
      of_pipelines[pipeline].push_back(problem);
      any = true;
    }
    if (!any) of_nobody.push_back(problem);
  }

  const bool host_known_;
  const Problems& problems_;
  const std::map<std::string, Sections> by_pipeline_;
  const Sections by_alerts_;
};

// The first one, and how many more there are: `sluice check` shows them all.
std::string refusal(const std::vector<Problem>& problems) {
  const std::string text = to_text(problems.front());
  const size_t more = problems.size() - 1;
  return more ? text + "; and " + std::to_string(more) + " more, see sluice check" : text;
}

}  // namespace

std::map<std::string, std::string> refuse_for_missing(const Node& root,
                                                      const std::vector<Missing>& missing,
                                                      Problems& problems) {
  std::map<std::string, std::string> out;
  if (missing.empty() || !root.find("pipelines")) return out;
  std::vector<char> known(missing.size(), 0);
  for (const auto& [pipeline, others] : unneeded_by_pipeline(root)) {
    for (size_t i = 0; i < missing.size(); i++) {
      if (is_in(missing[i].pointer, others)) continue;
      known[i] = 1;
      out.try_emplace(pipeline, missing[i].why + " (" + problems.file(missing[i].at.file) + ":" +
                                    std::to_string(missing[i].at.line) + ")");
    }
  }
  const Sections unneeded = unneeded_sections(root, {});
  for (size_t i = 0; i < missing.size(); i++)
    if (!known[i] && !is_in(missing[i].pointer, unneeded))
      problems.add(missing[i].at, missing[i].pointer, missing[i].why);
  return out;
}

Problems take_unread_files(bool host_known, Problems& problems) {
  std::vector<Problem> unread, others;
  for (const Problem& problem : problems.sorted())
    (is_unread_file(problem, problems, host_known) ? unread : others).push_back(problem);
  problems.keep_only(std::move(others));
  Problems out(problems.files());
  out.keep_only(std::move(unread));
  return out;
}

std::vector<Problem> set_aside(const Node& root, bool host_known, Config& config,
                               Problems& problems) {
  if (problems.empty()) return {};
  Sorter sorted(root, host_known, problems);
  sorted.sort();
  const bool some_run =
      std::any_of(config.pipelines.begin(), config.pipelines.end(), [&](const PipelineConfig& one) {
        return one.refused.empty() && !sorted.of_pipelines.count(one.name);
      });
  if (!some_run) return {};
  for (PipelineConfig& pipeline : config.pipelines)
    if (const auto found = sorted.of_pipelines.find(pipeline.name);
        found != sorted.of_pipelines.end() && pipeline.refused.empty())
      pipeline.refused = refusal(found->second);
  problems.keep_only(std::move(sorted.of_all));
  return std::move(sorted.of_nobody);
}

}  // namespace sluice::config
