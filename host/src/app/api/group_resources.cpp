// Groups of tasks whose errors are alike: how many, when, and what people say about them.
#include <algorithm>

#include "app/api/answers.hpp"
#include "app/api/pages.hpp"
#include "app/api/problem.hpp"
#include "app/api/resources.hpp"
#include "app/report/task_lines.hpp"
#include "app/report/task_query.hpp"

namespace sluice::app {
namespace {

// A group's shape in time is drawn of its latest tasks: that is as quick for a million as for ten.
constexpr size_t kDrawn = 200, kBins = 24;

config::Node note_node(const GroupNote& note) {
  config::Node out = config::Node::object();
  out.set("text", text_node(note.text));
  out.set("who", text_node(note.who));
  out.set("at", text_node(time_text(note.at_ms * 1000)));
  return out;
}

// {from, to, counts}: how many of them failed in each of the parts of that time.
config::Node recent_node(const std::vector<store::Task>& tasks) {
  const auto [first, last] =
      std::minmax_element(tasks.begin(), tasks.end(),
                          [](const auto& a, const auto& b) { return a.last_us < b.last_us; });
  std::vector<uint64_t> counts(kBins, 0);
  const int64_t span = std::max<int64_t>(last->last_us - first->last_us, 1);
  for (const store::Task& task : tasks) {
    const auto part =
        static_cast<double>(task.last_us - first->last_us) / static_cast<double>(span);
    counts[std::min(static_cast<size_t>(part * kBins), kBins - 1)]++;
  }
  config::Node list = config::Node::array(), out = config::Node::object();
  for (const uint64_t one : counts) list.items.push_back(unsigned_node(one));
  out.set("from", text_node(time_text(first->last_us)));
  out.set("to", text_node(time_text(last->last_us)));
  out.set("counts", std::move(list));
  return out;
}

}  // namespace

config::Node Resources::shown_group(const store::TaskGroup& group, bool recent,
                                    const Sight& sight) const {
  config::Node out = group_node(sight.seen(group));
  if (const auto note = from_.notes.find(group.id)) out.set("note", note_node(*note));
  if (!recent) return out;
  store::TaskFilter filter;
  filter.group = group.id;
  filter.states = {group.state};
  store::TaskPage page;
  page.most = kDrawn;
  const auto latest = from_.tasks.tasks(filter, page);
  if (latest && !latest->empty()) out.set("recent", recent_node(*latest));
  return out;
}

listener::Response Resources::task_groups(const Call& call) {
  const auto wanted = page_wanted(call.query);
  if (!wanted) return bad_request(wanted.status(), call);
  const auto filter = task_filter({[&](std::string_view name) { return call.query.get(name); },
                                   [](std::string_view name) { return std::string(name); }},
                                  {});
  if (!filter) return bad_request(filter.status(), call);
  const auto found = from_.tasks.groups(*filter);
  if (!found) return unreadable(found.status(), call);
  const std::string asked = call.query.get("recent");
  const bool recent = asked == "true";
  if (!asked.empty() && !recent && asked != "false")
    return problem(ProblemKind::kBadRequest, "recent is neither true nor false", call.path);
  const Sight sight = Sight::of(call.caller);
  return page_of(*found, *wanted,
                 [&](const store::TaskGroup& one) { return shown_group(one, recent, sight); });
}

listener::Response Resources::put_group_note(const Call& call) {
  const auto body = json_body(call, {{"text", config::Kind::kString}});
  if (!body) return bad_request(body.status(), call);
  const config::Node* const text = body->find("text");
  if (!text || !text->is(config::Kind::kString))
    return bad_request({SLUICE_E_INVALID, "text is missing"}, call);
  const int64_t group = id_of(call.names[0]);
  store::TaskFilter filter;
  filter.group = group;
  const auto found = group ? from_.tasks.groups(filter) : std::vector<store::TaskGroup>();
  if (!found) return unreadable(found.status(), call);
  if (found->empty())
    return problem(ProblemKind::kNotFound, "there is no group " + call.names[0], call.path);
  const Status kept = from_.notes.put(group, text->text, call.caller.name);
  if (!kept)
    return kept.code() == SLUICE_E_INVALID ? bad_request(kept, call) : unreadable(kept, call);
  return json_response(200, shown_group(found->front(), false, Sight::of(call.caller)));
}

}  // namespace sluice::app
