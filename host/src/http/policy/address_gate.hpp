// Lets a session whose addresses come from records reach the public Internet only: decided by the
// address that is connected to, when it is, so that no name can mean something else by then. One
// gate a connection on its way; on its transport's thread.
#pragma once

#include <curl/curl.h>

#include <string>

namespace sluice::http {

// How a connection that the gate refused ends; curl itself uses this code for FTP alone.
inline constexpr CURLcode kAddressRefused = CURLE_REMOTE_ACCESS_DENIED;

class AddressGate {
 public:
  // Fine to connect to? Notes what is not. `address` is numeric.
  bool passes(const std::string& address);
  void reset() { refused_.clear(); }
  // What was not let through, and why; empty: nothing.
  const std::string& refused() const { return refused_; }

  // Every connection of `easy` is a new one, and has to pass; the gate outlives the handle's use.
  void guard(CURL* easy);
  // `code`, or that the gate was why there is no connection.
  CURLcode explain(CURLcode code) const;

 private:
  static curl_socket_t open_socket(void* self, curlsocktype, curl_sockaddr* to);

  std::string refused_;
};

}  // namespace sluice::http
