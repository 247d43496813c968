#include <algorithm>
#include <limits>

#include "api/row_writer.hpp"
#include "api/views.hpp"
#include "common/stored_row.hpp"
#include "lists/list_query.hpp"
#include "lists/list_source.hpp"
#include "lists/lists.hpp"
#include "lists/page.hpp"

namespace sluice::simulator {
namespace {

// Rows outside the cursor for `sku`, `name` and `family_name` of products: these disable every
// other parameter.
std::vector<const Row*> rows_named(const Table& table, const std::string& member,
                                   const std::string& value) {
  std::vector<const Row*> rows;
  for (const auto& [version, row] : table.by_version()) {
    if (!row->deleted && as_text(members_of(*row).find(member)) == value) rows.push_back(row);
  }
  return rows;
}

std::optional<std::vector<const Row*>> looked_up(Call& call) {
  if (call.route.table() != "products" || call.route.segments.size() != 1) return std::nullopt;
  for (const auto& [parameter, member] :
       {std::pair("sku", "sku"), {"name", "variant_name"}, {"family_name", "name"}}) {
    // 2026-10 has only the first of them.
    if (call.version_is("2026-10") && std::string_view(parameter) != "sku") break;
    const std::string* value = call.query.first(parameter);
    if (value != nullptr) return rows_named(call.table(), member, *value);
  }
  return std::nullopt;
}

std::size_t page_size_of(const Call& call) {
  const Settings& settings = call.shop.settings;
  const PageSizes sizes =
      published_page_sizes(call.route.path)
          .value_or(PageSizes{settings.default_page_size, settings.max_page_size});
  return page_size_parameter(call.query, sizes.by_default, sizes.maximum);
}

std::vector<const Row*> rows_after(Call& call, const ListSource& source, std::int64_t after) {
  const std::int64_t before =
      integer_parameter(call.query, "before").value_or(std::numeric_limits<std::int64_t>::max());
  const bool deleted = flag_parameter(call.query, "deleted");
  const std::size_t size = page_size_of(call);
  std::vector<const Row*> rows;
  for (auto at = source.rows.upper_bound(after); at != source.rows.end() && rows.size() < size;
       ++at) {
    if (at->first > before) break;
    if ((deleted || !at->second->deleted) && passes(source, *at->second))
      rows.push_back(at->second);
  }
  return rows;
}

// The fault "row changed during a walk": rows just sent get a new version and so come again.
void change_rows(Call& call, const std::string& table, const std::vector<const Row*>& rows) {
  const std::size_t wanted = call.fault->size != 0 ? call.fault->size : 1;
  for (std::size_t i = 0; i < std::min(wanted, rows.size()); ++i) {
    store_version(call.shop, table, rows[i]->id, members_of(*rows[i]), rows[i]->deleted);
  }
}

Response send(Call& call, const std::string& table, Page page) {
  const std::vector<const Row*> sent = page.rows;
  ViewedRows views;
  views.apply(call, table, page.rows);
  Response response{.status = call.route.success_status,
                    .body = page_body(std::move(page), call.fault)};
  if (call.fault_is(FaultKind::kChangeDuringWalk)) change_rows(call, table, sent);
  return response;
}

}  // namespace

Response version_list(Call& call) {
  const ListSource source = list_source(call);
  Page page;
  page.has_version = call.route.envelope == "data[]+version";
  std::optional<std::vector<const Row*>> named = looked_up(call);
  if (named) {
    page.rows = std::move(*named);
  } else {
    page.after = integer_parameter(call.query, "after").value_or(0);
    page.rows = rows_after(call, source, page.after);
    apply_switches(page, call.shop.settings);
  }
  return send(call, source.table, std::move(page));
}

Response since_version_list(Call& call) {
  Page page;
  page.has_version = true;
  page.after = integer_parameter(call.query, "since_version").value_or(0);
  const bool deleted = flag_parameter(call.query, "include_deleted");
  const std::size_t size = page_size_of(call);
  const Table::VersionIndex& index = call.table().by_version();
  for (auto at = index.upper_bound(page.after); at != index.end() && page.rows.size() < size;
       ++at) {
    if (deleted || !at->second->deleted) page.rows.push_back(at->second);
  }
  apply_switches(page, call.shop.settings);
  return send(call, call.route.table(), std::move(page));
}

Response whole_list(Call& call) {
  const ListSource source = list_source(call);
  Page page;
  const bool deleted = flag_parameter(call.query, "deleted");
  for (const auto& [version, row] : source.rows) {
    if ((deleted || !row->deleted) && passes(source, *row)) page.rows.push_back(row);
  }
  return send(call, source.table, std::move(page));
}

}  // namespace sluice::simulator
