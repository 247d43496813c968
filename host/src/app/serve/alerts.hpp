// Tells people of runs that failed or parked records, as on_failure and on_parked say: the first
// one at once, what follows within `every` in one message. A message that does not get through is
// logged, and tried again after `every`; it delays no run. Main thread; each message is sent by a
// thread of its own.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>

#include "app/serve/alert_mode.hpp"
#include "app/serve/served_run.hpp"
#include "config/model.hpp"
#include "store/run_log_store.hpp"

namespace sluice::app {

class Alerts {
 public:
  // Both outlive it.
  Alerts(const RunSurroundings& surroundings, store::RunLogStore& run_log);

  // A run has ended. One that is not `stored` in the run log is told without the state, which may
  // be full or gone.
  void ended(const store::LoggedRun& run, bool stored);
  // Sends what is due, by the alerts of this config. Those that are new in it tell of what fails
  // after this call. `now_ms`: since the Unix epoch.
  void tick(const std::shared_ptr<const config::Config>& config, int64_t now_ms);

 private:
  struct Way {
    bool parked = false;  // as of the alert
    std::string pipeline;
    int64_t first = 0;                   // runs up to this one are older than the alert
    bool pending = true;                 // there may be something to tell
    int64_t not_before_ms = 0;           // then
    int64_t looked_ms = 0;               // when the run log was read last
    Digest unstored;                     // runs that the log does not have, and were not told
    int64_t unstored_not_before_ms = 0;  // they are told then
    bool sends_unstored = false;         // `run` tells of them
    AlertMode* mode = nullptr;           // of `run`, which owns it
    std::unique_ptr<ServedRun> run;
  };

  void take_config(const std::shared_ptr<const config::Config>& config);
  // False: the run log cannot be read now.
  bool add(const config::AlertConfig& alert);
  void step(const config::AlertConfig& alert, Way& way, int64_t now_ms);
  void finish(const config::AlertConfig& alert, Way& way, int64_t now_ms);
  void failed(const config::AlertConfig& alert, Way& way, const Status& why, int64_t now_ms);
  void begin(const config::AlertConfig& alert, Way& way, int64_t now_ms);
  void start(const config::AlertConfig& alert, Way& way, std::unique_ptr<AlertMode> mode,
             int64_t now_ms);
  AlertScope scope_of(const config::AlertConfig& alert) const;
  size_t under_way() const;

  const RunSurroundings around_;
  store::RunLogStore& run_log_;
  std::shared_ptr<const config::Config> config_;
  std::map<std::string, Way> ways_;  // by the alert's name
};

}  // namespace sluice::app
