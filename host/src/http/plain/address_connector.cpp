#include "http/plain/address_connector.hpp"

#include <utility>

#include "platform/tcp_connect.hpp"

namespace sluice::http {

AddressConnector::AddressConnector(AddressTarget to, const SessionSettings& settings,
                                   PlainConnections& connections, Connector::User& user)
    : to_(std::move(to)),
      public_only_(settings.public_only),
      connections_(connections),
      user_(user) {}

AddressConnector::~AddressConnector() {
  if (connection_) connections_.close(*connection_);
}

// To the next address.
void AddressConnector::begin() {
  while (tried_ < to_.addresses.size()) {
    const std::string& address = to_.addresses[tried_++];
    if (public_only_ && !gate_.passes(address)) continue;
    Result<platform::TcpStream> stream = platform::tcp_connect(address, to_.port);
    if (stream.ok()) {
      connection_ = connections_.add(std::move(*stream), {}, 0, *this);
      return connections_.want_writing(*connection_, true);
    }
    note(stream.status());
  }
  if (gate_.refused().empty()) return user_.not_connected({FailureKind::kNotConnected, failures_});
  user_.not_connected({FailureKind::kAddressRefused, gate_.refused()});
}

void AddressConnector::on_ready(bool, bool writable) {
  const Status status = platform::tcp_connected(connection_->stream);
  if (status.ok() && !writable) return;
  platform::TcpStream stream = connections_.release(*std::exchange(connection_, nullptr));
  if (status.ok()) return user_.connected(std::move(stream));
  note(status);
  begin();
}

void AddressConnector::note(const Status& failure) {
  if (!failures_.empty()) failures_ += ", ";
  failures_ +=
      to_.addresses[tried_ - 1] + " port " + std::to_string(to_.port) + ": " + failure.message();
}

}  // namespace sluice::http
