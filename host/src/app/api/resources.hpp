// What the API shows and does, a function each; see openapi.json. Called on the server's workers;
// never touches what the server's loop owns.
#pragma once

#include "app/api/call.hpp"
#include "app/api/control.hpp"
#include "app/api/event_hub.hpp"
#include "app/api/log_ring.hpp"
#include "store/pipeline_store.hpp"
#include "store/run_log_store.hpp"
#include "store/task_store.hpp"

namespace sluice::app {

class Resources {
 public:
  // What it reads from and hands commands to; all outlive it.
  struct From {
    Control& control;
    store::PipelineStore& store;
    store::TaskStore& tasks;
    store::RunLogStore& run_log;
    LogRing& log;
    EventHub& events;
  };
  explicit Resources(const From& from) : from_(from) {}

  listener::Response health(const Call& call);
  listener::Response ready(const Call& call);
  listener::Response description(const Call& call);
  listener::Response status(const Call& call);
  listener::Response configuration(const Call& call);
  listener::Response reload(const Call& call);
  listener::Response pipelines(const Call& call);
  listener::Response pipeline(const Call& call);
  listener::Response start_run(const Call& call);
  listener::Response runs(const Call& call);
  listener::Response run(const Call& call);
  listener::Response stop_run(const Call& call);
  listener::Response tasks(const Call& call);
  listener::Response task(const Call& call);
  listener::Response state(const Call& call);
  listener::Response log(const Call& call);
  listener::Response events(const Call& call);

 private:
  Result<std::optional<store::LoggedRun>> find_run(const std::string& id) const;

  const From from_;
};

}  // namespace sluice::app
