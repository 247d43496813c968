// The connections that curl keeps, as far as they speak HTTP/1.1: bytes that came over one while it
// was idle ("408 idle for too long") are no response to the next request. libcurl 7.88 takes them
// for it; later versions do not keep such a connection. Over HTTP/2 a response names its request.
// The transport's thread.
#pragma once

#include <curl/curl.h>

#include <map>

namespace sluice::http {

class KeptSockets {
 public:
  // A response came whole over the connection that `easy` used; curl may keep it.
  void note(CURL* easy);
  // A request is about to leave from this port. If there is something to read, nothing can be sent
  // over the connection any more: curl then takes another. True if so.
  bool end_if_unread(int local_port);

 private:
  std::map<curl_socket_t, long> ports_;  // a number is given again, so this stays small
};

}  // namespace sluice::http
