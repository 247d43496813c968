// Requests carried by curl: over TLS (HTTP/1.1 and HTTP/2) and through proxies. One thread at a
// time.
#pragma once

#include <memory>
#include <vector>

#include "http/curl_multi.hpp"
#include "http/curl_transfer.hpp"
#include "http/lane_transfer.hpp"

namespace sluice::http {

// What the rides of a lane share: handles that are set up and wait for their session's next
// request.
class CurlHandles {
 public:
  // Bodies take their memory from `pages` (may be NULL). Both outlive it.
  CurlHandles(CurlMulti& multi, record::PagePool* pages) : multi_(multi), company_{pages} {}

  std::unique_ptr<CurlTransfer> take(const SessionSettings& settings);
  void keep(std::unique_ptr<CurlTransfer> transfer);
  CurlMulti& multi() { return multi_; }
  Company& company() { return company_; }

 private:
  CurlMulti& multi_;
  Company company_;
  std::vector<std::unique_ptr<CurlTransfer>> idle_;
};

// A CurlTransfer on its way, which leaves curl when destroyed.
class CurlRide final : public LaneTransfer {
 public:
  CurlRide(const Request& request, const SessionSettings& settings, CurlHandles& handles);
  ~CurlRide() override;
  CurlRide(const CurlRide&) = delete;
  CurlRide& operator=(const CurlRide&) = delete;

  bool completed() const override { return transfer_->completed(); }
  bool take_activity() override { return transfer_->take_activity(); }
  bool sent() const override { return transfer_->sent(); }
  bool answering() const override { return transfer_->answering(); }
  bool holds_answer() const override { return transfer_->holds_answer(); }
  void take_answer() override { transfer_->take_answer(); }
  void stop(Stopped why) override { transfer_->stop(why); }
  Outcome outcome() override { return transfer_->outcome(); }

 private:
  const Timeouts& timeouts() const override { return transfer_->settings().timeouts; }
  void leave();

  CurlHandles& handles_;
  std::unique_ptr<CurlTransfer> transfer_;
  bool added_ = false;
};

}  // namespace sluice::http
