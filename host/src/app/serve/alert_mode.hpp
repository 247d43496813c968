// A run of the engine that sends one alert. Main thread, but for its tables and its store.
#pragma once

#include <atomic>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

// Of an alert that must go without the state: nothing is stored of it. Any thread.
class UnstoredAlert final : public store::ForwardingStore {
 public:
  using ForwardingStore::ForwardingStore;
  Result<store::PipelineState> load(std::string_view pipeline) override;
  Status commit(std::string_view pipeline, const store::CommitKey& key,
                const store::Delta& delta) override;
  Result<store::CommitMark> last_commit(std::string_view pipeline) override;
  Result<std::vector<std::optional<std::string>>> read_state(
      std::string_view pipeline, std::string_view step,
      std::span<const std::string_view> keys) override;

 private:
  std::atomic<int64_t> sequence_{0};
};

class AlertMode final : public RunMode {
 public:
  // `sendmail`: the program, if the alert is mailed. As for AlertSource.
  AlertMode(const config::AlertConfig& alert, std::string sendmail, store::RunLogStore& log,
            AlertScope scope, int64_t first, int64_t now_ms);

  // Tells of the runs of this digest, without the state.
  AlertMode(const config::AlertConfig& alert, std::string sendmail, store::RunLogStore& log,
            AlertScope scope, Digest unstored, int64_t now_ms);

  Status adapt_plan(pipeline::Plan& plan, store::PipelineStore& store) override;
  store::PipelineStore& store(store::PipelineStore& store) override;
  const AlertSource& source() const { return source_; }

 private:
  AlertSource source_;
  std::optional<AlertMail> mail_;
  const bool stored_;
  std::optional<AlertStore> store_;
  std::optional<UnstoredAlert> unstored_;
};

}  // namespace sluice::app
