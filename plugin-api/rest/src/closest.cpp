#include "sluice/rest/closest.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

namespace sluice::rest {
namespace {

constexpr size_t kLongestName = 80;  // longer ones are not typing errors

// Levenshtein distance over one row.
size_t distance(std::string_view a, std::string_view b) {
  std::vector<size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), size_t{0});
  for (size_t i = 1; i <= a.size(); i++) {
    size_t diagonal = std::exchange(row[0], i);
    for (size_t j = 1; j <= b.size(); j++) {
      size_t replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, replaced});
    }
  }
  return row.back();
}

std::string quoted_list(const std::vector<std::string_view>& names) {
  std::string out;
  for (auto name : names) out.append(out.empty() ? "" : ", ").append(name);
  return out;
}

}  // namespace

std::string hint_for(std::string_view name, const std::vector<std::string_view>& known) {
  if (known.empty()) return " (there are none)";
  std::string_view best;
  size_t best_distance = std::max<size_t>(2, name.size() / 3) + 1;
  for (auto candidate : known) {
    if (name.size() > kLongestName) break;
    size_t d = distance(name, candidate);
    if (d < best_distance) best = candidate, best_distance = d;
  }
  if (best.empty()) return " (known: " + quoted_list(known) + ")";
  return " (did you mean \"" + std::string(best) + "\"?)";
}

std::vector<std::string_view> split_names(std::string_view list) {
  std::vector<std::string_view> out;
  while (!list.empty()) {
    size_t comma = list.find(',');
    out.push_back(list.substr(0, comma));
    list.remove_prefix(comma == list.npos ? list.size() : comma + 1);
  }
  return out;
}

}  // namespace sluice::rest
