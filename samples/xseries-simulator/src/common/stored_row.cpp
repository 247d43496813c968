#include "common/stored_row.hpp"

#include <stdexcept>

namespace sluice::simulator {

JsonMembers members_of(const Row& row) {
  std::optional<JsonMembers> members = JsonMembers::parse(row.text);
  if (!members) throw std::logic_error("stored row " + row.id + " is not a JSON object");
  return std::move(*members);
}

}  // namespace sluice::simulator
