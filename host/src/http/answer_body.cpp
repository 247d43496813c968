#include "http/answer_body.hpp"

#include <cstring>
#include <string_view>
#include <utility>

#include "http/decompress.hpp"

namespace sluice::http {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Failure not_unpacked(Unpacked why, std::string_view coding) {
  switch (why) {
    case Unpacked::kTooBig:
      return {CURLE_WRITE_ERROR, Stopped::kBodyTooBig, {}};
    case Unpacked::kNoMemory:
      return {CURLE_WRITE_ERROR, Stopped::kNoMemory, {}};
    case Unpacked::kUnknownCoding:
      return {CURLE_BAD_CONTENT_ENCODING, Stopped::kNo, "its coding is " + std::string(coding)};
    default:
      return {CURLE_BAD_CONTENT_ENCODING, Stopped::kNo, "it is no whole " + std::string(coding)};
  }
}

bool is_packed(const Answer& answer, std::string_view coding) {
  return answer.body.size() && !coding.empty() && !equal_ignoring_case(coding, "identity");
}

bool unpack(Answer& answer, record::PagePool* pages, Failure& why) {
  const std::string_view coding = answer.headers.find("Content-Encoding").value_or("");
  if (!is_packed(answer, coding)) return true;
  const size_t limit = answer.body.limit();
  record::PageBuffer plain = pages ? pages->take(limit) : record::PageBuffer(limit);
  const Unpacked unpacked = decompress(coding, {answer.body.data(), answer.body.size()}, plain);
  if (unpacked != Unpacked::kDone) why = not_unpacked(unpacked, coding);
  if (pages) pages->put(std::move(answer.body));
  answer.body = std::move(plain);
  return unpacked == Unpacked::kDone;
}

// What is no text may begin with these three bytes as well.
bool is_text(const Answer& answer) {
  const std::string type = lower_case(answer.headers.find("Content-Type").value_or(""));
  return type.empty() || type.starts_with("text/") || type.find("json") != type.npos;
}

void skip_byte_order_mark(Answer& answer) {
  record::PageBuffer& body = answer.body;
  const size_t mark = kByteOrderMark.size();
  if (body.size() < mark || std::memcmp(body.data(), kByteOrderMark.data(), mark) != 0) return;
  if (!is_text(answer)) return;
  std::memmove(body.data(), body.data() + mark, body.size() - mark);
  body.set_size(body.size() - mark);
}

}  // namespace

bool complete_body(Answer& answer, record::PagePool* pages, Failure& why) {
  bool done = unpack(answer, pages, why);
  if (done) skip_byte_order_mark(answer);
  if (!done) answer.body.clear();
  if (answer.body.seal()) return done;
  why = {CURLE_OUT_OF_MEMORY, Stopped::kNoMemory, {}};
  return false;
}

}  // namespace sluice::http
