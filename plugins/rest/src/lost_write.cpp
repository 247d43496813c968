#include "sluice/rest/lost_write.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "sluice/rest/closest.hpp"
#include "sluice/rest/document.hpp"
#include "sluice/rest/names.hpp"

namespace sluice::rest {
namespace {

using Wanted = std::vector<std::pair<std::string_view, std::string>>;  // member, value

// A scalar of the payload as text; empty: there is none.
std::string text_of(Value payload, std::string_view name) {
  Value member = payload.is_object() ? payload[name] : Value();
  if (member.is_string()) return std::string(member.string_or(""));
  return std::string(member.text());
}

bool takes_query(const Operation& operation, std::string_view name) {
  auto specs = read_names(operation.query);
  return std::any_of(specs.begin(), specs.end(), [&](auto& spec) { return spec.name == name; });
}

// Fills path and query, and says what a row must have; false if the record does not tell.
bool prepare(const Write& write, const Call& reread, Parameters& path, Parameters& query,
             Wanted& wanted) {
  for (std::string_view name : split_names(write.call->operation->reread.match)) {
    size_t equals = name.find('=');
    std::string_view member = equals == name.npos ? name : name.substr(equals + 1);
    std::string value = text_of(write.payload, member);
    if (value.empty()) return false;
    if (equals != name.npos)
      path.set(name.substr(0, equals), value);
    else if (takes_query(*reread.operation, name))
      query.set(name, value);
    else
      wanted.emplace_back(member, value);
  }
  return true;
}

Value at_path(Value value, std::string_view path) {
  while (!path.empty() && value.is_object()) {
    size_t dot = std::min(path.find('.'), path.size());
    value = value[path.substr(0, dot)];
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return value;
}

bool has_all(Value row, const Wanted& wanted) {
  return std::all_of(wanted.begin(), wanted.end(),
                     [&](auto& one) { return text_of(row, one.first) == one.second; });
}

Fate in_list(const Host& host, const Operation& list, std::string_view body, const Wanted& wanted) {
  auto document = Document::parse(host, body, "the answer");
  if (!document) return Fate::kUnknown;
  Value rows = at_path(document->root(), list.envelope);
  if (!rows.is_array()) return Fate::kUnknown;
  for (size_t i = 0; i < rows.size(); i++)
    if (has_all(rows.item(i), wanted)) return Fate::kDone;
  return list.pagination == PaginationKind::kNone ? Fate::kNotDone : Fate::kUnknown;
}

}  // namespace

Fate look_for(const Write& write, const Call& reread, const ClientRef& client, const Host& host,
              std::string_view version, const Cancel& cancel) {
  Parameters path, query;
  Wanted wanted;
  if (!prepare(write, reread, path, query, wanted)) return Fate::kUnknown;
  auto segments = reread.path.fill(path, "/path");
  if (!segments) return Fate::kUnknown;
  OperationRequest request{reread.operation, *std::move(segments), query, {}};
  request.version = version;
  auto exchange = client.start(request.request());
  if (!exchange) return Fate::kUnknown;
  Response response;
  Status status = client.finish(*exchange, nullptr, response, cancel);
  if (status.remote_code() == 404) return Fate::kNotDone;
  if (!status) return Fate::kUnknown;
  bool list = reread.operation->reply == ReplyKind::kRows;
  return list ? in_list(host, *reread.operation, response.body(), wanted) : Fate::kDone;
}

}  // namespace sluice::rest
