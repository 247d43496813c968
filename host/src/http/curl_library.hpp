// libcurl, loaded when it is first used instead of with the program: it brings thirty libraries
// along (LDAP, Kerberos, SSH, ...), which is a third of what starting takes. Callers use
// <curl/curl.h> as ever; the functions they call are in curl_library.cpp and pass on to the real
// ones. A libcurl that cannot be loaded shows as std::runtime_error from the first of them,
// curl_global_init.
#pragma once

#include <thread>

namespace sluice::http {

// Loads libcurl and sets it up on a thread of its own, which no signal is sent to, while the caller
// reads its configuration and its state. Who uses curl meanwhile waits until it is there. What goes
// wrong here is left for that one to tell.
class CurlPreload {
 public:
  CurlPreload();
  ~CurlPreload();
  CurlPreload(const CurlPreload&) = delete;
  CurlPreload& operator=(const CurlPreload&) = delete;

 private:
  bool set_up_ = false;  // written by the thread; read when it has ended
  std::thread thread_;
};

}  // namespace sluice::http
