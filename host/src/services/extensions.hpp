// The tables behind get_extension: C functions over the services of an Instance. None lets an
// exception out. Tags as in abi.h.
#pragma once

#include <string_view>

#include "sluice/abi.h"

namespace sluice::services {

class Instance;

// The table of `id` for this instance, or NULL.
const void* extension(const Instance& instance, std::string_view id);

// Whether some host has this extension at all: what a plugin may name in `requires`.
bool is_known_extension(std::string_view id);

}  // namespace sluice::services
