#include "app/serve/alert_mode.hpp"

#include <utility>

namespace sluice::app {

namespace {

Status refusal_of(const store::Delta& delta) {
  if (delta.tasks.empty()) return {};
  const store::Task& task = delta.tasks.front();
  return {SLUICE_E_INVALID, task.step + ": " + task.message};
}

}  // namespace

Status AlertStore::commit(std::string_view pipeline, const store::CommitKey& key,
                          const store::Delta& delta) {
  const Status refused = refusal_of(delta);
  return refused ? ForwardingStore::commit(pipeline, key, delta) : refused;
}

Result<store::PipelineState> UnstoredAlert::load(std::string_view pipeline) {
  store::PipelineState out;
  out.pipeline = pipeline;
  out.sequence = sequence_;
  return out;
}

Status UnstoredAlert::commit(std::string_view, const store::CommitKey&, const store::Delta& delta) {
  if (Status s = refusal_of(delta); !s) return s;
  sequence_++;
  return {};
}

Result<store::CommitMark> UnstoredAlert::last_commit(std::string_view) {
  return store::CommitMark{sequence_, 0, {}};
}

Result<std::vector<std::optional<std::string>>> UnstoredAlert::read_state(
    std::string_view, std::string_view, std::span<const std::string_view> keys) {
  return std::vector<std::optional<std::string>>(keys.size());
}

AlertMode::AlertMode(const config::AlertConfig& alert, std::string sendmail,
                     store::RunLogStore& log, AlertScope scope, int64_t first, int64_t now_ms)
    : source_(log, std::move(scope), first, now_ms), stored_(true) {
  if (!alert.mail.empty()) mail_.emplace(std::move(sendmail), alert.mail, source_.digest());
}

AlertMode::AlertMode(const config::AlertConfig& alert, std::string sendmail,
                     store::RunLogStore& log, AlertScope scope, Digest unstored, int64_t now_ms)
    : source_(log, std::move(scope), std::move(unstored), now_ms), stored_(false) {
  if (!alert.mail.empty()) mail_.emplace(std::move(sendmail), alert.mail, source_.digest());
}

store::PipelineStore& AlertMode::store(store::PipelineStore& store) {
  if (!stored_) return unstored_.emplace(store);
  return store_.emplace(store);
}

Status AlertMode::adapt_plan(pipeline::Plan& plan, store::PipelineStore&) {
  plan.source = source_.source();
  if (mail_) plan.targets.push_back(mail_->target());
  return {};
}

}  // namespace sluice::app
