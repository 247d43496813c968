// The folder of a component's own notes, beside the state. No thread rule.
#pragma once

#include <string>

#include "sluice/context.hpp"
#include "sluice/result.hpp"

namespace file_plugin {

// Empty where the host has none.
sluice::Result<std::string> work_folder(const sluice::Host& host);

}  // namespace file_plugin
