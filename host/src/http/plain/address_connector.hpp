// A connection to a known address, or to the first of several that accepts it. The timeout is its
// transport's.
#pragma once

#include <string>

#include "http/carrier/connector.hpp"
#include "http/plain/plain_connections.hpp"
#include "http/policy/address_gate.hpp"
#include "http/text/address_target.hpp"

namespace sluice::http {

class AddressConnector final : public Connector, private PlainConnections::User {
 public:
  // While being opened it is one of `connections`. Both outlive it.
  AddressConnector(AddressTarget to, const SessionSettings& settings, PlainConnections& connections,
                   Connector::User& user);
  ~AddressConnector() override;

  void begin() override;

 private:
  void on_ready(bool readable, bool writable) override;
  void note(const Status& failure);

  const AddressTarget to_;
  const bool public_only_;
  PlainConnections& connections_;
  Connector::User& user_;
  size_t tried_ = 0;  // addresses
  PlainConnections::Connection* connection_ = nullptr;
  AddressGate gate_;
  std::string failures_;  // one for each address
};

}  // namespace sluice::http
