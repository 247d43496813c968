#include "writes/category_writes.hpp"

// Product categories in bulk: `payload_id` links new rows inside one request, a delete takes the
// descendants.

#include <map>

#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/json_object.hpp"
#include "lists/categories.hpp"

namespace sluice::simulator {
namespace {

constexpr const char* kCategories = "product_categories";

using Links = std::map<std::string, std::string>;  // payload_id -> id

// Ids first, so a child may precede its parent.
Links read_links(Call& call, const std::vector<JsonMembers>& items, std::vector<std::string>& ids) {
  Links links;
  for (const JsonMembers& item : items) {
    std::string id = text_or_empty(item, "id");
    if (id.empty()) id = call.shop.store.random().uuid();
    const std::string link = text_or_empty(item, "payload_id");
    if (!link.empty() && !links.emplace(link, id).second) {
      throw ApiError(400, "payload_id " + link + " comes twice");
    }
    ids.push_back(id);
  }
  return links;
}

std::string parent_of(const CategoryTree& tree, const Links& links, const JsonMembers& item,
                      const std::string& id) {
  const std::string link = text_or_empty(item, "payload_parent_category_id");
  std::string parent = text_or_empty(item, "parent_category_id");
  if (!link.empty()) {
    const auto found = links.find(link);
    if (found == links.end())
      throw ApiError(400, "payload_parent_category_id " + link + " is not in the request");
    parent = found->second;
  } else if (!parent.empty()) {
    const Category* known = tree.find(parent);
    if (known == nullptr) throw ApiError(400, "parent_category_id names no category");
    if (tree.is_below(*known, id)) throw ApiError(400, "a category cannot be below itself");
  }
  if (parent == id) throw ApiError(400, "a category cannot be below itself");
  return parent;
}

struct Planned {
  std::string id, name, parent;
};

std::vector<Planned> plan(Call& call, const std::vector<JsonMembers>& items) {
  const CategoryTree tree(call.shop.store);
  std::vector<std::string> ids;
  const Links links = read_links(call, items, ids);
  std::vector<Planned> rows;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!text_or_empty(items[i], "id").empty() && tree.find(ids[i]) == nullptr) {
      throw ApiError(400, "id names no category");
    }
    rows.push_back(
        {ids[i], required_text(items[i], "name"), parent_of(tree, links, items[i], ids[i])});
  }
  return rows;
}

}  // namespace

Response upsert_categories(Call& call) {
  const std::vector<JsonMembers> items = object_list(call.body, "categories");
  if (items.empty()) throw ApiError(400, "categories is required");
  const std::vector<Planned> rows = plan(call, items);
  for (const Planned& planned : rows) {
    JsonMembers row;
    row.set("id", quote(planned.id));
    row.set("name", quote(planned.name));
    row.set("parent_category_id", planned.parent.empty() ? "null" : quote(planned.parent));
    row.set("deleted_at", "null");
    store_version(call.shop, kCategories, planned.id, std::move(row));
  }
  const CategoryTree tree(call.shop.store);
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    JsonMembers row = *JsonMembers::parse(tree.text(*tree.find(rows[i].id)));
    const std::string* link = items[i].find("payload_id");
    if (link != nullptr) row.set("payload_id", *link);
    texts.push_back(row.text());
  }
  return {.status = call.route.success_status, .body = "{\"data\":" + json_array(texts) + "}"};
}

Response delete_categories(Call& call) {
  const CategoryTree tree(call.shop.store);
  std::vector<const Category*> doomed;
  for (const std::string& id : text_list(call.body, "category_ids")) {
    const Category* category = tree.find(id);
    if (category == nullptr) throw ApiError(404, "category " + id + " not found");
    for (const Category* row : tree.by_path()) {
      if (row->id == id || tree.is_below(*row, id)) doomed.push_back(row);
    }
  }
  std::vector<std::string> texts;
  for (const Category* category : doomed) {
    const Row* row = call.table(kCategories).find(category->id);
    if (row->deleted) continue;  // named, and below another one that is named
    texts.push_back(tree.text(*category));
    store_deleted(call.shop, kCategories, *row);
  }
  return {.status = call.route.success_status,
          .body = "{\"data\":{\"categories\":" + json_array(texts) + "}}"};
}

}  // namespace sluice::simulator
