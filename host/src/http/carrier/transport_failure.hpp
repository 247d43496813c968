// What ended a request before its response was complete, in carrier-independent terms, and the
// message about it. Values and a pure function; no thread rule.
#pragma once

#include <string>

#include "http/session_settings.hpp"
#include "http/text/message.hpp"

namespace sluice::http {

enum class FailureKind {
  kNone,
  // Before the request was sent.
  kHostNotResolved,
  kProxyNotResolved,
  kNotConnected,
  kAddressRefused,  // by the session, see AddressGate; detail: which
  kCaFileUnreadable,
  kCertificateRefused,
  kTlsFailed,
  // Later, or at any time.
  kNoResponse,  // the other side closed the connection before the first byte of a response
  kCutOff,      // in the middle of the body
  kNotHttp,
  kConnectionLost,
  kNotUnpacked,  // the body's Content-Encoding
  kNoMemory,
  kNoMemoryForBody,
  // Our own limits.
  kBodyTooBig,
  kHeadersTooBig,
  kConnectTimeout,
  kFirstByteTimeout,
  kStallTimeout,
  kTotalTimeout,
};

struct TransportFailure {
  FailureKind kind = FailureKind::kNone;
  std::string detail = {};  // in the words of the carrier; may be empty
  bool sent = false;        // there was a connection and sending had begun
  int status = 0;           // of the response, if its head came; else 0
};

// What the retry may do and the message. The outcome's response has the failure's status, and
// nothing else.
Outcome describe(const TransportFailure& failure, const SessionSettings& settings);

}  // namespace sluice::http
