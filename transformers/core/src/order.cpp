#include "order.hpp"

#include <functional>
#include <string>

#include "sluice/expression/canonical.hpp"

namespace sluice::core {
namespace {

// Not 0. Unequal values with one number only wait for each other without need. It is never stored,
// so that another process may number otherwise.
uint32_t number_of(const std::string& key) {
  const uint64_t hash = std::hash<std::string>()(key);
  const auto number = static_cast<uint32_t>(hash ^ (hash >> 32));
  return number ? number : 1;
}

}  // namespace

Result<std::unique_ptr<Order>> Order::create(Context& context) {
  Result<Setup> setup = Setup::of(context);
  if (!setup.ok()) return setup.status();
  auto order_by = setup->expression(setup->config()["order_by"], "/order_by");
  if (!order_by.ok()) return order_by.status();
  return std::unique_ptr<Order>(new Order(setup->findings(), *std::move(order_by)));
}

bool Order::set_order(const Record& record, expression::Evaluator& evaluator) {
  const sluice_value* value = evaluator.evaluate(&record.abi()->root);
  const bool none = value && value->kind == SLUICE_KIND_NULL;
  record.abi()->order = 0;
  if (none) return true;
  const bool read = value && expression::Canonical(evaluator, key_).write(*value);
  const std::string key = key_.take();
  if (!read) return failure_ = told_of(evaluator.failure(), "order_by", record), false;
  record.abi()->order = number_of(key);
  return true;
}

Status Order::transform_batch(Batch batch, const Cancel& cancel) {
  expression::Evaluator evaluator(order_by_.program(), batch.abi());
  Status status = for_each_live(batch, cancel, [&](const Record& record) -> const Status* {
    return set_order(record, evaluator) ? nullptr : &failure_;
  });
  tell_notes(findings_, evaluator);
  return status;
}

}  // namespace sluice::core
