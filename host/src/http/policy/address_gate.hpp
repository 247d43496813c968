// Lets a session whose addresses come from records reach the public Internet only: decided by the
// address that is connected to, at that moment, so a name cannot resolve to another one later. One
// gate per connection being opened; on its transport's thread.
#pragma once

#include <string>

namespace sluice::http {

class AddressGate {
 public:
  // May it be connected to? Records refusals. `address` is numeric.
  bool passes(const std::string& address);
  void reset() { refused_.clear(); }
  // Which addresses were refused, and why; empty: none.
  const std::string& refused() const { return refused_; }

 private:
  std::string refused_;
};

}  // namespace sluice::http
