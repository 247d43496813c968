#include <algorithm>
#include <limits>

#include "api_error.hpp"
#include "list_query.hpp"
#include "lists.hpp"
#include "page.hpp"
#include "row_writer.hpp"

namespace sluice::simulator {
namespace {

// Rows outside the cursor for `sku`, `name` and `family_name` of products: these switch every
// other parameter off.
std::vector<const Row*> rows_named(const Table& table, const std::string& member,
                                   const std::string& value) {
  std::vector<const Row*> rows;
  for (const auto& [version, row] : table.by_version()) {
    if (!row->deleted && as_text(members_of(*row).find(member)) == value) rows.push_back(row);
  }
  return rows;
}

std::optional<std::vector<const Row*>> looked_up(Call& call) {
  if (call.route.table() != "products") return std::nullopt;
  for (const auto& [parameter, member] :
       {std::pair("sku", "sku"), {"name", "variant_name"}, {"family_name", "name"}}) {
    const std::string* value = call.query.first(parameter);
    if (value != nullptr) return rows_named(call.table(), member, *value);
  }
  return std::nullopt;
}

std::vector<const Row*> rows_after(Call& call, std::int64_t after) {
  const std::int64_t before =
      integer_parameter(call.query, "before").value_or(std::numeric_limits<std::int64_t>::max());
  const bool deleted = flag_parameter(call.query, "deleted");
  const std::size_t size = page_size_parameter(call.query, call.shop.settings.default_page_size,
                                               call.shop.settings.max_page_size);
  std::vector<const Row*> rows;
  const Table::VersionIndex& index = call.table().by_version();
  for (auto at = index.upper_bound(after); at != index.end() && rows.size() < size; ++at) {
    if (at->first > before) break;
    if (deleted || !at->second->deleted) rows.push_back(at->second);
  }
  return rows;
}

// The fault "row changed during a walk": rows just sent get a new version and so come again.
void change_rows(Call& call, const std::vector<const Row*>& rows) {
  const std::size_t wanted = call.fault->size != 0 ? call.fault->size : 1;
  for (std::size_t i = 0; i < std::min(wanted, rows.size()); ++i) {
    store_version(call.shop, call.route.table(), rows[i]->id, members_of(*rows[i]),
                  rows[i]->deleted);
  }
}

// `include_images=false` drops members that the schema calls required.
std::vector<Row> without_images(const std::vector<const Row*>& rows) {
  std::vector<Row> copies;
  copies.reserve(rows.size());
  for (const Row* row : rows) {
    JsonMembers members = members_of(*row);
    for (const char* name : {"image_url", "image_thumbnail_url", "images"}) members.erase(name);
    copies.push_back({row->id, row->version, row->deleted, members.text()});
  }
  return copies;
}

}  // namespace

Answer version_list(Call& call) {
  Page page;
  page.has_version = call.route.envelope == "data[]+version";
  std::optional<std::vector<const Row*>> named = looked_up(call);
  if (named) {
    page.rows = std::move(*named);
  } else {
    page.after = integer_parameter(call.query, "after").value_or(0);
    page.rows = rows_after(call, page.after);
    apply_switches(page, call.shop.settings);
  }
  const std::vector<const Row*> sent = page.rows;
  std::vector<Row> copies;
  const std::string* images = call.query.first("include_images");
  if (images != nullptr && *images == "false") {
    copies = without_images(page.rows);
    std::transform(copies.begin(), copies.end(), page.rows.begin(),
                   [](const Row& row) { return &row; });
  }
  Answer answer{.status = call.route.success_status,
                .body = page_body(std::move(page), call.fault)};
  if (call.fault_is(FaultKind::kChangeDuringWalk)) change_rows(call, sent);
  return answer;
}

Answer whole_list(Call& call) {
  Page page;
  const bool deleted = flag_parameter(call.query, "deleted");
  for (const auto& [version, row] : call.table().by_version()) {
    if (deleted || !row->deleted) page.rows.push_back(row);
  }
  return {.status = call.route.success_status, .body = page_body(std::move(page), call.fault)};
}

}  // namespace sluice::simulator
