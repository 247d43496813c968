#include "recording/recording_transport.hpp"

#include <vector>

namespace sluice::recording {

class RecordingTransport::Recorded final : public http::Transfer {
 public:
  Recorded(const http::Request& request, Exchange exchange, std::unique_ptr<http::Transfer> inner)
      : request_(request), exchange_(std::move(exchange)), inner_(std::move(inner)) {}

  const http::Request& request() const { return request_; }
  const Exchange& exchange() const { return exchange_; }
  http::Transfer& inner() const { return *inner_; }

 private:
  const http::Request& request_;
  Exchange exchange_;  // the data known when it was sent
  std::unique_ptr<http::Transfer> inner_;
};

std::unique_ptr<http::Transfer> RecordingTransport::begin(const http::Request& request,
                                                          const http::SessionSettings& settings) {
  Exchange exchange;
  exchange.number = recorder_.next_number();
  exchange.session = settings.name;
  exchange.pipeline = request.pipeline;
  exchange.sent_ms = recorder_.now_ms();
  return std::make_unique<Recorded>(request, std::move(exchange), inner_->begin(request, settings));
}

// A cancelled exchange did not end by itself: there is nothing to replay.
http::Outcome RecordingTransport::wait(http::Transfer& transfer, const sluice_cancel* cancel) {
  auto& recorded = static_cast<Recorded&>(transfer);
  http::Outcome outcome = inner_->wait(recorded.inner(), cancel);
  if (outcome.status.code() == SLUICE_E_CANCELLED) return outcome;
  Exchange exchange = recorded.exchange();
  exchange.done_ms = recorder_.now_ms();
  recorder_.exchange(std::move(exchange), recorded.request(), outcome);
  return outcome;
}

Status RecordingTransport::wait_any(std::span<http::Transfer* const> transfers,
                                    const sluice_cancel* cancel, size_t& ready) {
  std::vector<http::Transfer*> inner;
  for (http::Transfer* transfer : transfers)
    inner.push_back(&static_cast<Recorded*>(transfer)->inner());
  return inner_->wait_any(inner, cancel, ready);
}

}  // namespace sluice::recording
