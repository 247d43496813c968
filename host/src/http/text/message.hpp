// One request and its response, as sent over the wire. Values; no thread rule.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "http/text/headers.hpp"
#include "record/page_buffer.hpp"
#include "sluice/ext/http.h"
#include "sluice/result.hpp"

namespace sluice::http {

// What a request carries: text of its own, or the caller's, which then outlives the request.
class Body {
 public:
  Body() = default;
  Body(std::string text) : own_(std::move(text)) {}
  Body(const char* text) : own_(text) {}
  static Body borrowed(std::string_view text) {
    Body out;
    out.borrowed_ = text;
    return out;
  }

  std::string_view view() const { return borrowed_.empty() ? std::string_view(own_) : borrowed_; }
  operator std::string_view() const { return view(); }
  bool empty() const { return view().empty(); }
  size_t size() const { return view().size(); }
  const char* data() const { return view().data(); }
  void clear() { *this = Body(); }

 private:
  std::string own_;
  std::string_view borrowed_;
};

struct Request {
  std::string method;
  std::string url;  // complete, encoded
  Headers headers;  // Authorization and User-Agent included
  Body body;
  bool repeatable = false;         // GET, HEAD, or the caller said SLUICE_HTTP_REQUEST_SAFE
  std::string_view pipeline = {};  // of the request, if known; not sent
};

// Its length is sent even if the body is empty (RFC 9110 8.6).
inline bool tells_length(const Request& request) {
  const std::string& method = request.method;
  return !request.body.empty() || method == "POST" || method == "PUT" || method == "PATCH";
}

// All headers of a response, those of interim responses included; more is refused.
inline constexpr size_t kMaxHeaderBytes = size_t{256} * 1024;
// One of them alone; libcurl's own bound.
inline constexpr size_t kMaxHeaderLine = size_t{100} * 1024;
// Memory for the announced length of a body is reserved at once, up to here: a false length must
// not make us allocate.
inline constexpr uint64_t kMostReserved = uint64_t{16} * 1024 * 1024;

struct Response {
  int status = 0;
  Headers headers;
  record::PageBuffer body;  // decompressed
};

// How far one attempt got.
enum class Delivery {
  kAnswered,    // a complete response; its status counts
  kNeverSent,   // no byte of the request was sent
  kLost,        // it may have been carried out, the response is missing or incomplete
  kUnreadable,  // as kLost, and the next response would not differ: too large, cannot be unpacked
  kFinal,       // not carried out, and repeating cannot help: certificate refused, wrong setting
};

// The result of one attempt. `status` is ok exactly if there is a response; its message has neither
// place nor request in front ("could not connect: …"). A failure's response has the status and
// headers, if these came, and no body.
struct Outcome {
  Delivery delivery = Delivery::kAnswered;
  Status status;
  Response response;
};

}  // namespace sluice::http
