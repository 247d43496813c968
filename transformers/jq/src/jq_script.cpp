#include "jq_script.hpp"

#include <utility>

#include "prelude.hpp"
#include "program_check.hpp"
#include "sluice/findings.hpp"
#include "walk.hpp"

namespace sluice::jq {
namespace {

Limits read_limits(Value given) {
  Limits limits;
  limits.outputs = given["outputs"].integer_or(limits.outputs);
  limits.memory = given["memory"].integer_or(limits.memory);
  limits.time_ms = given["time_ms"].integer_or(limits.time_ms);
  return limits;
}

}  // namespace

Script::Script(expression::TextSetting script, const Limits& limits)
    : script_(std::move(script)), limits_(limits), program_(prelude() + script_.text) {}

Result<std::unique_ptr<Script>> Script::create(Context& context) {
  auto config = context.config();
  if (!config.ok()) return config.status();
  auto text = expression::read_text_setting(*config, kId, "script", "file");
  if (!text.ok()) return text.status();
  std::unique_ptr<Script> made(new Script(*std::move(text), read_limits((*config)["limits"])));
  Status status = check_program(made->script_.text);
  if (status.ok()) status = made->compile();
  if (status.ok()) return made;
  if (status.code() != SLUICE_E_INVALID) return status;
  const std::string message = made->script_.origin + status.message();
  Findings(context.host()).problem(made->script_.pointer, message);
  return Status::invalid(made->script_.pointer, message);
}

Status Script::compile() {
  auto started = Worker::start(program_, limits_);
  if (!started.ok()) return started.status();
  worker_ = *std::move(started);
  return {};
}

Status Script::transform_batch(Batch batch, const Cancel& cancel) {
  if (cancel.requested()) return {SLUICE_E_CANCELLED, "cancelled before a batch of jq.script"};
  Walk walk(batch, program_, limits_, cancel);
  Status status = walk.run(&worker_);
  // What was sent ahead may still be answered, to nobody: another worker begins anew.
  if (!status.ok()) worker_.reset();
  return status;
}

}  // namespace sluice::jq
