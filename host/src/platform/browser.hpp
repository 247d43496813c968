// The desktop's web browser. Main thread.
#pragma once

#include <string>

namespace sluice::platform {

// Makes the desktop show `url`. False if there is no desktop, or no program to open it; no
// shell is involved. Does not wait.
bool open_browser(const std::string& url);

}  // namespace sluice::platform
