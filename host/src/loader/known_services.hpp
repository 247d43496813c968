// The host services in this version of the plugin boundary. Constants; any thread.
#pragma once

#include <span>
#include <string_view>

namespace sluice::loader {

std::span<const std::string_view> known_services();

// What a manifest may name in `requires`, whether it is offered in the end or not.
bool is_known_service(std::string_view id);

}  // namespace sluice::loader
