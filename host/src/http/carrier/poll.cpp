#include "http/carrier/poll.hpp"

#include <algorithm>

namespace sluice::http {
namespace {

// A cancel token without a handle to wait on is checked ten times a second.
constexpr int64_t kAskCancelMs = 100;

}  // namespace

std::span<const platform::PollSet::Ready> poll(platform::PollSet& sockets,
                                               const sluice_cancel* cancel, int64_t ms) {
  const intptr_t wake = cancel ? cancel->wake : -1;
  if (cancel && wake == -1) ms = std::min(ms, kAskCancelMs);
  return sockets.wait(wake, ms);
}

}  // namespace sluice::http
