#include "app/api/job_resources.hpp"

#include <algorithm>

#include "app/api/answers.hpp"
#include "app/api/cut_text.hpp"
#include "app/api/pages.hpp"
#include "app/api/problem.hpp"
#include "app/api/sight.hpp"
#include "app/bulk/job_text.hpp"
#include "app/report/console.hpp"
#include "app/report/task_query.hpp"
#include "config/utf8.hpp"

namespace sluice::app {
namespace {

constexpr size_t kMostCounted = 100'000;  // one by one
constexpr size_t kCountedAtOnce = 5000;
constexpr size_t kLongestReason = 1000;

listener::Response no_job(const Call& call) {
  return problem(ProblemKind::kNotFound, "there is no job " + call.names[0], call.path);
}

listener::Response shown_job(int status, const Job& job, const Call& call) {
  return json_response(status, job_node(Sight::of(call.caller).seen(job)));
}

uint64_t number_in(const config::Node& body, std::string_view key) {
  const config::Node* const value = body.find(key);
  return value ? static_cast<uint64_t>(std::max<int64_t>(id_of(value->text), 0)) : 0;
}

// Which of a task's texts; nothing: none of this name.
std::optional<std::string> text_of_task(const store::Task& task, const std::string& name) {
  if (name.empty() || name == "source") return task.source;
  if (name == "value") return task.value;
  if (name == "current") return task.current();
  return std::nullopt;
}

listener::Response attachment(const std::string& text, const std::string& name) {
  return {.body = text,
          .content_type = "application/octet-stream",
          .headers = {{"Content-Disposition", "attachment; filename=\"" + name + "\""},
                      {"Content-Security-Policy", "sandbox; default-src 'none'"},
                      {"X-Content-Type-Options", "nosniff"},
                      {"Cache-Control", "no-store"}}};
}

}  // namespace

listener::Response JobResources::jobs(const Call& call) {
  const auto wanted = page_wanted(call.query);
  if (!wanted) return bad_request(wanted.status(), call);
  return page_by_id(from_.jobs.list(wanted->after, wanted->limit + 1), wanted->limit,
                    [&](const Job& one) { return job_node(Sight::of(call.caller).seen(one)); });
}

listener::Response JobResources::job(const Call& call) {
  const auto found = from_.jobs.find(id_of(call.names[0]));
  return found ? shown_job(200, *found, call) : no_job(call);
}

listener::Response JobResources::cancel_job(const Call& call) {
  return from_.jobs.cancel(id_of(call.names[0])) ? job(call) : no_job(call);
}

listener::Response JobResources::resume_job(const Call& call) {
  const auto resumed = from_.jobs.resume(id_of(call.names[0]));
  if (!resumed) return no_job(call);
  if (*resumed) return shown_job(200, **resumed, call);
  if (resumed->status().code() == SLUICE_E_INVALID)
    return problem(ProblemKind::kConflict, resumed->status().message(), call.path);
  return unreadable(resumed->status(), call);
}

// By the counts that the store keeps, where they know; else one by one, as far as that is quick.
Result<JobResources::Counted> JobResources::counted(const store::TaskFilter& filter) const {
  Counted out;
  if (store::is_counted(filter)) {
    const auto groups = from_.tasks.groups(filter);
    if (!groups) return groups.status();
    for (const store::TaskGroup& one : *groups) out.tasks += one.count;
    return out;
  }
  store::TaskPage page;
  page.most = kCountedAtOnce;
  page.oldest_first = true;
  for (;;) {
    const auto found = from_.tasks.tasks(filter, page);
    if (!found) return found.status();
    out.tasks += found->size();
    if (found->size() < page.most) return out;
    page.after = found->back().id;
    if (out.tasks >= kMostCounted) return out.more = true, out;
  }
}

listener::Response JobResources::count(const Call& call) {
  const auto filter = task_filter({[&](std::string_view name) { return call.query.get(name); },
                                   [](std::string_view name) { return std::string(name); }},
                                  {});
  if (!filter) return bad_request(filter.status(), call);
  const auto found = counted(*filter);
  if (!found) return unreadable(found.status(), call);
  config::Node out = config::Node::object();
  out.set("count", unsigned_node(found->tasks));
  if (found->more) out.set("more", flag_node(true));
  return json_response(200, out);
}

Result<JobWanted> JobResources::job_wanted(const config::Node& body, const Call& call) const {
  const auto wrong = [](const std::string& why) { return Status(SLUICE_E_INVALID, why); };
  JobWanted out;
  const auto kind = job_action(member_text(body, "action"));
  if (!kind) return wrong("action is retry or skip");
  out.action = *kind;
  const config::Node* const filter = body.find("filter");
  if (!filter || !filter->is(config::Kind::kObject)) return wrong("filter is no object");
  auto tasks = job_tasks(*filter, out.action);
  if (!tasks) return tasks.status();
  out.tasks = *std::move(tasks);
  out.filter = config::to_json(*filter);
  out.reason = member_text(body, "reason");
  out.key = member_text(body, "key");
  if (out.reason.size() > kLongestReason || out.key.size() > kLongestReason)
    return wrong("reason and key have at most 1,000 bytes");
  if (out.key.empty()) return wrong("key is missing: any text that is this job's alone");
  out.who = call.caller.name;
  out.a_minute = number_in(body, "pace");
  out.most_failures = number_in(body, "stop_after_failures");
  return out;
}

// What was seen is what is changed: more tasks by now are a conflict.
listener::Response JobResources::add_job(const Call& call) {
  const auto body = json_body(call, {{"action", config::Kind::kString},
                                     {"filter", config::Kind::kObject},
                                     {"expected", config::Kind::kNumber},
                                     {"reason", config::Kind::kString},
                                     {"key", config::Kind::kString},
                                     {"pace", config::Kind::kNumber},
                                     {"stop_after_failures", config::Kind::kNumber}});
  if (!body) return bad_request(body.status(), call);
  const config::Node* const filter = body->find("filter");
  if (filter && filter->find("text") && !call.caller.payloads) return no_payloads(call);
  auto wanted = job_wanted(*body, call);
  if (!wanted) return bad_request(wanted.status(), call);
  const config::Node* const expected = body->find("expected");
  const auto now = counted(wanted->tasks);
  if (!now) return unreadable(now.status(), call);
  if (expected && now->tasks > number_in(*body, "expected"))
    return problem(ProblemKind::kConflict,
                   "there are " + grouped(now->tasks) + " tasks by now, " + expected->text +
                       " were expected; look again",
                   call.path);
  const auto job = from_.jobs.add(*std::move(wanted));
  if (!job) return problem(ProblemKind::kUnavailable, job.status().message(), call.path);
  auto out = shown_job(202, *job, call);
  out.headers.push_back({"Location", "/api/v1/jobs/" + std::to_string(job->id)});
  return out;
}

listener::Response JobResources::payload(const Call& call) {
  if (!call.caller.payloads) return no_payloads(call);
  const auto found = from_.tasks.task(id_of(call.names[0]));
  if (!found) return unreadable(found.status(), call);
  if (!*found)
    return problem(ProblemKind::kNotFound, "there is no task " + call.names[0], call.path);
  const std::string name = call.query.get("text");
  const auto text = text_of_task(**found, name);
  if (!text) return bad_request({SLUICE_E_INVALID, "text is source, value or current"}, call);
  const std::string download = call.query.get("download"), begin = call.query.get("from");
  if (!download.empty() && download != "1")
    return bad_request({SLUICE_E_INVALID, "download is 1, or is not given"}, call);
  if (begin.find_first_not_of("0123456789") != std::string::npos)
    return bad_request({SLUICE_E_INVALID, "from is no number from 0"}, call);
  if (download == "1")
    return attachment(*text,
                      "task-" + call.names[0] + "-" + (name.empty() ? "source" : name) + ".json");
  const size_t from = cut_at(*text, static_cast<size_t>(std::max<int64_t>(id_of(begin), 0)));
  const size_t to = cut_at(*text, from + kPieceBytes);
  config::Node out = config::Node::object();
  out.set("text", text_node(text->substr(from, to - from)));
  out.set("from", unsigned_node(from));
  out.set("size", unsigned_node(text->size()));
  if (to < text->size()) out.set("next", unsigned_node(to));
  return json_response(200, out);
}

}  // namespace sluice::app
