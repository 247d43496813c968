// libcurl, loaded when it is first used instead of with the program: it brings thirty libraries
// along (LDAP, Kerberos, SSH, ...), which is a third of what starting takes. Callers use
// <curl/curl.h> as ever; the functions they call are in curl_library.cpp and pass on to the real
// ones. A libcurl that cannot be loaded or set up shows as std::runtime_error from each of them.
#pragma once

#include <thread>

namespace sluice::http {

// Loads libcurl and sets it up, if that has not been done; waits for a thread that is at it. Throws
// std::runtime_error, which says what to do. [any]
void require_curl();

// Loads libcurl and sets it up on a thread of its own, which no signal is sent to, while the caller
// looks at its plugins and its state. Who uses curl meanwhile waits until it is there. What goes
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
