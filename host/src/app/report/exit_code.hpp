// The program's exit codes; scripts rely on them. No state.
#pragma once

namespace sluice::app {

enum ExitCode : int {
  kDone = 0,
  kFailed = 1,
  kInvalid = 2,  // configuration or usage; nothing was started
  kParked = 3,   // done, but records were parked, or wait (for a target that is down, a pipeline
                 // that is gone)
  kBusy = 4,     // another process works on the same state; nothing was started
  kInterrupted = 130
};

}  // namespace sluice::app
