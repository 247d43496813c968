#include "http/network_transport.hpp"

#include <algorithm>

#include "base/cancel.hpp"
#include "http/carrier/poll.hpp"
#include "http/curl_library.hpp"
#include "platform/steady_time.hpp"

namespace sluice::http {
namespace {

// A head and the beginning of a body; the rest is received in place.
constexpr size_t kBuffer = size_t{16} * 1024;

NetworkTransfer& of_network(Transfer& transfer) { return static_cast<NetworkTransfer&>(transfer); }

}  // namespace

NetworkTransport::NetworkTransport(record::PagePool* pages, PlainHttp plain)
    : pages_(pages),
      plain_by_us_(plain == PlainHttp::kByUs),
      plain_{connections_,
             [this](const std::string& url, const SessionSettings& settings,
                    Connector::User& user) { return curl().connect(url, settings, user); },
             pages, std::vector<char>(kBuffer)} {}

CurlCarrier& NetworkTransport::curl() {
  if (!curl_) curl_ = make_curl_carrier(sockets_, pages_);
  return *curl_;
}

void NetworkTransport::drive_curl(int64_t now) {
  if (curl_) curl_->drive(now);
}

std::unique_ptr<Transfer> NetworkTransport::begin(const Request& request,
                                                  const SessionSettings& settings) {
  std::unique_ptr<Transfer> out;
  if (plain_by_us_ && PlainTransfer::carries(request, settings)) {
    auto plain = std::make_unique<PlainTransfer>(request, settings, plain_);
    plain->begin();
    out = std::move(plain);
  } else {
    out = curl().begin(request, settings);
  }
  drive_curl(0);
  return out;
}

Outcome NetworkTransport::wait(Transfer& transfer, const sluice_cancel* cancel) {
  Transfer* const one = &transfer;
  size_t ready = 0;
  if (Status s = wait_any({&one, 1}, cancel, ready); !s) {
    Outcome out;
    out.delivery = of_network(transfer).sent() ? Delivery::kLost : Delivery::kNeverSent;
    const bool stopped = s.code() == SLUICE_E_CANCELLED && out.delivery == Delivery::kLost;
    out.status =
        stopped ? Status(SLUICE_E_CANCELLED, "stopped before the response came") : std::move(s);
    return out;
  }
  return of_network(transfer).outcome();
}

// Most responses come in the order of the requests, so if the first one is there, no system
// call is needed to find one.
bool NetworkTransport::has_come(std::span<Transfer* const> transfers, size_t& ready) {
  for (ready = 0; ready < transfers.size(); ready++)
    if (of_network(*transfers[ready]).completed()) return true;
  ready = 0;
  of_network(*transfers[ready]).poll_socket();
  return of_network(*transfers[ready]).completed();
}

Status NetworkTransport::wait_any(std::span<Transfer* const> transfers, const sluice_cancel* cancel,
                                  size_t& ready) {
  if (!base::is_cancelled(cancel) && has_come(transfers, ready)) return {};
  // Data that arrived while the caller was busy counts before a limit does.
  for (bool looked = false;; looked = true) {
    const bool cancelled = base::is_cancelled(cancel);
    if (cancelled && (base::is_given_up(cancel) || !any_sent(transfers)))
      return {SLUICE_E_CANCELLED, "cancelled"};
    int64_t left = base::remaining_ms(cancel);
    const int64_t deadline = left;
    const int64_t now = platform::steady_ms();
    drive_curl(now);
    for (ready = 0; ready < transfers.size(); ready++)
      if (of_network(*transfers[ready]).ready(now, looked, left)) return {};
    if (deadline <= 0 && !cancelled)
      return {SLUICE_E_TIMEOUT, "the time the host gave for it is over"};
    const measure::Waiting waiting(waited_for(transfers));
    // Its handle stays ready, which would make this loop spin.
    poll(cancelled ? nullptr : cancel, std::max<int64_t>(0, left));
  }
}

// The remote system may carry out a request that was sent, so its response is worth waiting for.
bool NetworkTransport::any_sent(std::span<Transfer* const> transfers) {
  return std::any_of(transfers.begin(), transfers.end(),
                     [](Transfer* t) { return of_network(*t).sent(); });
}

// One response being received is enough: the line is busy.
measure::Wait NetworkTransport::waited_for(std::span<Transfer* const> transfers) {
  const bool coming = std::any_of(transfers.begin(), transfers.end(),
                                  [](Transfer* t) { return of_network(*t).receiving(); });
  return coming ? measure::Wait::transfer : measure::Wait::first_byte;
}

void NetworkTransport::poll(const sluice_cancel* cancel, int64_t ms) {
  const int64_t due = curl_ ? curl_->due_ms() : -1;
  if (due >= 0) ms = std::min(ms, std::max<int64_t>(0, due - platform::steady_ms()));
  bool to_curl = false;
  for (const platform::PollSet::Ready& socket : http::poll(sockets_, cancel, ms)) {
    if (connections_.on_ready(socket) || !curl_) continue;
    curl_->on_ready(socket);
    to_curl = true;
  }
  if (to_curl) curl_->note_completed();
}

}  // namespace sluice::http
