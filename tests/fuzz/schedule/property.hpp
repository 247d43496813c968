// What must hold of any text as a cron expression, in any zone, from any moment: it is refused with
// a column inside the text, or its next times are later and later, match it by a second reading of
// the text, and are found in bounded time.
#pragma once

#include <cstdint>
#include <string_view>

namespace sluice::schedule::test {

// Throws std::string if it does not hold; true if the expression was taken. `moment` is in
// milliseconds since the Unix epoch, any value.
bool check_cron(std::string_view expression, unsigned zone, int64_t moment);

}  // namespace sluice::schedule::test
