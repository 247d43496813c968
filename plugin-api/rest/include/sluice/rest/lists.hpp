// Functions on lists of names. No state; any thread.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::rest {

template <class List, class Name>
bool contains(const List& list, const Name& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

inline std::string joined(const std::vector<std::string>& words, std::string_view separator) {
  std::string out;
  for (const std::string& word : words) out.append(out.empty() ? "" : separator).append(word);
  return out;
}

}  // namespace sluice::rest
