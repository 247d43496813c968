#include "config/length.hpp"

#include "schedule/duration.hpp"

namespace sluice::config {

void read_length(const Node& section, const std::string& key, const ShortestLength& shortest,
                 const std::string& pointer, int64_t& into, Problems& problems) {
  const Node* given = section.find(key);
  if (!given || !given->is(Kind::kString)) return;
  const Result<int64_t> length = schedule::parse_duration(given->text);
  if (length && *length >= shortest.ms)
    into = *length;
  else
    problems.add(given->at, pointer + "/" + key,
                 length ? key + " is " + std::string(shortest.text) : length.status().message());
}

}  // namespace sluice::config
