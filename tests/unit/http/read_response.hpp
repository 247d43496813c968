// Reads responses from text, in pieces of any size. Pure functions.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "http/plain/response_reader.hpp"

namespace sluice::http::test {

using State = ResponseReader::State;

constexpr size_t kLimit = size_t{1} << 20;

// What a reader made of some bytes.
struct Read {
  State state = State::more;
  bool stays = false;
  int status = 0;
  std::vector<Headers::Field> headers;
  std::string body;
  FailureKind failure = FailureKind::kNone;
  std::string detail;

  bool operator==(const Read&) const = default;
};

struct How {
  bool head = false;
  size_t limit = kLimit;
  bool ends = true;  // the other side closes behind the bytes
  record::PagePool* pages = nullptr;
};

inline Read result(ResponseReader& reader, State state) {
  Read out;
  Response response;
  if (state == State::whole) {
    out.stays = reader.connection_stays();
    state = reader.move_response(response);
  }
  out.state = state;
  if (state == State::failed) {
    out.failure = reader.failure().kind;
    out.detail = reader.failure().detail;
  }
  if (state != State::whole) return out;
  out.status = response.status;
  out.headers = response.headers.fields();
  out.body.assign(response.body.data(), response.body.size());
  return out;
}

inline Read read(const std::vector<std::string_view>& pieces, const How& how = {}) {
  ResponseReader reader(how.head, how.limit, how.pages);
  State state = State::more;
  for (const std::string_view piece : pieces)
    if (!piece.empty() && state == State::more) state = reader.take(piece);
  if (state == State::more && how.ends) state = reader.end();
  return result(reader, state);
}

inline Read read(std::string_view bytes, const How& how = {}) {
  return read(std::vector<std::string_view>{bytes}, how);
}

inline Read read_by_byte(std::string_view bytes, const How& how = {}) {
  std::vector<std::string_view> pieces;
  for (size_t i = 0; i < bytes.size(); i++) pieces.push_back(bytes.substr(i, 1));
  return read(pieces, how);
}

// Cut in two everywhere, and into single bytes: the same.
inline void check_cuts(std::string_view bytes, const How& how = {}) {
  const Read whole = read(bytes, how);
  CHECK(whole.state == State::whole);
  for (size_t i = 1; i < bytes.size(); i++) {
    CAPTURE(i);
    CHECK(read({bytes.substr(0, i), bytes.substr(i)}, how) == whole);
  }
  CHECK(read_by_byte(bytes, how) == whole);
}

inline const std::string kOk = "HTTP/1.1 200 OK\r\n";
inline const std::string kChunked = kOk + "Transfer-Encoding: chunked\r\n\r\n";

inline std::string sized(const std::string& body, const std::string& more = {}) {
  return kOk + more + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

}  // namespace sluice::http::test
