// Carries nothing: each request fails, and says so. One thread, like every transport.
#pragma once

#include <memory>

#include "http/carrier/transport.hpp"

namespace sluice::app {

class NoNetwork final : public http::Transport {
 public:
  std::unique_ptr<http::Transfer> begin(const http::Request& request,
                                        const http::SessionSettings& settings) override;
  // E_DATA: it is not tried again, and the records that need it park.
  http::Outcome wait(http::Transfer& transfer, const sluice_cancel* cancel) override;
};

}  // namespace sluice::app
