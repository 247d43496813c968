// Tells people what a failure of curl means and what to do, and the retry what it allows. Pure
// function; no thread rule.
#pragma once

#include <curl/curl.h>

#include <string>

#include "http/message.hpp"
#include "http/session_settings.hpp"

namespace sluice::http {

// Which of our own limits ended a transfer, where curl only says "aborted by callback".
enum class Stopped {
  kNo,
  kBodyTooBig,
  kHeadersTooBig,
  kNoMemory,
  kConnect,
  kFirstByte,
  kStall,
  kTotal,
  kClosed  // by the other side, before the first byte of a response
};

// What went wrong with a response, told by whoever read it.
struct Failure {
  CURLcode code = CURLE_OK;
  Stopped stopped = Stopped::kNo;
  std::string detail;
};

struct CurlFailure {
  CURLcode code = CURLE_OK;
  Stopped stopped = Stopped::kNo;
  bool sent = false;        // a connection stood and the request began to leave
  const char* detail = "";  // curl's error buffer
  int answered = 0;         // the response's final status, if that is known
};

// The outcome's response has `answered` as its status, and nothing else.

Outcome describe(const CurlFailure& failure, const SessionSettings& settings);

}  // namespace sluice::http
