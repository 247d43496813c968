#include "http/lane.hpp"

#include <algorithm>
#include <chrono>
#include <new>
#include <optional>

#include "http/clock.hpp"

namespace sluice::http {
namespace {

constexpr size_t kMaxIdle = 64;  // handles kept
// A cancel token without a handle to wait on is asked ten times a second.
constexpr int64_t kAskCancelMs = 100;

// curl 7.88 now and then never notices that a stream of HTTP/2 has ended, if it was still sending
// the body when the answer came.
constexpr int64_t kUnnoticedMs = 500;

// Sockets do not follow a fake clock, so neither do their time-outs.
int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

// How long a transfer that is being waited for may still go without news, and in all.
class Watch {
 public:
  explicit Watch(int64_t now) : begun_(now), moved_(now) {}

  // The limit that has passed, or kNo and in `left_ms` at most the time until the next one does.
  Stopped check(CurlTransfer& transfer, int64_t now, int64_t& left_ms) {
    if (transfer.take_activity()) moved_ = now;
    const Timeouts& t = transfer.settings().timeouts;
    if (passed(t.total, begun_, now, left_ms)) return Stopped::kTotal;
    if (!transfer.sent())
      return passed(t.connect, begun_, now, left_ms) ? Stopped::kConnect : Stopped::kNo;
    if (transfer.answering())
      return passed(t.stall, moved_, now, left_ms) ? Stopped::kStall : Stopped::kNo;
    return passed(t.first_byte, moved_, now, left_ms) ? Stopped::kFirstByte : Stopped::kNo;
  }

  // After check(): the whole answer has been here for so long that curl will not tell.
  bool overlooked(const CurlTransfer& transfer, int64_t now, int64_t& left_ms) const {
    return transfer.holds_answer() && passed(kUnnoticedMs, moved_, now, left_ms);
  }

 private:
  static bool passed(int64_t limit, int64_t since, int64_t now, int64_t& left_ms) {
    if (limit == 0) return false;
    left_ms = std::min(left_ms, since + limit - now);
    return since + limit <= now;
  }

  int64_t begun_;
  int64_t moved_;
};

}  // namespace

class Lane::Ride final : public Transfer {
 public:
  Ride(Lane& lane, const Request& request, const SessionSettings& settings)
      : lane_(lane), transfer_(lane.take_handle(settings)) {
    transfer_->begin(request, settings, lane.company_);
    if (transfer_->completed()) return;
    added_ = curl_multi_add_handle(lane.multi_, transfer_->easy()) == CURLM_OK;
    if (added_) lane.company_.under_way.push_back(transfer_.get());
    if (!added_) transfer_->complete(CURLE_FAILED_INIT);
  }
  ~Ride() override {
    if (added_) leave();
    lane_.keep_handle(std::move(transfer_));
  }

  CurlTransfer& transfer() { return *transfer_; }
  // Has its answer, or has gone beyond a limit now; else lowers `left_ms` to when it would.
  // `looked`: limits count, as its socket was looked at.
  bool ready(int64_t now, bool looked, int64_t& left_ms) {
    if (transfer_->completed()) return true;
    if (!watch_) watch_.emplace(now);
    const Stopped why = watch_->check(*transfer_, now, left_ms);
    if (!looked) return false;
    if (why != Stopped::kNo) {
      transfer_->stop(why);
    } else if (watch_->overlooked(*transfer_, now, left_ms)) {
      transfer_->take_answer();
    }
    return transfer_->completed();
  }

 private:
  void leave() {
    curl_multi_remove_handle(lane_.multi_, transfer_->easy());
    std::vector<CurlTransfer*>& all = lane_.company_.under_way;
    *std::find(all.begin(), all.end(), transfer_.get()) = all.back();
    all.pop_back();
  }

  Lane& lane_;
  std::unique_ptr<CurlTransfer> transfer_;
  std::optional<Watch> watch_;  // since it was first waited for
  bool added_ = false;
};

Lane::Lane(record::PagePool* pages) : company_{pages}, multi_(curl_multi_init()) {
  if (!multi_) throw std::bad_alloc();
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
}

Lane::~Lane() {
  idle_.clear();
  curl_multi_cleanup(multi_);
}

std::unique_ptr<CurlTransfer> Lane::take_handle(const SessionSettings& settings) {
  auto of_session = [&](const auto& idle) { return idle->session() == settings.number; };
  auto at = std::find_if(idle_.rbegin(), idle_.rend(), of_session);
  if (!settings.number || at == idle_.rend()) return std::make_unique<CurlTransfer>(settings);
  std::swap(*at, idle_.back());
  auto out = std::move(idle_.back());
  idle_.pop_back();
  return out;
}

void Lane::keep_handle(std::unique_ptr<CurlTransfer> transfer) {
  if (!transfer->easy() || !transfer->session() || transfer->worn()) return;
  if (idle_.size() >= kMaxIdle) return;
  idle_.push_back(std::move(transfer));
}

std::unique_ptr<Transfer> Lane::begin(const Request& request, const SessionSettings& settings) {
  auto ride = std::make_unique<Ride>(*this, request, settings);
  turn(0);
  return ride;
}

Outcome Lane::wait(Transfer& transfer, const sluice_cancel* cancel) {
  Transfer* const one = &transfer;
  size_t ready = 0;
  if (Status s = wait_any({&one, 1}, cancel, ready); !s) {
    Outcome out;
    out.delivery = Delivery::kFinal;
    out.status = std::move(s);
    return out;
  }
  return static_cast<Ride&>(transfer).transfer().outcome();
}

Status Lane::wait_any(std::span<Transfer* const> transfers, const sluice_cancel* cancel,
                      size_t& ready) {
  // What came while the caller was busy elsewhere counts before a limit does.
  for (bool looked = false;; looked = true) {
    if (is_cancelled(cancel)) return {SLUICE_E_CANCELLED, "cancelled"};
    int64_t left = remaining_ms(cancel);
    const int64_t deadline = left;
    const int64_t now = now_ms();
    turn(now);
    for (ready = 0; ready < transfers.size(); ready++)
      if (static_cast<Ride*>(transfers[ready])->ready(now, looked, left)) return {};
    if (deadline <= 0) return {SLUICE_E_TIMEOUT, "the time the host gave for it is over"};
    const measure::Waiting waiting(waited_for(transfers));
    poll(cancel, std::max<int64_t>(0, left));
  }
}

// One answer that is coming in is enough: the line is busy.
measure::Wait Lane::waited_for(std::span<Transfer* const> transfers) {
  const bool coming = std::any_of(transfers.begin(), transfers.end(), [](Transfer* t) {
    return static_cast<Ride*>(t)->transfer().answering();
  });
  return coming ? measure::Wait::transfer : measure::Wait::first_byte;
}

// What curl wants to do without news from a socket. `now` may be 0: what it wants to do at once.
void Lane::turn(int64_t now) {
  if (timer_ms_ < 0 || timer_ms_ > now) return;
  timer_ms_ = -1;
  int running = 0;
  curl_multi_socket_action(multi_, CURL_SOCKET_TIMEOUT, 0, &running);
  note_completed();
}

void Lane::note_completed() {
  int queued = 0;
  while (CURLMsg* message = curl_multi_info_read(multi_, &queued)) {
    if (message->msg != CURLMSG_DONE) continue;
    char* transfer = nullptr;
    CURLcode code = message->data.result;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
    static_cast<CurlTransfer*>(static_cast<void*>(transfer))->complete(code);
  }
}

void Lane::poll(const sluice_cancel* cancel, int64_t ms) {
  if (timer_ms_ >= 0) ms = std::min(ms, std::max<int64_t>(0, timer_ms_ - now_ms()));
  const bool has_wake = cancel && cancel->wake != -1;
  if (cancel && !has_wake) ms = std::min(ms, kAskCancelMs);
  auto ready = sockets_.wait(has_wake ? cancel->wake : -1, ms);
  for (const platform::PollSet::Ready& socket : ready) {
    const int what = (socket.readable ? CURL_CSELECT_IN : 0) |
                     (socket.writable ? CURL_CSELECT_OUT : 0) |
                     (socket.failed ? CURL_CSELECT_ERR : 0);
    int running = 0;
    curl_multi_socket_action(multi_, static_cast<curl_socket_t>(socket.handle), what, &running);
  }
  if (!ready.empty()) note_completed();
}

int Lane::on_socket(CURL*, curl_socket_t socket, int what, void* self, void*) {
  const bool read = what == CURL_POLL_IN || what == CURL_POLL_INOUT;
  const bool write = what == CURL_POLL_OUT || what == CURL_POLL_INOUT;
  static_cast<Lane*>(self)->sockets_.watch(static_cast<intptr_t>(socket), read, write);
  return 0;
}

int Lane::on_timer(CURLM*, long timeout_ms, void* self) {
  // Mostly 0, at once: that needs no clock.
  static_cast<Lane*>(self)->timer_ms_ = timeout_ms <= 0 ? timeout_ms : now_ms() + timeout_ms;
  return 0;
}

}  // namespace sluice::http
