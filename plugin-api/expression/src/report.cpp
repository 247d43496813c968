#include "sluice/expression/report.hpp"

#include <string>

#include "sluice/expression/record_name.hpp"

namespace sluice::expression {

Status told_of(const Status& why, std::string_view setting, sluice_batch* batch,
               const sluice_value* root) {
  if (why.message().empty() || why.code() != SLUICE_E_DATA) return why;
  std::string message = setting.empty() ? std::string() : std::string(setting) + ": ";
  message += why.message() + " (" + record_name(batch, root) + ")";
  return {why.code(), std::move(message)};
}

void tell_notes(const Findings& findings, const Evaluator& evaluator) {
  for (const Evaluator::Note& note : evaluator.notes())
    findings.remark(evaluator.words_of(note), note.example, note.count);
}

}  // namespace sluice::expression
