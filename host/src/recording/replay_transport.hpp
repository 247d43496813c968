// Serves requests from a tape; opens no connection. One thread, like every transport.
#pragma once

#include "http/carrier/transport.hpp"
#include "recording/tape.hpp"

namespace sluice::recording {

class ReplayTransport final : public http::Transport {
 public:
  // The tape outlives it.
  explicit ReplayTransport(Tape& tape) : tape_(tape) {}

  std::unique_ptr<http::Transfer> begin(const http::Request& request,
                                        const http::SessionSettings& settings) override;
  http::Outcome wait(http::Transfer& transfer, const sluice_cancel* cancel) override;
  // Returns the one whose response came first when it was recorded.
  Status wait_any(std::span<http::Transfer* const> transfers, const sluice_cancel* cancel,
                  size_t& ready) override;

 private:
  class Played;

  Tape& tape_;
};

}  // namespace sluice::recording
