// Lets a session whose addresses come from records reach the public Internet only: decided by the
// address that is connected to, when it is, so that no name can mean something else by then. One
// gate a connection on its way; on its transport's thread.
#pragma once

#include <string>

namespace sluice::http {

class AddressGate {
 public:
  // Fine to connect to? Notes what is not. `address` is numeric.
  bool passes(const std::string& address);
  void reset() { refused_.clear(); }
  // What was not let through, and why; empty: nothing.
  const std::string& refused() const { return refused_; }

 private:
  std::string refused_;
};

}  // namespace sluice::http
