// What the API shows and does, a function each; see openapi.json. Called on the server's workers;
// never touches what the server's loop owns.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/api/call.hpp"
#include "app/api/control.hpp"
#include "app/api/event_hub.hpp"
#include "app/api/group_notes.hpp"
#include "app/api/log_ring.hpp"
#include "app/api/metrics.hpp"
#include "app/api/run_meters.hpp"
#include "app/api/sight.hpp"
#include "store/backlog_store.hpp"
#include "store/run_log_store.hpp"
#include "store/state_store.hpp"
#include "store/task_store.hpp"

namespace sluice::app {

class Resources {
 public:
  // What it reads from and hands commands to; all outlive it.
  struct From {
    Control& control;
    store::StateStore& states;
    store::TaskStore& tasks;
    store::RunLogStore& run_log;
    LogRing& log;
    EventHub& events;
    RunMeters& meters;
    store::BacklogStore& backlogs;
    std::function<std::vector<ClientFigures>()> clients;
    std::string store_file;
    GroupNotes& notes;
  };
  explicit Resources(const From& from) : from_(from) {}
  Resources(const Resources&) = delete;
  Resources& operator=(const Resources&) = delete;

  listener::Response health(const Call& call);
  listener::Response ready(const Call& call);
  listener::Response metrics(const Call& call);
  listener::Response description(const Call& call);
  listener::Response status(const Call& call);
  listener::Response configuration(const Call& call);
  listener::Response reload(const Call& call);
  listener::Response compare(const Call& call);
  listener::Response pipelines(const Call& call);
  listener::Response pipeline(const Call& call);
  listener::Response start_run(const Call& call);
  listener::Response runs(const Call& call);
  listener::Response run(const Call& call);
  listener::Response stop_run(const Call& call);
  listener::Response tasks(const Call& call);
  listener::Response task(const Call& call);
  listener::Response task_groups(const Call& call);
  listener::Response put_group_note(const Call& call);
  listener::Response edit_task(const Call& call);
  listener::Response skip_tasks(const Call& call);
  listener::Response prune_tasks(const Call& call);
  listener::Response retry_tasks(const Call& call);
  listener::Response import_tasks(const Call& call);
  listener::Response states(const Call& call);
  listener::Response state(const Call& call);
  listener::Response checkpoints(const Call& call);
  listener::Response put_cursor(const Call& call);
  listener::Response reset_state(const Call& call);
  listener::Response import_states(const Call& call);
  listener::Response back_up(const Call& call);
  listener::Response log(const Call& call);
  listener::Response events(const Call& call);

 private:
  config::Node shown_group(const store::TaskGroup& group, bool recent, const Sight& sight) const;
  Result<std::optional<store::LoggedRun>> find_run(const std::string& id) const;

  const From from_;
};

}  // namespace sluice::app
