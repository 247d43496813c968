// A run of the engine that sends one alert. Main thread, but for its tables and its store.
#pragma once

#include <optional>

#include "app/serve/alert_mail.hpp"
#include "app/serve/alert_source.hpp"
#include "app/wiring/run_mode.hpp"
#include "config/model.hpp"
#include "store/forwarding_store.hpp"

namespace sluice::app {

// An alert that is refused leaves no task, about which nobody would be told: the run fails, and the
// next one tells of the same runs. Any thread.
class AlertStore final : public store::ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  Status commit(std::string_view pipeline, const store::CommitKey& key,
                const store::Delta& delta) override;
};

class AlertMode final : public RunMode {
 public:
  // `sendmail`: the program, if the alert is mailed. As for AlertSource.
  AlertMode(const config::AlertConfig& alert, std::string sendmail, store::RunLogStore& log,
            AlertScope scope, int64_t first, int64_t now_ms);

  Status adapt_plan(pipeline::Plan& plan, store::PipelineStore& store) override;
  store::PipelineStore& store(store::PipelineStore& store) override {
    return store_.emplace(store);
  }
  const AlertSource& source() const { return source_; }

 private:
  AlertSource source_;
  std::optional<AlertMail> mail_;
  std::optional<AlertStore> store_;
};

}  // namespace sluice::app
