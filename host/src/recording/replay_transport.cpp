#include "recording/replay_transport.hpp"

namespace sluice::recording {
namespace {

http::Outcome failed(Status status) {
  http::Outcome out;
  out.delivery = http::Delivery::kFinal;
  out.status = std::move(status);
  return out;
}

http::Outcome outcome_of(Exchange exchange, const http::SessionSettings& settings) {
  http::Outcome out;
  out.delivery = exchange.delivery;
  out.status = std::move(exchange.failure);
  out.response.status = exchange.status;
  out.response.headers = std::move(exchange.response_headers);
  if (!out.status.ok()) return out;
  out.response.body = record::PageBuffer(static_cast<size_t>(settings.max_body_bytes));
  const std::string& body = exchange.response.bytes;
  if (out.response.body.append(body.data(), body.size()) && out.response.body.seal()) return out;
  return failed({SLUICE_E_INTERNAL, "the recorded response of " + std::to_string(body.size()) +
                                        " bytes is larger than this configuration allows"});
}

}  // namespace

// A request that was begun but not waited for, such as an early one for a page, may come again.
class ReplayTransport::Played final : public http::Transfer {
 public:
  Played(Tape& tape, const http::Request& request, const http::SessionSettings& settings)
      : tape_(tape),
        request_(request),
        settings_(settings),
        entry_(tape.take(request, settings.name)) {}
  ~Played() override {
    if (entry_ && !given_) tape_.give_back(*entry_);
  }
  Played(const Played&) = delete;
  Played& operator=(const Played&) = delete;

  http::Outcome give() {
    if (!entry_) return failed(tape_.missing(request_, settings_.name));
    given_ = true;
    Result<Exchange> exchange = tape_.response(*entry_);
    if (!exchange) return failed(exchange.status());
    return outcome_of(std::move(*exchange), settings_);
  }
  // Entries are in the order of their responses.
  size_t order() const { return entry_.value_or(SIZE_MAX); }

 private:
  Tape& tape_;
  const http::Request& request_;
  const http::SessionSettings& settings_;
  const std::optional<size_t> entry_;
  bool given_ = false;
};

std::unique_ptr<http::Transfer> ReplayTransport::begin(const http::Request& request,
                                                       const http::SessionSettings& settings) {
  return std::make_unique<Played>(tape_, request, settings);
}

http::Outcome ReplayTransport::wait(http::Transfer& transfer, const sluice_cancel* cancel) {
  if (base::is_cancelled(cancel)) return failed({SLUICE_E_CANCELLED, "cancelled"});
  return static_cast<Played&>(transfer).give();
}

Status ReplayTransport::wait_any(std::span<http::Transfer* const> transfers,
                                 const sluice_cancel* cancel, size_t& ready) {
  ready = 0;
  if (base::is_cancelled(cancel)) return {SLUICE_E_CANCELLED, "cancelled"};
  for (size_t i = 1; i < transfers.size(); i++)
    if (static_cast<Played*>(transfers[i])->order() <
        static_cast<Played*>(transfers[ready])->order())
      ready = i;
  return {};
}

}  // namespace sluice::recording
