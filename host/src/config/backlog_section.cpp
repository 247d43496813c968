#include "config/backlog_section.hpp"

#include <cstdlib>

#include "config/length.hpp"
#include "config/scalar_check.hpp"

namespace sluice::config {
namespace {

constexpr ShortestLength kShortestWait = {1000, "1s or more"};

}  // namespace

BacklogConfig read_backlog(const Node& section, const std::string& pointer, Problems& problems) {
  BacklogConfig out;
  if (!section.is(Kind::kObject)) {
    out.on = section.text != "off";
    return out;
  }
  if (const Node* bytes = section.find("bytes"); bytes && is_of_type(*bytes, "integer"))
    out.limits.bytes = std::strtoull(bytes->text.c_str(), nullptr, 10);
  read_length(section, "age", kShortestWait, pointer, out.limits.age_ms, problems);
  read_length(section, "longest_wait", kShortestWait, pointer, out.limits.longest_wait_ms,
              problems);
  return out;
}

}  // namespace sluice::config
