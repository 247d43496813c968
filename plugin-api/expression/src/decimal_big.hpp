// The big half of Decimal; only decimal*.cpp include it, to keep Boost out of the headers.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

namespace sluice::expression {

using Integer = boost::multiprecision::cpp_int;

struct BigInteger {
  Integer value;
};

}  // namespace sluice::expression
