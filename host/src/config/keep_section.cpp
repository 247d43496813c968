#include "config/keep_section.hpp"

#include <cstdlib>

#include "config/length.hpp"
#include "config/scalar_check.hpp"

namespace sluice::config {
namespace {

constexpr ShortestLength kShortestAge = {60'000, "1m or more"};

}  // namespace

base::KeepSettings read_keep(const Node& section, const std::string& pointer, Problems& problems) {
  base::KeepSettings out;
  if (const Node* bytes = section.find("bytes"); bytes && is_of_type(*bytes, "integer"))
    out.bytes = std::strtoull(bytes->text.c_str(), nullptr, 10);
  read_length(section, "age", kShortestAge, pointer, out.age_ms, problems);
  return out;
}

}  // namespace sluice::config
