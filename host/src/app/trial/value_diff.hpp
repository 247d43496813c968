// What differs between two JSON values, place by place. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::app {

// Nothing on one side: it is not there. `path`: "lines[0].price"; empty: the whole value.
struct Difference {
  std::string path;
  std::optional<std::string> before, after;  // JSON
};

// Values are compared as values: 2 and 2.0 are equal, and so are objects whatever the order of
// their members. Text that is not JSON is compared as text.
std::vector<Difference> differences(std::string_view before, std::string_view after);

}  // namespace sluice::app
