#pragma once
// How a stored row looks in the contract of the request: other names in a version, embedded
// values, values hidden by a scope. Under the simulator's lock.

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "api/call.hpp"

namespace sluice::simulator {

// The row's text for this request.
std::string row_text(Call& call, const std::string& table, const Row& row);

// Rows of a page, seen through the request. Owns the texts that differ.
class ViewedRows {
 public:
  void apply(Call& call, const std::string& table, std::vector<const Row*>& rows);

 private:
  std::deque<Row> copies_;
};

}  // namespace sluice::simulator
