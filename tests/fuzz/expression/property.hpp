// What must hold of any expression on any record: it compiles or is refused with a column, it
// evaluates or fails with a message, the result can be written, and it is the same the second time.
#pragma once

#include <string_view>

namespace sluice::expression {

// Throws std::string if it does not hold; true if the expression compiled. Text that is no JSON
// value is taken as `{}`.
bool check_expression(std::string_view expression, std::string_view record);
// The same of a text with expressions in it; and that text without any is itself.
bool check_template(std::string_view text, std::string_view record);

}  // namespace sluice::expression
