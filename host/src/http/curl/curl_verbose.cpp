#include "http/curl/curl_verbose.hpp"

#include <charconv>

namespace sluice::http {
namespace {

// After `mark`, which the message must begin with: text from the other side is quoted
// later in the line ("h2h3 [name: value]").
std::optional<uint32_t> number_behind(std::string_view remark, std::string_view mark) {
  if (remark.substr(0, mark.size()) != mark) return std::nullopt;
  uint32_t out = 0;
  const char* end = remark.data() + remark.size();
  if (std::from_chars(remark.data() + mark.size(), end, out).ec != std::errc()) return std::nullopt;
  return out;
}

}  // namespace

std::optional<uint32_t> opened_stream(std::string_view remark) {
  if (auto stream = number_behind(remark, "Using Stream ID: ")) return stream;
  // curl 8: "[HTTP/2] [3] OPENED stream for …"
  if (remark.find("] OPENED stream for ") > 32) return std::nullopt;
  return number_behind(remark, "[HTTP/2] [");
}

std::optional<uint32_t> last_stream_taken(std::string_view remark) {
  // Misspelt up to 7.88.
  if (remark.substr(0, 9) != "received " && remark.substr(0, 10) != "recveived ")
    return std::nullopt;
  remark.remove_prefix(remark.find(' ') + 1);
  if (remark.substr(0, 14) != "GOAWAY, error=") return std::nullopt;
  remark.remove_prefix(14);
  const size_t comma = remark.find(',');
  return comma > 10 ? std::nullopt : number_behind(remark.substr(comma), ", last_stream=");
}

}  // namespace sluice::http
