#include "filter.hpp"

namespace sluice::core {

Result<std::unique_ptr<Filter>> Filter::create(Context& context) {
  Result<Setup> setup = Setup::of(context);
  if (!setup.ok()) return setup.status();
  auto where = setup->expression(setup->config()["where"], "/where");
  if (!where.ok()) return where.status();
  return std::unique_ptr<Filter>(new Filter(setup->findings(), *std::move(where)));
}

Status Filter::transform_batch(Batch batch, const Cancel& cancel) {
  expression::Evaluator evaluator(where_.program(), batch.abi());
  Status status = for_each_live(batch, cancel, [&](const Record& record) -> const Status* {
    const sluice_value* holds = evaluator.evaluate(&record.abi()->root);
    if (!holds) return failure_ = told_of(evaluator.failure(), "where", record), &failure_;
    if (!expression::is_truthy(*holds)) record.filter();
    return nullptr;
  });
  tell_notes(findings_, evaluator);
  return status;
}

}  // namespace sluice::core
