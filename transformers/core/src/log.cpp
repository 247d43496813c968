#include "log.hpp"

#include "shown_value.hpp"

namespace sluice::core {
namespace {

int32_t severity_of(std::string_view level) {
  if (level == "debug") return SLUICE_LOG_DEBUG;
  if (level == "warning") return SLUICE_LOG_WARNING;
  return level == "error" ? SLUICE_LOG_ERROR : SLUICE_LOG_INFO;
}

}  // namespace

Result<std::unique_ptr<Log>> Log::create(Context& context) {
  Result<Setup> setup = Setup::of(context);
  if (!setup.ok()) return setup.status();
  Value config = setup->config();
  auto message = setup->text_template(config["message"].string_or("{{@}}"), "/message");
  if (!message.ok()) return message.status();
  std::unique_ptr<Log> log(new Log(setup->findings(), context.host(), *std::move(message)));
  log->severity_ = severity_of(config["level"].string_or("info"));
  log->most_ = static_cast<uint64_t>(config["most"].integer_or(1000));
  return log;
}

// After that many lines the step is silent, and says so once.
Status Log::transform_batch(Batch batch, const Cancel& cancel) {
  if (written_ > most_) return {};
  ShownValue message(message_, batch.abi());
  Status status = for_each_live(batch, cancel, [&](const Record& record) -> const Status* {
    if (written_ > most_) return nullptr;
    if (written_++ == most_)
      return host_.log(severity_, "no further lines: " + std::to_string(most_) + " were written"),
             nullptr;
    std::string text;
    failure_ = told_of(message.read(&record.abi()->root, &text), "message", record);
    if (!failure_.ok()) return &failure_;
    host_.log(severity_, text);
    return nullptr;
  });
  message.tell_notes(findings_);
  return status;
}

}  // namespace sluice::core
