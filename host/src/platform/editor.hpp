// Lets a person edit a file with the program of their choice. Any thread.
#pragma once

#include <string>

#include "sluice/result.hpp"

namespace sluice::platform {

// Runs `editor` (a shell's words, such as "code --wait") on `file` and waits for its end.
// E_CANCELLED: it ended with another code than 0, so what is in the file does not count.
Status run_editor(const std::string& editor, const std::string& file);

}  // namespace sluice::platform
