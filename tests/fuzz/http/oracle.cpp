#include "fuzz/http/oracle.hpp"

#include <algorithm>
#include <cstring>
#include <vector>

#include "http/plain/response_reader.hpp"

namespace sluice::http {
namespace {

using State = ResponseReader::State;

constexpr size_t kLimit = 2000;

struct Read {
  bool whole = false;
  bool stays = false;
  int status = 0;
  std::vector<Headers::Field> headers;
  std::string body;

  bool operator==(const Read&) const = default;
};

// Why a response failed may depend on how much of it was there, so that is not compared.
Read result(ResponseReader& reader, State state, bool all_read) {
  Read out;
  Response response;
  if (state == State::more) state = reader.end();
  if (state == State::whole) out.stays = all_read && reader.connection_stays();
  if (state == State::whole) state = reader.move_response(response);
  out.whole = state == State::whole;
  if (!out.whole) return {};
  out.status = response.status;
  out.headers = response.headers.fields();
  out.body.assign(response.body.data(), response.body.size());
  return out;
}

// `sizes`: a byte for each piece, not empty.
Read read(std::string_view bytes, std::string_view sizes, bool in_place) {
  ResponseReader reader(sizes.find('H') != sizes.npos, kLimit, nullptr);
  State state = State::more;
  for (size_t i = 0; state == State::more && !bytes.empty(); i++) {
    const size_t size = 1 + (static_cast<unsigned char>(sizes[i % sizes.size()]) & 63);
    std::string_view piece = bytes.substr(0, size);
    char* into = nullptr;
    if (const size_t room = in_place ? reader.place(into) : 0) {
      piece = piece.substr(0, room);
      std::memcpy(into, piece.data(), piece.size());
      state = reader.took(piece.size());
    } else {
      const std::vector<char> own(piece.begin(), piece.end());  // nothing stands behind it
      state = reader.take({own.data(), own.size()});
    }
    bytes.remove_prefix(piece.size());
  }
  return result(reader, state, bytes.empty());
}

Read read_at_once(std::string_view bytes, bool head) {
  ResponseReader reader(head, kLimit, nullptr);
  return result(reader, bytes.empty() ? State::more : reader.take(bytes), true);
}

std::string flaw(const Read& read) {
  if (read.body.size() > kLimit) return "the body is larger than the limit";
  for (const auto& [name, value] : read.headers) {
    if (!is_token(name)) return "a header's name is none";
    if (value.find_first_of("\r\n") != value.npos) return "a header's value holds a line end";
  }
  return {};
}

}  // namespace

std::string oracle(std::string_view input) {
  const size_t line = std::min(input.find('\n'), input.size());
  const std::string_view sizes = line ? input.substr(0, line) : "@";
  const std::string_view bytes = input.substr(std::min(line + 1, input.size()));
  const Read whole = read_at_once(bytes, sizes.find('H') != sizes.npos);
  if (std::string bad = flaw(whole); !bad.empty()) return bad;
  if (!(read(bytes, sizes, false) == whole)) return "other in pieces than in one";
  if (!(read(bytes, sizes, true) == whole)) return "other in place than in one piece";
  return {};
}

}  // namespace sluice::http
