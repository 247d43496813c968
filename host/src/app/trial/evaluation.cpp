#include "app/trial/evaluation.hpp"

#include "app/wiring/options.hpp"
#include "platform/system_clock.hpp"
#include "sluice/record.h"

namespace sluice::app {

Result<Evaluation> Evaluation::compile(std::string_view expression) {
  return compile(expression, config::environment_variable);
}

Result<Evaluation> Evaluation::compile(std::string_view expression, const Variable& variable) {
  auto ground = std::make_unique<Ground>();
  Ground* const on = ground.get();
  expression::Workbench bench{on->literals.abi(),
                              [on](std::string_view text) { return on->names.intern(text); }};
  bench.variable = [&variable](std::string_view name) -> Result<std::string> {
    const auto value = variable(std::string(name));
    if (value) return *value;
    return Status(SLUICE_E_INVALID, "the variable " + std::string(name) + " is not set");
  };
  bench.unix_us = [] { return platform::SystemClock().unix_us(); };
  auto compiled = expression::Expression::compile(expression, bench);
  if (!compiled) return compiled.status();
  return Evaluation(std::move(ground), std::move(*compiled));
}

Result<std::string> Evaluation::of(std::string_view record) {
  record::Batch batch{record::Limits()};
  sluice_batch* const abi = batch.abi();
  sluice_value root = {};
  if (abi->json->parse(abi, slice(record), &root) != SLUICE_OK) return batch.take_fault();
  expression::Evaluator evaluator(expression_.program(), abi);
  const sluice_value* const result = evaluator.evaluate(&root);
  if (!result)  // a text that cannot be read is told by the batch
    return evaluator.failure().message().empty() ? batch.take_fault() : evaluator.failure();
  sluice_slice text = {};
  if (abi->json->write(abi, result, &text) != SLUICE_OK) return batch.take_fault();
  return std::string(view(text));
}

}  // namespace sluice::app
