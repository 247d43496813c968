// The one rule of which texts the API, its streams and the status page show to whom. Messages,
// cursors and what remote systems said come from plugins as one text and may quote records: who
// sees no records gets the class of an error, its place and its target, and nothing of such a text.
// Values; any thread.
#pragma once

#include <string>
#include <string_view>

#include "app/access/audit_log.hpp"
#include "app/access/caller.hpp"
#include "app/api/server_view.hpp"
#include "app/bulk/jobs.hpp"
#include "config/node.hpp"
#include "services/log.hpp"
#include "store/pipeline_state.hpp"
#include "store/state_store.hpp"
#include "store/task.hpp"

namespace sluice::app {

class Sight {
 public:
  static constexpr std::string_view kHidden = "the rest is for those who may see texts of records";

  static Sight of_all() { return Sight(true); }
  static Sight of_none() { return Sight(false); }
  static Sight of(const Caller& caller) { return Sight(caller.payloads); }

  bool records() const { return records_; }
  // Each of these as it may be seen.
  store::Task seen(store::Task task) const;
  store::TaskGroup seen(store::TaskGroup group) const;
  store::LoggedRun seen(store::LoggedRun run) const;
  store::PipelineState seen(store::PipelineState state) const;
  store::Checkpoint seen(store::Checkpoint point) const;
  PipelineView seen(const PipelineView& pipeline) const;
  ServerView seen(const ServerView& view) const;
  Job seen(Job job) const;
  AuditEntry seen(AuditEntry entry) const;
  // A line of the log, without what it quotes.
  std::string seen(const services::LogLine& line) const;
  // What the check of a client found, as the API shows it; and those of LastChecks::list.
  Result<config::Node> seen_check(Result<config::Node> check) const;
  config::Node seen_checks(config::Node checks) const;
  // Tests of a pipeline, and what became of them: their records may stand in files of their own.
  Result<config::Node> seen_tests(Result<config::Node> tests) const;

 private:
  explicit Sight(bool records) : records_(records) {}

  bool records_;
};

}  // namespace sluice::app
