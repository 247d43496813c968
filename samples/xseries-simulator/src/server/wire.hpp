#pragma once
// Writes a response to a connected socket, byte for byte under our control, to make the faults of
// the wire (reset, death in the body, slow body) real. One thread per socket.

#include <Poco/Net/StreamSocket.h>

#include <atomic>

#include "common/request.hpp"

namespace sluice::simulator {

// True when the connection may carry a further request. `stopping` ends a slow body early.
bool write_response(Poco::Net::StreamSocket& socket, const Response& response, bool keep_alive,
                    const std::atomic<bool>& stopping);

}  // namespace sluice::simulator
