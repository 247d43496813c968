// The program's interface to its own library that is linked with libcurl: requests over TLS,
// HTTP/2 and through proxies, and connections to host names. One per transport; driven by it, on
// the transport's thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "http/carrier/connector.hpp"
#include "http/carrier/network_transfer.hpp"
#include "platform/poll_set.hpp"
#include "record/page_pool.hpp"

namespace sluice::http {

class CurlCarrier {
 public:
  virtual ~CurlCarrier() = default;
  CurlCarrier(const CurlCarrier&) = delete;
  CurlCarrier& operator=(const CurlCarrier&) = delete;

  // Request and settings stay until the transfer is destroyed, which happens before the carrier is.
  virtual std::unique_ptr<NetworkTransfer> begin(const Request& request,
                                                 const SessionSettings& settings) = 0;
  // As ConnectorFactory; destroyed before the carrier.
  virtual std::unique_ptr<Connector> connect(const std::string& url,
                                             const SessionSettings& settings,
                                             Connector::User& user) = 0;

  // Lets curl do work that needs no socket event. `now` may be 0: only work that is due at once.
  virtual void drive(int64_t now) = 0;
  // When curl must be called without a socket event, in steady milliseconds; -1: not at all.
  virtual int64_t due_ms() const = 0;
  // A socket is ready that may be one of curl's. Must be followed by note_completed().
  virtual void on_ready(const platform::PollSet::Ready& socket) = 0;
  virtual void note_completed() = 0;

 protected:
  CurlCarrier() = default;
};

}  // namespace sluice::http

// What the library exports. Both sides are from one build; its version is part of the file's name.
// Sets up libcurl for the process, at the first call. False: it failed. [any]
extern "C" [[gnu::visibility("default")]] bool sluice_set_up_curl();
// A new carrier, owned by the caller. Bodies take their memory from `pages` (may be NULL); both
// arguments outlive it. REQUIRES: sluice_set_up_curl() was true
extern "C" [[gnu::visibility("default")]] sluice::http::CurlCarrier* sluice_make_curl_carrier(
    sluice::platform::PollSet& sockets, sluice::record::PagePool* pages);
