#include "http/carrier/network_transfer.hpp"

#include <algorithm>
#include <utility>

namespace sluice::http {
namespace {

// curl 7.88 sometimes does not notice that an HTTP/2 stream has ended, if it was still sending
// the body when the response came.
constexpr int64_t kUnnoticedMs = 500;

bool passed(int64_t limit, int64_t since, int64_t now, int64_t& left_ms) {
  if (limit == 0) return false;
  left_ms = std::min(left_ms, since + limit - now);
  return since + limit <= now;
}

}  // namespace

// The limit that was exceeded, or kNone and in `left_ms` at most the time until the next one is.
FailureKind NetworkTransfer::limit_passed(int64_t now, int64_t& left_ms) {
  if (take_activity()) moved_ = now;
  const Timeouts& t = timeouts();
  if (passed(t.total, *begun_, now, left_ms)) return FailureKind::kTotalTimeout;
  const auto [limit, kind] = !sent() ? std::pair(t.connect, FailureKind::kConnectTimeout)
                             : receiving()
                                 ? std::pair(t.stall, FailureKind::kStallTimeout)
                                 : std::pair(t.first_byte, FailureKind::kFirstByteTimeout);
  return passed(limit, moved_, now, left_ms) ? kind : FailureKind::kNone;
}

bool NetworkTransfer::ready(int64_t now, bool looked, int64_t& left_ms) {
  if (completed()) return true;
  if (!begun_) begun_ = moved_ = now;
  const FailureKind why = limit_passed(now, left_ms);
  if (!looked) return false;
  if (why != FailureKind::kNone) {
    stop(why);
  } else if (holds_response() && passed(kUnnoticedMs, moved_, now, left_ms)) {
    take_response();
  }
  return completed();
}

}  // namespace sluice::http
