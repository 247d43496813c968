#include "order.hpp"

#include <cstdint>
#include <string>
#include <string_view>

#include "sluice/expression/canonical.hpp"

namespace sluice::core {
namespace {

// Not 0. Unequal values with one number only wait for each other without need. Tasks keep it, so it
// is the same in each process: FNV-1a.
uint32_t order_of(std::string_view key) {
  uint64_t hash = 0xcbf29ce484222325;
  for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
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
  record.abi()->order = order_of(key);
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
