// The entry to this library, which the program loads: see carrier/curl_carrier.hpp.
#include "http/carrier/curl_carrier.hpp"
#include "http/curl/curl_multi.hpp"
#include "http/curl/curl_request.hpp"
#include "http/curl/hostname_connector.hpp"

namespace sluice::http {
namespace {

class LinkedCurlCarrier final : public CurlCarrier {
 public:
  LinkedCurlCarrier(platform::PollSet& sockets, record::PagePool* pages)
      : multi_(sockets), handles_(multi_, pages) {}

  std::unique_ptr<NetworkTransfer> begin(const Request& request,
                                         const SessionSettings& settings) override {
    return std::make_unique<CurlRequest>(request, settings, handles_);
  }
  std::unique_ptr<Connector> connect(const std::string& url, const SessionSettings& settings,
                                     Connector::User& user) override {
    return std::make_unique<HostnameConnector>(multi_, url, settings, user);
  }
  void drive(int64_t now) override { multi_.drive(now); }
  int64_t due_ms() const override { return multi_.due_ms(); }
  void on_ready(const platform::PollSet::Ready& socket) override { multi_.on_ready(socket); }
  void note_completed() override { multi_.note_completed(); }

 private:
  CurlMulti multi_;
  CurlHandles handles_;
};

}  // namespace
}  // namespace sluice::http

bool sluice_set_up_curl() {
  // Never cleaned up: the program ends with it.
  static const bool done = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  return done;
}

sluice::http::CurlCarrier* sluice_make_curl_carrier(sluice::platform::PollSet& sockets,
                                                    sluice::record::PagePool* pages) {
  return new sluice::http::LinkedCurlCarrier(sockets, pages);
}
