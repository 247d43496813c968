#include <algorithm>

#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"
#include "lists/categories.hpp"
#include "lists/list_query.hpp"
#include "lists/page.hpp"

namespace sluice::simulator {
namespace {

std::vector<std::string> names_of(const std::vector<const Category*>& path) {
  std::vector<std::string> names;
  for (const Category* category : path) names.push_back(category->name);
  return names;
}

// `parent=none` shows roots, `parent=<id>` its children; `include=children` one level more,
// `include=family` everything below.
bool wanted(const CategoryTree& tree, const Category& category, const std::string& parent,
            const std::string& include) {
  if (parent.empty()) return true;
  const std::string root = parent == "none" ? "" : parent;
  if (category.parent == root) return true;
  if (include == "family") return root.empty() || tree.is_below(category, root);
  const Category* above = tree.find(category.parent);
  return include == "children" && above != nullptr && above->parent == root;
}

std::vector<const Category*> selected(Call& call, const CategoryTree& tree) {
  const std::string parent = text_parameter(call.query, "parent");
  const std::string include = text_parameter(call.query, "include");
  std::vector<const Category*> rows = tree.by_path();
  std::erase_if(rows, [&](const Category* row) { return !wanted(tree, *row, parent, include); });
  return rows;
}

std::size_t begin_after(Call& call, const std::vector<const Category*>& rows) {
  const std::string after = text_parameter(call.query, "after");
  if (after.empty() || call.stuck()) return 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i]->id == after) return i + 1;
  }
  throw ApiError(400, "after names no category of this list");
}

}  // namespace

CategoryTree::CategoryTree(Store& store) {
  for (const auto& [version, row] : store.table("product_categories").by_version()) {
    if (row->deleted) continue;
    const JsonMembers members = members_of(*row);
    categories_[row->id] = {row->id, stored_text(members, "name"),
                            stored_text(members, "parent_category_id")};
  }
}

const Category* CategoryTree::find(const std::string& id) const {
  const auto found = categories_.find(id);
  return found == categories_.end() ? nullptr : &found->second;
}

std::vector<const Category*> CategoryTree::path_of(const Category& category) const {
  std::vector<const Category*> path;
  const Category* at = &category;
  // The length bounds a circle of parents, which upsert refuses but a test may plant.
  while (at != nullptr && path.size() <= categories_.size()) {
    path.insert(path.begin(), at);
    at = find(at->parent);
  }
  return path;
}

std::vector<const Category*> CategoryTree::by_path() const {
  std::vector<std::pair<std::vector<std::string>, const Category*>> rows;
  for (const auto& [id, category] : categories_) {
    rows.emplace_back(names_of(path_of(category)), &category);
  }
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
    return std::tie(a.first, a.second->id) < std::tie(b.first, b.second->id);
  });
  std::vector<const Category*> sorted;
  for (const auto& [names, category] : rows) sorted.push_back(category);
  return sorted;
}

bool CategoryTree::is_below(const Category& category, const std::string& ancestor) const {
  for (const Category* at : path_of(category)) {
    if (at->id == ancestor && at->id != category.id) return true;
  }
  return false;
}

bool CategoryTree::has_children(const std::string& id) const {
  return std::any_of(categories_.begin(), categories_.end(),
                     [&id](const auto& entry) { return entry.second.parent == id; });
}

std::string CategoryTree::text(const Category& category) const {
  const std::vector<const Category*> path = path_of(category);
  std::vector<std::string> steps;
  for (const Category* step : path) {
    steps.push_back(JsonObject().text("id", step->id).text("name", step->name).done());
  }
  JsonObject row;
  row.text("id", category.id).text("name", category.name);
  row.text("root_category_id", path.front()->id);
  row.raw("parent_category_id", category.parent.empty() ? "null" : quote(category.parent));
  row.truth("leaf_category", !has_children(category.id)).raw("category_path", json_array(steps));
  return row.done();
}

Response categories_list(Call& call) {
  const std::size_t size = page_size_parameter(call.query, kLargePage, kLargePage);
  const CategoryTree tree(call.shop.store);
  const std::vector<const Category*> rows = selected(call, tree);
  const std::size_t begin = begin_after(call, rows);
  const std::size_t end = std::min(begin + size, rows.size());
  std::vector<Row> shown;
  shown.reserve(end - begin);
  Page page;
  for (std::size_t i = begin; i < end; ++i) {
    shown.push_back({.id = rows[i]->id, .text = tree.text(*rows[i])});
    page.rows.push_back(&shown.back());
  }
  page.open = "{\"data\":{\"categories\":[";
  page.tail =
      "]},\"page_info\":{\"has_next\":" + std::string(end < rows.size() ? "true" : "false") +
      ",\"last_seen\":" + (shown.empty() ? "null" : quote(shown.back().id)) + "}";
  return {.status = call.route.success_status, .body = page_body(std::move(page), call.fault)};
}

}  // namespace sluice::simulator
