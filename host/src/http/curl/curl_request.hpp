// Requests carried by curl: over TLS (HTTP/1.1 and HTTP/2) and through proxies. One thread at a
// time.
#pragma once

#include <memory>
#include <vector>

#include "http/carrier/network_transfer.hpp"
#include "http/curl/curl_multi.hpp"
#include "http/curl/curl_transfer.hpp"

namespace sluice::http {

// What the requests of a transport share: prepared handles that wait for their session's next
// request.
class CurlHandles {
 public:
  // Bodies take their memory from `pages` (may be NULL). Both outlive it.
  CurlHandles(CurlMulti& multi, record::PagePool* pages) : multi_(multi), shared_{pages} {}

  std::unique_ptr<CurlTransfer> take(const SessionSettings& settings);
  void keep(std::unique_ptr<CurlTransfer> transfer);
  CurlMulti& multi() { return multi_; }
  CurlShared& shared() { return shared_; }

 private:
  CurlMulti& multi_;
  CurlShared shared_;
  std::vector<std::unique_ptr<CurlTransfer>> idle_;
};

// A CurlTransfer under way, which is removed from curl when destroyed.
class CurlRequest final : public NetworkTransfer {
 public:
  CurlRequest(const Request& request, const SessionSettings& settings, CurlHandles& handles);
  ~CurlRequest() override;
  CurlRequest(const CurlRequest&) = delete;
  CurlRequest& operator=(const CurlRequest&) = delete;

  bool completed() const override { return transfer_->completed(); }
  bool take_activity() override { return transfer_->take_activity(); }
  bool sent() const override { return transfer_->sent(); }
  bool receiving() const override { return transfer_->receiving(); }
  bool holds_response() const override { return transfer_->holds_response(); }
  void take_response() override { transfer_->take_response(); }
  void stop(FailureKind why) override { transfer_->stop(why); }
  Outcome outcome() override { return transfer_->outcome(); }

 private:
  const Timeouts& timeouts() const override { return transfer_->settings().timeouts; }
  void leave();

  CurlHandles& handles_;
  std::unique_ptr<CurlTransfer> transfer_;
  bool added_ = false;
};

}  // namespace sluice::http
