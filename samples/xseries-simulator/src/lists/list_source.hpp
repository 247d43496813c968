#pragma once
// Which rows a list shows: its table or the rows below the one that the path names, and the filters
// among its query parameters, from the route's own columns. Under the simulator's lock.

#include <optional>
#include <string>
#include <vector>

#include "api/call.hpp"

namespace sluice::simulator {

struct RowFilter {
  std::string member;
  std::vector<std::string> values;
};

struct ListSource {
  std::string table;
  const Table::VersionIndex& rows;
  std::vector<RowFilter> filters;
};

// 404 when the path names a row that does not exist.
ListSource list_source(Call& call);
bool passes(const ListSource& source, const Row& row);

// A raw member compared with a parameter: text, number, truth, or one of a list.
bool raw_is(const std::string* raw, const std::vector<std::string>& values);

struct PageSizes {
  int by_default;
  int maximum;
};
// Nothing for the lists whose sizes are not published.
std::optional<PageSizes> published_page_sizes(std::string_view path);

}  // namespace sluice::simulator
