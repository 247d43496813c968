// A socket whose connection waits for its next request, opened by a library that keeps it. Thread
// tag: any, one thread at a time for one socket.
#pragma once

#include <cstdint>

namespace sluice::platform {

// Is it still the connection that leaves from this port? A number is given again once it is closed.
bool leaves_from(intptr_t socket, int local_port);
// Bytes came that nobody has read. The other side's end alone is none.
bool has_unread(intptr_t socket);
// Nothing can be sent over it any more: the next attempt fails, before a byte left.
void end_sending(intptr_t socket);

}  // namespace sluice::platform
