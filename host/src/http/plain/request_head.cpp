#include "http/plain/request_head.hpp"

#include <array>
#include <charconv>

namespace sluice::http {
namespace {

void append_number(size_t number, std::string& out) {
  std::array<char, 24> text;
  const char* end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
  out.append(std::string_view(text.data(), end));
}

}  // namespace

std::string PlainHead::write(const Request& request, std::string_view authority,
                             std::string_view target) {
  std::string into;
  if (lines_.empty() || fields_ != request.headers.fields()) write_fields(request.headers);
  into.reserve(request.method.size() + target.size() + authority.size() + lines_.size() + 64);
  into.append(request.method).append(target.starts_with('/') ? " " : " /").append(target);
  into.append(" HTTP/1.1\r\nHost: ").append(authority).append(lines_);
  if (tells_length(request)) {
    into.append("Content-Length: ");
    append_number(request.body.size(), into);
    into.append("\r\n");
  }
  into.append("\r\n");
  return into;
}

void PlainHead::write_fields(const Headers& headers) {
  fields_ = headers.fields();
  lines_ = "\r\nAccept-Encoding: gzip\r\n";
  if (!headers.find("Accept")) lines_.append("Accept: */*\r\n");
  for (const auto& [name, value] : fields_)
    lines_.append(name).append(": ").append(value).append("\r\n");
}

}  // namespace sluice::http
