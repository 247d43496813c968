// "did you mean" for the names of a connector: entities, actions, parameters. No state; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluice::rest {

// What to add after an unknown name: ` (did you mean "products"?)` if a known name is similar, else
// the known names, else that there are none.
std::string hint_for(std::string_view name, const std::vector<std::string_view>& known);

// The items of "a,b,c"; none for empty text.
std::vector<std::string_view> split_names(std::string_view list);

}  // namespace sluice::rest
