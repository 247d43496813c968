// The real transport, for one thread, driven only while that thread begins or waits. It carries
// plain TCP itself, everything else over libcurl. Keeps connections for the
// next requests; while it waits for one transfer, all others of the thread continue. Used and
// destroyed by one thread at a time.
#pragma once

#include "http/carrier/curl_carrier.hpp"
#include "http/carrier/transport.hpp"
#include "http/plain/plain_transfer.hpp"
#include "measure/ledger.hpp"
#include "platform/poll_set.hpp"
#include "record/page_pool.hpp"

namespace sluice::http {

class NetworkTransport final : public Transport {
 public:
  // Bodies take their memory from `pages` (may be NULL), which outlives the transport.
  explicit NetworkTransport(record::PagePool* pages = nullptr, PlainHttp plain = PlainHttp::kByUs);
  NetworkTransport(const NetworkTransport&) = delete;
  NetworkTransport& operator=(const NetworkTransport&) = delete;

  std::unique_ptr<Transfer> begin(const Request& request, const SessionSettings& settings) override;
  Outcome wait(Transfer& transfer, const sluice_cancel* cancel) override;
  Status wait_any(std::span<Transfer* const> transfers, const sluice_cancel* cancel,
                  size_t& ready) override;

 private:
  static bool has_come(std::span<Transfer* const> transfers, size_t& ready);
  static bool any_sent(std::span<Transfer* const> transfers);
  static measure::Wait waited_for(std::span<Transfer* const> transfers);
  void poll(const sluice_cancel* cancel, int64_t ms);

  CurlCarrier& curl();
  void drive_curl(int64_t now);

  record::PagePool* const pages_;
  const bool plain_by_us_;
  platform::PollSet sockets_;
  std::unique_ptr<CurlCarrier> curl_;  // NULL until something needs it
  PlainConnections connections_{sockets_};
  PlainShared plain_;
};

}  // namespace sluice::http
