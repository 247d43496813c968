// The HTTP/1.1 connections that curl keeps: bytes that came over one while it
// was idle ("408 idle for too long") are no response to the next request. libcurl 7.88 treats them
// as one; later versions do not keep such a connection. Over HTTP/2 a response names its request.
// The transport's thread.
#pragma once

#include <curl/curl.h>

#include <map>

namespace sluice::http {

class KeptSockets {
 public:
  // A complete response came over the connection that `easy` used; curl may keep it.
  void note(CURL* easy);
  // A request is about to be sent from this port. If there are unread bytes, the connection is
  // shut down for sending: curl then takes another. True if so.
  bool end_if_unread(int local_port);

 private:
  std::map<curl_socket_t, long> ports_;  // numbers are reused, so this stays small
};

}  // namespace sluice::http
