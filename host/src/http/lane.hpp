// The real transport: a curl multi handle for one thread, driven only while that thread begins or
// waits. Keeps connections, and the handles of requests that are through, for the next ones; while
// it waits for one transfer, all others of the thread go on. Used and destroyed by one thread at a
// time.
#pragma once

#include <curl/curl.h>

#include <vector>

#include "http/curl_transfer.hpp"
#include "http/transport.hpp"
#include "measure/ledger.hpp"
#include "platform/poll_set.hpp"
#include "record/page_pool.hpp"

namespace sluice::http {

class Lane final : public Transport {
 public:
  // Bodies take their memory from `pages` (may be NULL), which outlives the lane.
  explicit Lane(record::PagePool* pages = nullptr);
  ~Lane() override;
  Lane(const Lane&) = delete;
  Lane& operator=(const Lane&) = delete;

  std::unique_ptr<Transfer> begin(const Request& request, const SessionSettings& settings) override;
  Outcome wait(Transfer& transfer, const sluice_cancel* cancel) override;
  Status wait_any(std::span<Transfer* const> transfers, const sluice_cancel* cancel,
                  size_t& ready) override;

 private:
  class Ride;  // a CurlTransfer that leaves the lane when destroyed

  std::unique_ptr<CurlTransfer> take_handle(const SessionSettings& settings);
  void keep_handle(std::unique_ptr<CurlTransfer> transfer);
  static measure::Wait waited_for(std::span<Transfer* const> transfers);
  void turn(int64_t now);
  void note_completed();
  void poll(const sluice_cancel* cancel, int64_t ms);

  static int on_socket(CURL*, curl_socket_t socket, int what, void* self, void*);
  static int on_timer(CURLM*, long timeout_ms, void* self);

  Company company_;
  platform::PollSet sockets_;
  int64_t timer_ms_ = -1;  // when curl wants to be called without a socket; -1: not
  std::vector<std::unique_ptr<CurlTransfer>> idle_;
  CURLM* multi_;
};

}  // namespace sluice::http
