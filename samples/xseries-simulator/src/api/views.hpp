#pragma once
// How a stored row looks in the contract of the request: what a version names otherwise, what is
// embedded, what a scope hides. Under the simulator's lock.

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "api/call.hpp"

namespace sluice::simulator {

// The row's text as this request sees it.
std::string row_text(Call& call, const std::string& table, const Row& row);

// Rows of a page, seen through the request. Owns the texts that differ.
class ViewedRows {
 public:
  void apply(Call& call, const std::string& table, std::vector<const Row*>& rows);

 private:
  std::deque<Row> copies_;
};

}  // namespace sluice::simulator
