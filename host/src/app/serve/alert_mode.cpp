#include "app/serve/alert_mode.hpp"

#include <utility>

namespace sluice::app {

Status AlertStore::commit(std::string_view pipeline, const store::CommitKey& key,
                          const store::Delta& delta) {
  if (delta.tasks.empty()) return ForwardingStore::commit(pipeline, key, delta);
  const store::Task& task = delta.tasks.front();
  return {SLUICE_E_INVALID, task.step + ": " + task.message};
}

AlertMode::AlertMode(const config::AlertConfig& alert, std::string sendmail,
                     store::RunLogStore& log, AlertScope scope, int64_t first, int64_t now_ms)
    : source_(log, std::move(scope), first, now_ms) {
  if (!alert.mail.empty()) mail_.emplace(std::move(sendmail), alert.mail, source_.digest());
}

Status AlertMode::adapt_plan(pipeline::Plan& plan, store::PipelineStore&) {
  plan.source = source_.source();
  if (mail_) plan.targets.push_back(mail_->target());
  return {};
}

}  // namespace sluice::app
