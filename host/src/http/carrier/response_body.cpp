#include "http/carrier/response_body.hpp"

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

#include "http/carrier/decompress.hpp"

namespace sluice::http {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

TransportFailure not_unpacked(Unpacked why, std::string_view coding) {
  switch (why) {
    case Unpacked::kTooBig:
      return {FailureKind::kBodyTooBig};
    case Unpacked::kNoMemory:
      return {FailureKind::kNoMemoryForBody};
    case Unpacked::kUnknownCoding:
      return {FailureKind::kNotUnpacked, "its coding is " + std::string(coding)};
    default:
      return {FailureKind::kNotUnpacked, "it is not a complete " + std::string(coding)};
  }
}

bool is_packed(const Response& response, std::string_view coding) {
  return response.body.size() && !coding.empty() && !equal_ignoring_case(coding, "identity");
}

bool unpack(Response& response, record::PagePool* pages, TransportFailure& why) {
  const std::string_view coding = response.headers.find("Content-Encoding").value_or("");
  if (!is_packed(response, coding)) return true;
  const size_t limit = response.body.limit();
  record::PageBuffer plain = pages ? pages->take(limit) : record::PageBuffer(limit);
  const Unpacked unpacked = decompress(coding, {response.body.data(), response.body.size()}, plain);
  if (unpacked != Unpacked::kDone) why = not_unpacked(unpacked, coding);
  if (pages) pages->put(std::move(response.body));
  response.body = std::move(plain);
  return unpacked == Unpacked::kDone;
}

// Of other text the mark says the encoding, whatever the charset; binary data may begin with these
// three bytes as well.
bool is_json(const Response& response, std::string_view text) {
  const std::string type = lower_case(response.headers.find("Content-Type").value_or(""));
  if (type.find("json") != type.npos) return true;
  const size_t start = std::min(text.find_first_not_of(" \t\r\n"), text.size());
  const bool brackets = text.substr(start, 1) == "{" || text.substr(start, 1) == "[";
  return brackets && (type.empty() || type.starts_with("text/"));
}

void skip_byte_order_mark(Response& response) {
  record::PageBuffer& body = response.body;
  const size_t mark = kByteOrderMark.size();
  if (body.size() < mark || std::memcmp(body.data(), kByteOrderMark.data(), mark) != 0) return;
  if (!is_json(response, {body.data() + mark, body.size() - mark})) return;
  std::memmove(body.data(), body.data() + mark, body.size() - mark);
  body.set_size(body.size() - mark);
}

}  // namespace

bool complete_body(Response& response, record::PagePool* pages, TransportFailure& why) {
  bool done = unpack(response, pages, why);
  if (done) skip_byte_order_mark(response);
  if (!done) response.body.clear();
  if (response.body.seal()) return done;
  why = {FailureKind::kNoMemoryForBody};
  return false;
}

}  // namespace sluice::http
