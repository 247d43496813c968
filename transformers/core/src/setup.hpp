// What the components of `core` do with their configuration and their batches alike.
#pragma once

#include <string>
#include <string_view>

#include "expression/expression.hpp"
#include "expression/path.hpp"
#include "sluice/plugin.hpp"

namespace sluice::core {

// The configuration and what compiling needs. Lives for the call to `create`. [main]
class Setup {
 public:
  static Result<Setup> of(Context& context);

  Value config() const { return config_; }
  // `pointer` is the JSON pointer of the setting, for the message.
  Result<expression::Expression> expression(std::string_view text, std::string_view pointer) const;
  Result<expression::Path> path(std::string_view text, std::string_view pointer) const;
  sluice_slice intern(std::string_view text) const { return workbench_.intern(text); }

 private:
  Setup(Value config, expression::Workbench workbench)
      : config_(config), workbench_(std::move(workbench)) {}

  Value config_;
  expression::Workbench workbench_;
};

// "/set" and "pricing.margin" -> "/set/pricing.margin", escaped as RFC 6901 says.
std::string pointer_to(std::string_view parent, std::string_view key);

// Runs `work(Record)` on each live record there was at the beginning. It returns NULL, or why the
// record fails; a spent memory budget fails the batch, whose records the host then runs one by one.
template <class Work>
Status for_each_live(Batch batch, const Cancel& cancel, Work work) {
  constexpr size_t kCancelInterval = 256;
  for (size_t i = 0, count = batch.size(); i < count; i++) {
    if (i % kCancelInterval == 0 && cancel.requested())
      return Status(SLUICE_E_CANCELLED, "cancelled at record " + std::to_string(i));
    Record record = batch[i];
    if (!record.live()) continue;
    batch.clear_fault();
    const Status* why = work(record);
    if (!why) continue;
    if (why->code() == SLUICE_E_NO_MEMORY) return *why;
    record.fail(*why);
  }
  return {};
}

}  // namespace sluice::core
