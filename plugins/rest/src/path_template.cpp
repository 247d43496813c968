#include "sluice/rest/path_template.hpp"

#include <algorithm>

namespace sluice::rest {
namespace {

bool is_forbidden(char c) {
  auto byte = static_cast<unsigned char>(c);
  return c == '/' || c == '\\' || byte < 0x20 || byte == 0x7f;
}

// Dots in plain or percent form: some servers decode once more before they resolve the path.
bool only_dots(std::string_view text) {
  while (!text.empty()) {
    bool encoded =
        text.size() >= 3 && text[0] == '%' && text[1] == '2' && (text[2] == 'e' || text[2] == 'E');
    if (!encoded && text[0] != '.') return false;
    text.remove_prefix(encoded ? 3 : 1);
  }
  return true;
}

// Why `value` may not stand in a path; empty if it may.
std::string_view objection(std::string_view value) {
  if (value.empty()) return "is empty";
  if (only_dots(value)) return "is a dot segment, which would change the route";
  if (std::any_of(value.begin(), value.end(), is_forbidden))
    return "holds a slash or control character, which would change the route";
  return {};
}

}  // namespace

Result<PathTemplate::Segment> PathTemplate::parse_segment(std::string_view text) {
  size_t open = text.find('{');
  if (open == text.npos && text.find('}') == text.npos && !text.empty())
    return Segment{std::string(text), {}, {}};
  size_t close = open == text.npos ? text.npos : text.find('}', open);
  if (close == text.npos || close == open + 1)
    return Status::internal("bad path segment \"" + std::string(text) + "\"");
  std::string_view rest = text.substr(close + 1);
  if (rest.find_first_of("{}") != rest.npos)
    return Status::internal("two parameters in path segment \"" + std::string(text) + "\"");
  return Segment{std::string(text.substr(0, open)),
                 std::string(text.substr(open + 1, close - open - 1)), std::string(rest)};
}

Result<PathTemplate> PathTemplate::parse(std::string_view text) {
  if (text.empty() || text.front() != '/')
    return Status::internal("path \"" + std::string(text) + "\" does not start with a slash");
  PathTemplate out;
  while (!text.empty()) {
    text.remove_prefix(1);
    size_t slash = std::min(text.find('/'), text.size());
    auto segment = parse_segment(text.substr(0, slash));
    if (!segment) return segment.status();
    if (!segment->parameter.empty()) out.parameters_.push_back(segment->parameter);
    out.segments_.push_back(*std::move(segment));
    text.remove_prefix(slash);
  }
  return out;
}

Result<std::vector<std::string>> PathTemplate::fill(const Parameters& values,
                                                    std::string_view pointer) const {
  std::vector<std::string> out;
  for (const Segment& segment : segments_) {
    if (segment.parameter.empty()) {
      out.push_back(segment.before);
      continue;
    }
    std::string where = std::string(pointer) + "/" + segment.parameter;
    const Parameter* given = values.find(segment.parameter);
    if (!given) return Status::invalid(where, "path parameter is missing");
    if (given->values.size() != 1) return Status::invalid(where, "must be one value, not a list");
    if (auto why = objection(given->values[0]); !why.empty())
      return Status::invalid(where, "path parameter " + std::string(why));
    out.push_back(segment.before + given->values[0] + segment.after);
  }
  return out;
}

}  // namespace sluice::rest
