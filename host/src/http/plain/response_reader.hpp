// Reads one HTTP/1.x response as its bytes arrive: head, framing and body (RFC 9112). The head and
// chunks are read by Boost.Beast's parser; a body of known length can be received in place.
// Belongs to one request; one thread.
#pragma once

#include <boost/system/error_code.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "http/carrier/transport_failure.hpp"
#include "http/text/message.hpp"
#include "record/page_pool.hpp"

namespace sluice::http {

class ResponseReader {
 public:
  enum class State { more, whole, failed };

  // `for_head`: the request's method was HEAD. `pages` (may be NULL) outlives it.
  ResponseReader(bool for_head, size_t body_limit, record::PagePool* pages);
  ~ResponseReader();

  // The next bytes.
  State take(std::string_view bytes);
  // Where the body's next bytes can be received instead, and how many; 0: not now.
  size_t place(char*& into);
  // REQUIRES: place() provided room for them.
  State took(size_t bytes);
  // The other side sends no more.
  State end();

  // A byte of a response, interim ones included, has arrived.
  bool begun() const { return begun_; }
  // REQUIRES: complete. The connection may carry another request, and there are no bytes after the
  // response.
  bool connection_stays() const { return stays_; }
  // REQUIRES: complete. The bytes after it look like another response.
  bool second_response() const { return second_; }
  // REQUIRES: complete. Moves out, decompressed.
  State move_response(Response& out);
  const TransportFailure& failure() const { return failure_; }  // REQUIRES: failed
  // The response's status if its head is complete or too long, and the headers received so far;
  // 0 and empty: not known.
  int answered() const;
  Headers take_headers() { return answered() ? std::move(response_.headers) : Headers(); }

 private:
  class Parser;

  State read(std::string_view& bytes);
  State take_head(std::string_view& bytes);
  size_t put(std::string_view& bytes, boost::system::error_code& ec);
  State begin_body();
  State take_body(std::string_view bytes);
  State take_chunks(std::string_view& bytes);
  bool append(std::string_view bytes);
  State whole_before(std::string_view behind);
  State fail(FailureKind kind, std::string detail = {});

  record::PagePool* pages_;
  const bool for_head_;
  std::unique_ptr<Parser> parser_;
  std::string rest_;  // bytes the parser needs again, with more after them
  Response response_;
  TransportFailure failure_;
  size_t header_bytes_ = 0;
  uint64_t left_ = 0;  // of a body of known length
  enum class Part { head, length, chunks, until_end, done } part_ = Part::head;
  bool begun_ = false;
  bool stays_ = false;
  bool second_ = false;
};

}  // namespace sluice::http
