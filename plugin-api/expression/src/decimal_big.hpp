// The big half of Decimal; only decimal*.cpp include it, so that Boost stays out of the headers.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include "sluice/expression/decimal.hpp"

namespace sluice::expression {

using Integer = boost::multiprecision::cpp_int;

struct Decimal::Big {
  Integer value;
};

}  // namespace sluice::expression
