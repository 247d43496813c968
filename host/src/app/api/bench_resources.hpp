// What there is to use, and what is tried, a function each; see openapi.json. Called on the
// server's workers.
#pragma once

#include "app/api/call.hpp"
#include "app/api/config_folder.hpp"
#include "app/api/last_checks.hpp"
#include "app/api/log_ring.hpp"
#include "app/api/workbench.hpp"
#include "services/redactor.hpp"
#include "store/task_store.hpp"

namespace sluice::app {

class BenchResources {
 public:
  // All outlive it.
  struct From {
    Workbench& bench;
    const ConfigFolder& folder;
    store::TaskStore& tasks;
    LogRing& log;
    const services::Redactor& redactor;
  };
  explicit BenchResources(const From& from) : from_(from) {}

  listener::Response schema(const Call& call);
  listener::Response components(const Call& call);
  listener::Response functions(const Call& call);
  listener::Response plugins(const Call& call);
  listener::Response catalogue(const Call& call);
  listener::Response check_client(const Call& call);
  listener::Response clients(const Call& call);
  listener::Response requests(const Call& call);
  listener::Response preview(const Call& call);
  listener::Response members(const Call& call);
  listener::Response page(const Call& call);
  listener::Response eval(const Call& call);
  listener::Response tests(const Call& call);
  listener::Response run_tests(const Call& call);
  listener::Response schedule(const Call& call);

 private:
  listener::Response tests_answer(Result<config::Node> made, const Call& call) const;
  using Try = Result<config::Node> (Workbench::*)(const PreviewWanted&);
  listener::Response tried(const Result<PreviewWanted>& wanted, Try work, const Call& call) const;
  Result<PreviewWanted> subject_of(const config::Node& body) const;
  Result<PreviewWanted> preview_wanted(const config::Node& body) const;
  Status take_input(const config::Node& input, PreviewWanted& out) const;

  const From from_;
  LastChecks checks_;
};

}  // namespace sluice::app
