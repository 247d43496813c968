#include "fail.hpp"

#include "shown_value.hpp"

namespace sluice::core {

Result<std::unique_ptr<Fail>> Fail::create(Context& context) {
  Result<Setup> setup = Setup::of(context);
  if (!setup.ok()) return setup.status();
  auto message = setup->text_template(setup->config()["message"].string_or(""), "/message");
  if (!message.ok()) return message.status();
  return std::unique_ptr<Fail>(new Fail(setup->findings(), *std::move(message)));
}

Status Fail::transform_batch(Batch batch, const Cancel& cancel) {
  ShownValue message(message_, batch.abi());
  Status status = for_each_live(batch, cancel, [&](const Record& record) -> const Status* {
    std::string text;
    failure_ = message.read(&record.abi()->root, &text);
    if (failure_.ok()) failure_ = Status::data(std::move(text));
    failure_ = told_of(failure_, {}, record);
    return &failure_;
  });
  message.tell_notes(findings_);
  return status;
}

}  // namespace sluice::core
