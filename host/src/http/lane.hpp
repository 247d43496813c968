// The real transport: a curl multi handle for one thread, driven only while that thread begins or
// waits. Keeps connections for reuse; while it waits for one transfer, all others of the thread
// go on. Used and destroyed by one thread at a time.
#pragma once

#include <curl/curl.h>

#include "http/curl_transfer.hpp"
#include "http/transport.hpp"
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

 private:
  class Ride;  // a CurlTransfer that leaves the lane when destroyed

  void perform();
  Outcome drive(CurlTransfer& transfer, const sluice_cancel* cancel);

  CURLM* multi_;
  record::PagePool* pages_;
};

}  // namespace sluice::http
