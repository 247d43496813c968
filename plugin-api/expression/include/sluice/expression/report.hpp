// What the user of an expression says of a record: why it failed, and what was odd. [lane]
#pragma once

#include <string_view>

#include "sluice/expression/evaluator.hpp"
#include "sluice/findings.hpp"
#include "sluice/result.hpp"

namespace sluice::expression {

// The failure with the setting in front, unless that is empty, and the record's name at the end.
// Failures of the host, and of others than records, are unchanged. `root`: of a record of the
// batch.
Status told_of(const Status& why, std::string_view setting, sluice_batch* batch,
               const sluice_value* root);

// Reports to the host what was met while evaluating this batch.
void tell_notes(const Findings& findings, const Evaluator& evaluator);

}  // namespace sluice::expression
