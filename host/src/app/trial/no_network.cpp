#include "app/trial/no_network.hpp"

namespace sluice::app {

std::unique_ptr<http::Transfer> NoNetwork::begin(const http::Request&,
                                                 const http::SessionSettings&) {
  return std::make_unique<http::Transfer>();
}

http::Outcome NoNetwork::wait(http::Transfer&, const sluice_cancel*) {
  http::Outcome out;
  out.delivery = http::Delivery::kFinal;
  out.status = Status::data(why_);
  return out;
}

}  // namespace sluice::app
