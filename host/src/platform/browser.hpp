// The desktop's web browser. Main thread.
#pragma once

#include <string>

namespace sluice::platform {

// Asks the desktop to show `url`. False if there is no desktop, or nothing to ask it with; no
// shell is involved. Does not wait.
bool open_browser(const std::string& url);

}  // namespace sluice::platform
