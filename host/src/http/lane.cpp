#include "http/lane.hpp"

#include <algorithm>
#include <chrono>
#include <new>

#include "http/clock.hpp"
#include "http/poll.hpp"

namespace sluice::http {
namespace {

// Sockets do not follow a fake clock, so neither do their time-outs.
int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

Outcome ended(sluice_status code, const char* message) {
  Outcome out;
  out.delivery = Delivery::kFinal;
  out.status = Status(code, message);
  return out;
}

// How long a transfer that is being waited for may still go without news, and in all.
class Watch {
 public:
  explicit Watch(const CurlTransfer& transfer)
      : transfer_(transfer), begun_(now_ms()), moved_(begun_) {}

  void moved() { moved_ = now_ms(); }

  // The limit that has passed, or kNo and in `left_ms` the time until the next one does.
  Stopped check(int64_t& left_ms) const {
    const Timeouts& t = transfer_.settings().timeouts;
    int64_t now = now_ms();
    left_ms = INT64_MAX;
    if (passed(t.total, begun_, now, left_ms)) return Stopped::kTotal;
    if (!transfer_.sent())
      return passed(t.connect, begun_, now, left_ms) ? Stopped::kConnect : Stopped::kNo;
    if (transfer_.answering())
      return passed(t.stall, moved_, now, left_ms) ? Stopped::kStall : Stopped::kNo;
    return passed(t.first_byte, moved_, now, left_ms) ? Stopped::kFirstByte : Stopped::kNo;
  }

 private:
  static bool passed(int64_t limit, int64_t since, int64_t now, int64_t& left_ms) {
    if (limit == 0) return false;
    left_ms = std::min(left_ms, since + limit - now);
    return since + limit <= now;
  }

  const CurlTransfer& transfer_;
  int64_t begun_;
  int64_t moved_;
};

}  // namespace

class Lane::Ride final : public Transfer {
 public:
  Ride(CURLM* multi, const Request& request, const SessionSettings& settings,
       record::PageBuffer body)
      : multi_(multi), transfer_(request, settings, std::move(body)) {
    if (!transfer_.easy()) {
      transfer_.complete(CURLE_OUT_OF_MEMORY);
    } else if (!transfer_.completed() &&
               curl_multi_add_handle(multi_, transfer_.easy()) != CURLM_OK) {
      transfer_.complete(CURLE_FAILED_INIT);
    }
  }
  ~Ride() override {
    if (transfer_.easy()) curl_multi_remove_handle(multi_, transfer_.easy());
  }

  CurlTransfer& transfer() { return transfer_; }

 private:
  CURLM* multi_;
  CurlTransfer transfer_;
};

Lane::Lane(record::PagePool* pages) : multi_(curl_multi_init()), pages_(pages) {
  if (!multi_) throw std::bad_alloc();
}

Lane::~Lane() { curl_multi_cleanup(multi_); }

std::unique_ptr<Transfer> Lane::begin(const Request& request, const SessionSettings& settings) {
  auto limit = static_cast<size_t>(settings.max_body_bytes);
  auto ride = std::make_unique<Ride>(multi_, request, settings,
                                     pages_ ? pages_->take(limit) : record::PageBuffer(limit));
  perform();
  return ride;
}

Outcome Lane::wait(Transfer& transfer, const sluice_cancel* cancel) {
  return drive(static_cast<Ride&>(transfer).transfer(), cancel);
}

void Lane::perform() {
  int running = 0, queued = 0;
  curl_multi_perform(multi_, &running);
  while (CURLMsg* message = curl_multi_info_read(multi_, &queued)) {
    if (message->msg != CURLMSG_DONE) continue;
    char* transfer = nullptr;
    CURLcode code = message->data.result;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
    static_cast<CurlTransfer*>(static_cast<void*>(transfer))->complete(code);
  }
}

Outcome Lane::drive(CurlTransfer& transfer, const sluice_cancel* cancel) {
  Watch watch(transfer);
  for (;;) {
    if (is_cancelled(cancel)) return ended(SLUICE_E_CANCELLED, "cancelled");
    if (!transfer.completed()) perform();
    if (transfer.completed()) return transfer.outcome();
    if (transfer.take_activity()) watch.moved();
    int64_t left = 0, deadline = remaining_ms(cancel);
    if (Stopped why = watch.check(left); why != Stopped::kNo) {
      transfer.stop(why);
      return transfer.outcome();
    }
    if (deadline <= 0) return ended(SLUICE_E_TIMEOUT, "the time the host gave for it is over");
    poll(multi_, cancel, std::min(left, deadline));
  }
}

}  // namespace sluice::http
