#include "http/network_transfer.hpp"

#include <algorithm>

namespace sluice::http {
namespace {

// curl 7.88 now and then never notices that a stream of HTTP/2 has ended, if it was still sending
// the body when the response came.
constexpr int64_t kUnnoticedMs = 500;

bool passed(int64_t limit, int64_t since, int64_t now, int64_t& left_ms) {
  if (limit == 0) return false;
  left_ms = std::min(left_ms, since + limit - now);
  return since + limit <= now;
}

}  // namespace

// The limit that has passed, or kNo and in `left_ms` at most the time until the next one does.
Stopped NetworkTransfer::limit_passed(int64_t now, int64_t& left_ms) {
  if (take_activity()) moved_ = now;
  const Timeouts& t = timeouts();
  if (passed(t.total, *begun_, now, left_ms)) return Stopped::kTotal;
  if (!sent()) return passed(t.connect, moved_, now, left_ms) ? Stopped::kConnect : Stopped::kNo;
  if (answering()) return passed(t.stall, moved_, now, left_ms) ? Stopped::kStall : Stopped::kNo;
  return passed(t.first_byte, moved_, now, left_ms) ? Stopped::kFirstByte : Stopped::kNo;
}

bool NetworkTransfer::ready(int64_t now, bool looked, int64_t& left_ms) {
  if (completed()) return true;
  if (!begun_) begun_ = moved_ = now;
  const Stopped why = limit_passed(now, left_ms);
  if (!looked) return false;
  if (why != Stopped::kNo) {
    stop(why);
  } else if (holds_response() && passed(kUnnoticedMs, moved_, now, left_ms)) {
    take_response();
  }
  return completed();
}

}  // namespace sluice::http
