// A connection to a known address, or to the first of several that takes it. The time-out is its
// lane's.
#pragma once

#include <string>

#include "http/address_gate.hpp"
#include "http/connecting.hpp"
#include "http/direct_target.hpp"
#include "http/plain_connections.hpp"

namespace sluice::http {

class DirectConnecting final : public Connecting, private PlainConnections::User {
 public:
  // While it is on its way it is one of `connections`. Both outlive it.
  DirectConnecting(DirectTarget to, const SessionSettings& settings, PlainConnections& connections,
                   Connecting::User& user);
  ~DirectConnecting() override;

  void begin() override;

 private:
  void on_ready(bool readable, bool writable) override;
  void note(const Status& failure);

  const DirectTarget to_;
  const bool public_only_;
  PlainConnections& connections_;
  Connecting::User& user_;
  size_t tried_ = 0;  // addresses
  PlainConnections::Connection* connection_ = nullptr;
  AddressGate gate_;
  std::string failures_;  // one for each address
};

}  // namespace sluice::http
