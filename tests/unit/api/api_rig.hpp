// The API without sockets: requests as values, a loop that the test scripts.
#pragma once

#include <doctest/doctest.h>

#include <functional>
#include <map>
#include <thread>

#include "app/api/api.hpp"
#include "app/api/job_deeds.hpp"
#include "app/wiring/locked_state.hpp"
#include "fake_bench.hpp"
#include "store/sqlite_backlog.hpp"
#include "store/sqlite_run_log.hpp"
#include "store/sqlite_store.hpp"
#include "store/sqlite_tasks.hpp"
#include "support/described_answer.hpp"
#include "support/temp_folder.hpp"

namespace sluice::app::test {

using Headers = std::map<std::string, std::string>;

class FakeRequest final : public listener::Request {
 public:
  FakeRequest(std::string method, std::string target, Headers headers = {})
      : method_(std::move(method)), target_(std::move(target)), headers_(std::move(headers)) {}
  std::string_view method() const override { return method_; }
  std::string_view target() const override { return target_; }
  std::string_view header(std::string_view name) const override {
    const auto found = headers_.find(std::string(name));
    return found == headers_.end() ? std::string_view() : std::string_view(found->second);
  }
  std::string_view from() const override { return header(":from"); }  // no name of a header

 private:
  std::string method_, target_;
  Headers headers_;
};

inline std::string header_of(const listener::Response& response, std::string_view name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return {};
}

inline std::filesystem::path made(const std::filesystem::path& folder) {
  std::filesystem::create_directory(folder);
  return folder;
}

struct ApiRig {
  sluice::test::TempFolder folder;
  std::string file = (folder / "sluice.db").string();
  store::SqliteStore store{file};
  store::SqliteTasks tasks{file};
  store::SqliteRunLog run_log{file};
  platform::Wake attention = *platform::Wake::create();
  Control control{attention};
  LogRing log{"1"};
  EventHub events;
  services::SecretReferences secrets;
  LockedState states{StateFolder{folder.path().string(), 0700}, secrets};
  RunMeters meters;
  store::SqliteBacklog backlogs{file};
  std::vector<ClientFigures> clients;
  int64_t now_ms = 1'785'499'100'000;
  GroupNotes notes{folder / "notes.json", [this] { return now_ms; }};
  Resources resources{{control, states, tasks, run_log, log, events, meters, backlogs,
                       [this] { return clients; }, file, notes}};
  AccessTokens tokens{folder / "access_tokens.json", [this] { return now_ms; }};
  Sessions sessions{[this] { return now_ms; }};
  AuditLog audit{folder / "audit.ndjson", [this] { return now_ms; }};
  LoginGuard guard{[this] { return now_ms; }};
  AccessResources access{{tokens, sessions, audit, [this] {
                            events.end_refused();
                            log.end_refused();
                          }}};
  std::filesystem::path shop = made(folder / "shop");
  ConfigFolder files{shop.string()};
  ConfigHistory history{folder / "history", [this] { return now_ms; }};
  FakeBench bench;
  services::Redactor redactor;
  ConfigurationResources configuration{{files, history, bench, control, redactor}};
  BenchResources benches{{bench, files, tasks, log, redactor}};
  JobFiles job_files{folder / "jobs"};
  Jobs jobs{job_deeds(control, tasks, run_log, job_files)};
  JobResources job_resources{{jobs, tasks}};
  PendingGrants grants{[this] { return now_ms; }};
  GrantResources grant_resources{{bench, grants}};
  Parts parts{resources, access, configuration, benches, job_resources, grant_resources};
  Api api{parts, audit, {}};
  sluice::test::ApiDescription description;

  // Every answer is checked against the document.
  listener::Response ask(const std::string& method, const std::string& target,
                         const Headers& headers = {}, const std::string& body = {}) {
    return ask_at(api, method, target, headers, body);
  }
  listener::Response ask_at(listener::Handler& at, const std::string& method,
                            const std::string& target, const Headers& headers = {},
                            const std::string& body = {}) {
    const FakeRequest request(method, target, headers);
    auto out = at.admit(request);
    if (!out) out = at.respond(request, body);
    CHECK_MESSAGE(description.check(method, path_of_target(target), out->status, out->content_type,
                                    out->body) == "",
                  method, " ", target, ": ", out->status, " ", out->body);
    return *std::move(out);
  }
  listener::Response get(const std::string& target, const Headers& headers = {}) {
    return ask("GET", target, headers);
  }

  static PipelineView pipeline(const std::string& name) {
    PipelineView out;
    out.name = name;
    out.when = "every 5m";
    out.next_ms = 1'785'499'200'000;
    return out;
  }
  void publish(std::vector<PipelineView> pipelines, const std::string& revision = "1-0") {
    ServerView view{"shop", revision, 1'785'499'100'000, 1'785'499'100'000, 2, 1, false, {}};
    for (PipelineView& one : pipelines)
      view.pipelines.push_back(std::make_shared<const PipelineView>(std::move(one)));
    control.publish(std::make_shared<const ServerView>(std::move(view)));
  }

  // The loop, for as long as one command takes.
  template <class Reply>
  std::thread loop(Reply&& reply) {
    return std::thread([this, reply = std::forward<Reply>(reply)] {
      // The one before may have left it set.
      std::vector<Control::Asked> all;
      for (all = control.take(); all.empty() && attention.wait(10'000); all = control.take())
        attention.clear();
      for (Control::Asked& one : all) one.reply.set_value(reply(one.command));
    });
  }
};

}  // namespace sluice::app::test
