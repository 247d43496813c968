// The query of a request's target, decoded. A value.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::app {

// "/runs?limit=5" -> "/runs".
std::string_view path_of_target(std::string_view target);

class Query {
 public:
  explicit Query(std::string_view target);

  // Empty if it is not there.
  std::string get(std::string_view name) const;
  // The first parameter that `allowed` ("limit cursor") does not name, that is there twice, or
  // that has no value: a filter that is not understood must not count as none. Empty: all are fine.
  std::string wrong_one(std::string_view allowed) const;

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

// Which part of a list is wanted.
struct PageWanted {
  size_t limit = 50;
  int64_t after = 0;  // the last id of the page before; 0: from the start
};

// From `limit` (1 to 500) and `cursor`; E_INVALID says what is wrong.
Result<PageWanted> page_wanted(const Query& query);
// The cursor of the page behind an id. Opaque to who gets it.
std::string cursor_behind(int64_t id);

}  // namespace sluice::app
