#include "success.hpp"

#include <utility>

namespace http_plugin {

using sluice::Host;
using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::expression::Evaluator;
using sluice::expression::Expression;

Result<std::optional<Success>> Success::read(Value config, const Host& host) {
  const Value setting = config["success"];
  if (!setting) return std::optional<Success>();
  auto compiled = Expression::compile(setting.string_or(""),
                                      sluice::expression::workbench_of(host, config.batch()));
  if (!compiled && compiled.status().code() != SLUICE_E_INVALID) return compiled.status();
  if (!compiled) return Status::invalid("/success", compiled.status().message());
  const sluice::Findings findings(host);
  for (const std::string& warning : compiled->warnings()) findings.warning("/success", warning);
  return std::optional(Success(*std::move(compiled)));
}

Result<bool> Success::holds(Value response) {
  Evaluator evaluator(expression_.program(), response.batch());
  const sluice_value* said = evaluator.evaluate(response.abi());
  if (!said)
    return Status(SLUICE_E_INVALID,
                  "success cannot be evaluated on the response: " + evaluator.failure().message());
  const bool says_false =
      sluice::expression::is_string(*said) && sluice::expression::text_of(*said) == "false";
  return sluice::expression::is_truthy(*said) && !says_false;
}

}  // namespace http_plugin
