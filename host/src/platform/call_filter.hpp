// The kernel's side of SteppedChild: which system calls a process waits before. Called in the
// child, before it has a second thread.
#pragma once

#include <cstdint>

#include "platform/unique_fd.hpp"

namespace sluice::platform {

// From now on this process, and what it starts, waits before each such call until whoever reads the
// descriptor lets it go. sendmsg to `free` is never waited for. Invalid: the kernel refused; errno
// says why.
UniqueFd wait_before_calls(int free);

// A sync: what was written is to survive the machine, too.
bool is_sync(int call);
// Its first argument is the descriptor that it writes to.
bool writes_to_descriptor(int call);

}  // namespace sluice::platform
