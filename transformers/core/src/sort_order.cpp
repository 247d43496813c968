#include "sort_order.hpp"

#include "sluice/expression/values.hpp"

namespace sluice::core {
namespace {

int rank_of(const sluice_value& value) {
  if (expression::is_number(value)) return 0;
  return expression::is_string(value) ? 1 : 2;
}

}  // namespace

Status SortOrder::read(const Setup& setup) {
  descending_ = setup.config()["descending"].bool_or(false);
  return setup.optional_expression("sort", &by_);
}

bool SortOrder::before(expression::Evaluator& evaluator, const sluice_value& a,
                       const sluice_value& b) const {
  const int left = rank_of(a), right = rank_of(b);
  if (left != right) return left < right;
  int order = 0;
  if (left == 2 || !evaluator.order(a, b, &order)) return false;
  return descending_ ? order > 0 : order < 0;
}

}  // namespace sluice::core
