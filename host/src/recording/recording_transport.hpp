// Carries requests over another transport and records each with its result. One thread,
// as every transport.
#pragma once

#include <memory>

#include "http/carrier/transport.hpp"
#include "recording/recorder.hpp"

namespace sluice::recording {

class RecordingTransport final : public http::Transport {
 public:
  // The recorder outlives it.
  RecordingTransport(std::unique_ptr<http::Transport> inner, Recorder& recorder)
      : inner_(std::move(inner)), recorder_(recorder) {}

  std::unique_ptr<http::Transfer> begin(const http::Request& request,
                                        const http::SessionSettings& settings) override;
  http::Outcome wait(http::Transfer& transfer, const sluice_cancel* cancel) override;
  Status wait_any(std::span<http::Transfer* const> transfers, const sluice_cancel* cancel,
                  size_t& ready) override;

 private:
  class Recorded;

  std::unique_ptr<http::Transport> inner_;
  Recorder& recorder_;
};

}  // namespace sluice::recording
