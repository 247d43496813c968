// Carries nothing: each request fails, and says why. One thread, like every transport.
#pragma once

#include <memory>

#include "http/carrier/transport.hpp"

namespace sluice::app {

class NoNetwork final : public http::Transport {
 public:
  static constexpr const char* kOfTests =
      "a test has no network; bring along in its records or tables what would be asked for";
  static constexpr const char* kOfRequests =
      "nothing is sent while a request is previewed; a run would ask here";

  explicit NoNetwork(const char* why) : why_(why) {}

  std::unique_ptr<http::Transfer> begin(const http::Request& request,
                                        const http::SessionSettings& settings) override;
  // E_DATA: it is not tried again, and the records that need it park.
  http::Outcome wait(http::Transfer& transfer, const sluice_cancel* cancel) override;

 private:
  const char* const why_;
};

}  // namespace sluice::app
