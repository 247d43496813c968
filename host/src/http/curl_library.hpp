// The library of our own that holds everything that needs libcurl (host/src/http/curl). It is
// loaded when a session needs it: libcurl loads thirty more libraries (LDAP, Kerberos, SSH, ...),
// which takes a third of the startup time. Any thread.
#pragma once

#include <memory>
#include <thread>

#include "http/carrier/curl_carrier.hpp"

namespace sluice::http {

// Loads it and sets up libcurl, if that is not done yet; waits for a thread that is doing it.
// Throws std::runtime_error, which says what to do.
void require_curl();

// As require_curl(), and makes a carrier. Both arguments outlive it; `pages` may be NULL.
std::unique_ptr<CurlCarrier> make_curl_carrier(platform::PollSet& sockets, record::PagePool* pages);

// Loads it and sets up libcurl on a thread of its own, which receives no signals, while the caller
// checks its plugins and its state. Another user waits until it is loaded. Failures
// here are left to that user to report.
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
