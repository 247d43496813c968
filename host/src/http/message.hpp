// One request and its answer, as they go over the wire. Values; no thread rule.
#pragma once

#include <cstdint>
#include <string>

#include "http/headers.hpp"
#include "http/retry.hpp"
#include "record/page_buffer.hpp"
#include "sluice/result.hpp"

namespace sluice::http {

struct Request {
  std::string method;
  std::string url;  // complete, encoded
  Headers headers;  // Authorization and User-Agent included
  std::string body;
  bool repeatable = false;  // GET, HEAD, or the caller said SLUICE_HTTP_SAFE
};

struct Answer {
  int status = 0;
  Headers headers;
  record::PageBuffer body;  // decompressed
};

// What became of one attempt. `status` is ok exactly if it was answered; its message has neither
// place nor request in front ("could not connect: …").
struct Outcome {
  Delivery delivery = Delivery::kAnswered;
  Status status;
  Answer answer;
};

}  // namespace sluice::http
