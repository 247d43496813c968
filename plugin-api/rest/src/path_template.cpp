#include "sluice/rest/path_template.hpp"

#include <algorithm>
#include <utility>

#include "sluice/rest/hex.hpp"

namespace sluice::rest {
namespace {

bool is_forbidden(char c) {
  auto byte = static_cast<unsigned char>(c);
  return c == '/' || c == '\\' || byte < 0x20 || byte == 0x7f;
}

std::string decode_once(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); i++) {
    const bool triple = text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
                        hex_value(text[i + 2]) >= 0;
    out +=
        triple ? static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2])) : text[i];
    if (triple) i += 2;
  }
  return out;
}

std::string_view flaw(std::string_view value) {
  if (value.empty()) return "is empty";
  if (value.find_first_not_of('.') == value.npos)
    return "is a dot segment, which would change the route";
  if (std::any_of(value.begin(), value.end(), is_forbidden))
    return "holds a slash or control character, which would change the route";
  return {};
}

// The flaw of the parts between slashes; one part may be empty.
std::string_view flaw_of_parts(std::string_view value) {
  if (value.empty()) return flaw(value);
  for (;;) {
    const size_t slash = std::min(value.find('/'), value.size());
    if (slash)
      if (auto found = flaw(value.substr(0, slash)); !found.empty()) return found;
    if (slash == value.size()) return {};
    value.remove_prefix(slash + 1);
  }
}

// Why `value` may not be in a path; empty if it may. Some servers decode once more before they
// resolve the path, so no decoded form may be dangerous, either. Each is shorter, so this ends.
std::string_view objection(std::string value, PathTemplate::Slashes slashes) {
  const bool encoded = slashes == PathTemplate::Slashes::kEncoded;
  for (;;) {
    if (auto found = encoded ? flaw_of_parts(value) : flaw(value); !found.empty()) return found;
    std::string decoded = decode_once(value);
    if (decoded == value) return {};
    value = std::move(decoded);
  }
}

Status check_value(const Parameter& given, std::string_view pointer,
                   PathTemplate::Slashes slashes) {
  std::string where = std::string(pointer) + "/" + given.name;
  if (given.values.size() != 1) return Status::invalid(where, "must be one value, not a list");
  if (auto why = objection(given.values[0], slashes); !why.empty())
    return Status::invalid(where, "path parameter " + std::string(why));
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
    out.ends_in_slash_ = text.empty() && !out.segments_.empty();
    if (out.ends_in_slash_) break;
    auto segment = parse_segment(text.substr(0, slash));
    if (!segment) return segment.status();
    if (!segment->parameter.empty()) out.parameters_.push_back(segment->parameter);
    out.segments_.push_back(*std::move(segment));
    text.remove_prefix(slash);
  }
  return out;
}

Status PathTemplate::check(const Parameters& values, std::string_view pointer,
                           Slashes slashes) const {
  for (const std::string& name : parameters_)
    if (const Parameter* given = values.find(name))
      if (auto status = check_value(*given, pointer, slashes); !status) return status;
  return {};
}

Result<std::vector<std::string>> PathTemplate::fill(const Parameters& values,
                                                    std::string_view pointer,
                                                    Slashes slashes) const {
  std::vector<std::string> out;
  for (const Segment& segment : segments_) {
    if (segment.parameter.empty()) {
      out.push_back(segment.before);
      continue;
    }
    const Parameter* given = values.find(segment.parameter);
    if (!given)
      return Status::invalid(std::string(pointer) + "/" + segment.parameter,
                             "path parameter is missing");
    if (auto status = check_value(*given, pointer, slashes); !status) return status;
    out.push_back(segment.before + given->values[0] + segment.after);
  }
  return out;
}

}  // namespace sluice::rest
