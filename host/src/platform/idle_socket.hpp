// A socket whose connection waits for its next request, opened by a library that owns it. Thread
// tag: any, one thread at a time for one socket.
#pragma once

#include <cstdint>

namespace sluice::platform {

// Whether it is still the connection with this local port. A number is reused once it is closed.
bool leaves_from(intptr_t socket, int local_port);
// There are unread bytes. The other side's end alone does not count.
bool has_unread(intptr_t socket);
// Nothing can be sent over it any more: the next attempt fails, before a byte is sent.
void end_sending(intptr_t socket);

}  // namespace sluice::platform
