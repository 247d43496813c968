#include "pipeline/step_rules.hpp"

#include <string>
#include <string_view>
#include <utility>

#include "sluice/expression/known_check.hpp"

namespace sluice::pipeline {

Result<std::unique_ptr<StepRules>> StepRules::of(const base::StepSettings& settings,
                                                 const Host& host, sluice_batch* scratch) {
  std::unique_ptr<StepRules> rules;
  if (!settings.given()) return rules;
  rules.reset(new StepRules(host));
  rules->on_error_ = settings.on_error;
  const expression::Workbench workbench = expression::workbench_of(host, scratch);
  const Status when = rules->read_when(settings.when, workbench);
  const Status each = rules->read_each(settings.each, workbench);
  if (!when) return when;
  if (!each) return each;
  return rules;
}

Status StepRules::read_when(const std::string& text, const expression::Workbench& workbench) {
  if (text.empty()) return {};
  auto compiled = expression::Expression::compile(text, workbench);
  if (!compiled) return refuse("/when", compiled.status());
  for (const std::string& warning : compiled->warnings()) findings_.warning("/when", warning);
  when_ = *std::move(compiled);
  return {};
}

// `lines[]` is as good as `lines`.
Status StepRules::read_each(std::string text, const expression::Workbench& workbench) {
  if (text.empty()) return {};
  for (const std::string_view sign : {"[]", "[*]"})
    if (text.size() > sign.size() &&
        std::string_view(text).substr(text.size() - sign.size()) == sign)
      text.resize(text.size() - sign.size());
  auto compiled = expression::Path::compile(text, workbench);
  if (!compiled) return refuse("/each", compiled.status());
  each_ = *std::move(compiled);
  return {};
}

// That of a step with `each` is about elements.
void StepRules::check_members(std::string_view members) {
  const expression::Known record = expression::known_of(members);
  if (each_)
    expression::check_known(*each_, record, findings_, "/each");
  else if (when_)
    expression::check_known(when_->program(), record, findings_, "/when");
}

Status StepRules::refuse(const char* pointer, const Status& why) const {
  if (why.code() != SLUICE_E_INVALID) return why;
  findings_.problem(pointer, why.message());
  return Status::invalid(pointer, why.message());
}

}  // namespace sluice::pipeline
