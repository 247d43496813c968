#include "sluice/rest/list_settings.hpp"

#include <algorithm>
#include <vector>

#include "sluice/rest/api_version.hpp"
#include "sluice/rest/closest.hpp"
#include "sluice/rest/make_pagination.hpp"
#include "sluice/rest/start_point.hpp"

namespace sluice::rest {
namespace {

constexpr std::string_view kPointer = "/request";
constexpr std::string_view kDeleted = "deleted";

// The given action, else `list` if there is one, else the only one.
Result<const Operation*> find_read(const Catalogue& catalogue, std::string_view entity,
                                   std::string_view action, std::string_view version) {
  const std::string_view described = catalogue.described_by(version);
  std::vector<std::string_view> reads;
  for (const Operation& row : catalogue.rows())
    if (row.entity == entity && is_read(row) && is_in_version(row, described))
      reads.push_back(row.action);
  const auto has = [&](std::string_view name) {
    return std::find(reads.begin(), reads.end(), name) != reads.end();
  };
  if (action.empty() && !has("list") && reads.size() == 1) action = reads.front();
  if (action.empty() && !has("list") && !reads.empty())
    return Status::invalid("/action", "is missing" + hint_for("", reads));
  if (action.empty()) action = "list";
  if (reads.empty() || has(action)) return catalogue.find(entity, action, version);
  return Status::invalid("/action", std::string(entity) + " has no action \"" +
                                        std::string(action) + "\" that reads" +
                                        hint_for(action, reads));
}

bool knows_query(const Operation& operation, std::string_view name) {
  for (auto known : split_names(operation.query))
    if (known.substr(0, known.find_first_of(":!")) == name) return true;
  return false;
}

// The parameter that shows deleted rows, wherever it is; empty: the list has none.
std::string_view deleted_name(const Operation& operation) {
  if (!operation.paging.deleted.empty()) return operation.paging.deleted;
  // In a search it means deleted rows only.
  const bool lists = operation.pagination == PaginationKind::kNone ||
                     operation.pagination == PaginationKind::kVersionCursor;
  return lists && knows_query(operation, kDeleted) ? kDeleted : std::string_view();
}

Status ask_for_deleted(const ListSettings& settings, ListRequest& request) {
  const Operation& operation = *settings.operation;
  const std::string name(deleted_name(operation));
  if (settings.deleted && name.empty())
    return Status::invalid("/deleted", call_name(operation) + " cannot show deleted rows");
  if (name.empty()) return {};
  const bool in_body = !knows_query(operation, name);
  if (settings.deleted && in_body)
    if (auto s = request.body.set(name, "true"); !s) return s.in("/request/payload");
  if (settings.deleted && !in_body) request.query.set(name, "true");
  request.deleted =
      in_body ? request.body.member(name) == "true" : request.query.first(name) == "true";
  return {};
}

// The page size may change without making a cursor invalid.
std::string identity_of(const Operation& operation, const ListRequest& request) {
  const std::string_view page_size = request.plan.names.page_size;
  std::string out(operation.entity);
  if (operation.action != "list") out.append(" ").append(operation.action);
  append_identity(out, "path", request.parts.path, {});
  append_identity(out, "query", request.query,
                  request.plan.in_body ? std::string_view() : page_size);
  JsonBody body = request.body;
  if (request.plan.in_body) body.remove(page_size);
  return out.append("\npayload ").append(body.text());
}

Status read_limits(Value config, ListSettings& out) {
  out.max_pages = static_cast<uint64_t>(config["max_pages"].integer_or(0));
  out.max_records = static_cast<uint64_t>(config["max_records"].integer_or(0));
  out.pagination = config["pagination"].bool_or(true);
  out.incremental = config["incremental"].bool_or(true);
  out.full = config["full"].bool_or(false);
  out.deleted = config["deleted"].bool_or(false);
  Value since = config["since"];
  out.since = since.is_number() ? since.text() : since.string_or("");
  if (out.since.empty() && since && !since.is_null())
    return Status::invalid("/since", "must be a version or a date");
  return {};
}

}  // namespace

Result<ListRequest> ListRequest::make(const ListSettings& settings, Value object) {
  const Operation& operation = *settings.operation;
  auto parts = RequestParts::read(object, kPointer);
  if (!parts) return parts.status();
  if (auto s = parts->check(operation, settings.path, kPointer); !s) return s;
  auto body = JsonBody::read(parts->payload);
  if (!body) return body.status();
  ListRequest out{*parts, parts->query, *std::move(body), {}, false, {}};
  out.parts.payload = {};  // its batch may be released before this
  for (auto name : split_names(operation.lower_case)) out.query.lower_case(name);
  if (auto s = ask_for_deleted(settings, out); !s) return s;
  const PagingWish wish{
      settings.pagination, settings.page_size,
      static_cast<uint32_t>(std::min<uint64_t>(settings.max_records, UINT32_MAX))};
  auto plan = plan_paging(operation, out.query, out.body, wish, kPointer);
  if (!plan) return plan.status();
  out.plan = *std::move(plan);
  out.identity = identity_of(operation, out);
  if (auto s = start_at(settings.since, operation, out.plan, out.query); !s) return s;
  if (auto s = make_pagination(out.plan, out.body, kPointer).status(); !s) return s;
  out.plan.put_fixed(out.query, out.body);
  return out;
}

Result<ListSettings> ListSettings::read(Context& context, const Catalogue& catalogue,
                                        uint32_t page_size) {
  auto config = context.config();
  if (!config) return config.status();
  auto chosen = choose_version(context, catalogue);
  if (!chosen) return chosen.status();
  ListSettings out;
  out.version = std::move(chosen->own);
  out.described = chosen->effective;
  out.page_size = page_size;
  auto operation = find_read(catalogue, (*config)["entity"].string_or(""),
                             (*config)["action"].string_or(""), chosen->effective);
  if (!operation) return operation.status();
  out.operation = *operation;
  auto path = PathTemplate::parse(out.operation->path);
  if (!path) return path.status();
  out.path = *std::move(path);
  if (auto s = read_limits(*config, out); !s) return s;
  auto request = ListRequest::make(out, (*config)["request"]);
  if (!request) return request.status();
  return out;
}

}  // namespace sluice::rest
