// The library of our own that holds everything that needs libcurl (host/src/http/curl). It is
// loaded when a session needs it: libcurl brings thirty libraries along (LDAP, Kerberos, SSH, ...),
// which is a third of what starting takes. Any thread.
#pragma once

#include <memory>
#include <thread>

#include "http/carrier/curl_carrier.hpp"

namespace sluice::http {

// Loads it and sets libcurl up, if that has not been done; waits for a thread that is at it. Throws
// std::runtime_error, which says what to do.
void require_curl();

// As require_curl(), and makes a carrier. Both arguments outlive it; `pages` may be NULL.
std::unique_ptr<CurlCarrier> make_curl_carrier(platform::PollSet& sockets, record::PagePool* pages);

// Loads it and sets libcurl up on a thread of its own, which no signal is sent to, while the caller
// looks at its plugins and its state. Who needs it meanwhile waits until it is there. What goes
// wrong here is left for that one to tell.
class CurlPreload {
 public:
  CurlPreload() = default;
  ~CurlPreload();
  CurlPreload(const CurlPreload&) = delete;
  CurlPreload& operator=(const CurlPreload&) = delete;

  void begin();  // once; again does nothing

 private:
  std::thread thread_;
};

}  // namespace sluice::http
