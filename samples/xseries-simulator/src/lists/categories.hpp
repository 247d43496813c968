#pragma once
// Product categories: a tree whose paths are made when it is read. Under the simulator's lock.

#include <map>
#include <string>
#include <vector>

#include "api/call.hpp"

namespace sluice::simulator {

struct Category {
  std::string id;
  std::string name;
  std::string parent;  // empty: a root
};

class CategoryTree {
 public:
  explicit CategoryTree(Store& store);

  const Category* find(const std::string& id) const;
  // Every live category, sorted by the names of its path.
  std::vector<const Category*> by_path() const;
  std::vector<const Category*> path_of(const Category& category) const;  // root first, itself last
  bool is_below(const Category& category, const std::string& ancestor) const;
  std::string text(const Category& category) const;

 private:
  bool has_children(const std::string& id) const;

  std::map<std::string, Category> categories_;
};

Response categories_list(Call& call);

}  // namespace sluice::simulator
