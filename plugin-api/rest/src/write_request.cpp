#include "sluice/rest/write_request.hpp"

#include <algorithm>
#include <utility>

#include "sluice/rest/bodies.hpp"
#include "sluice/rest/names.hpp"

namespace sluice::rest {
namespace {

// The call for this record; an upsert without the parameters that name the record is a create.
const Call& choose(const ActionSettings& settings, Parameters& path) {
  if (!settings.create) return settings.main;
  bool named = std::any_of(settings.own.begin(), settings.own.end(),
                           [&](const std::string& name) { return path.has(name); });
  if (named) return settings.main;
  path.forget_nulls();
  return *settings.create;
}

// Everything except the payload.
Result<Write> address(const Record& record, const ActionSettings& settings) {
  if (!record.root().is_object())
    return Status::data("record is not an object with path, query, payload");
  auto parts = RequestParts::read(record.root(), "");
  if (!parts) return parts.status();
  // An unknown name must not turn an update into a create.
  const Operation& main = *settings.main.operation;
  if (auto s = parts->check_path_names(main, settings.main.path, ""); !s) return s;
  const Call& call = choose(settings, parts->path);
  if (auto s = parts->check(*call.operation, call.path, ""); !s) return s;
  auto segments = call.path.fill(parts->path, "/path");
  if (!segments) return segments.status();
  return Write{record.index(), &call, *std::move(segments), parts->query, parts->payload, {}};
}

Status read_payload(Write& write) {
  const Operation& operation = *write.call->operation;
  if (write.payload && write.payload.is_null()) write.payload = {};
  if (operation.body_kind == BodyKind::kNone) write.payload = {};  // a DELETE of a whole record
  if (!write.payload) {
    if (!operation.body_required) return {};
    return Status::data("record has no payload: " + call_name(operation) + " sends it as the body");
  }
  auto text = write.payload.json();
  if (!text) return text.status();
  write.json = *text;
  return {};
}

}  // namespace

std::string_view key_of(const Write& write) {
  std::string_view key = write.call->operation->bulk.key;
  if (key.empty() || !write.payload.is_object()) return {};
  return write.payload[key].string_or("");
}

namespace {

bool same(const Parameters& a, const Parameters& b) {
  return std::equal(a.all().begin(), a.all().end(), b.all().begin(), b.all().end(),
                    [](const Parameter& x, const Parameter& y) {
                      return x.name == y.name && x.values == y.values;
                    });
}

bool is_repeatable_with(const Operation& operation, Value payload) {
  if (operation.repeatable_with.empty() || !payload.is_object()) return false;
  Value member = payload[operation.repeatable_with];
  return member && !member.is_null();
}

OperationRequest head_of(const Write& write) {
  OperationRequest out{write.call->operation, write.segments, write.query, {}};
  out.repeatable = is_repeatable_with(*write.call->operation, write.payload);
  return out;
}

}  // namespace

Result<Write> read_write(const Record& record, const ActionSettings& settings) {
  auto write = address(record, settings);
  Status status = write.status();
  if (write) status = read_payload(*write);
  if (status) return write;
  if (status.code() == SLUICE_E_NO_MEMORY || status.code() == SLUICE_E_DATA) return status;
  // A pointer of "/path/customer_id" within this record, so it is the record's fault.
  return Status::data("record " + status.message());
}

bool go_together(std::span<const Write> group, const Write& next) {
  if (group.empty()) return true;
  const Write& first = group.front();
  if (first.call != next.call || first.segments != next.segments || !same(first.query, next.query))
    return false;
  std::string_view key = key_of(next);
  return key.empty() ||
         std::none_of(group.begin(), group.end(), [&](auto& one) { return key_of(one) == key; });
}

Result<OperationRequest> request_of(const Write& write) {
  OperationRequest out = head_of(write);
  if (!write.payload || write.call->operation->body_kind == BodyKind::kMultipart) return out;
  if (write.call->operation->body_kind != BodyKind::kForm) {
    out.body = write.json;
    return out;
  }
  auto body = form_body(write.payload);
  if (!body) return body.status();
  out.content_type = kFormType;
  out.body = *std::move(body);
  return out;
}

OperationRequest request_of(std::span<const Write> writes) {
  const Bulk& bulk = writes.front().call->operation->bulk;
  OperationRequest out = head_of(writes.front());
  std::string list = "[";
  for (const Write& write : writes) list.append(list.size() > 1 ? "," : "").append(write.json);
  out.body = wrapped(bulk.items, list.append("]"));
  out.repeatable = !bulk.session.empty();
  if (out.repeatable)
    out.body.insert(1, "\"" + std::string(bulk.session) + "\":\"" + fresh_uuid() + "\",");
  return out;
}

namespace {

// Of the body; `path`: where the list is whose item the payload is.
std::vector<NameSpec> members_at(std::string_view body, std::string_view path) {
  NameSpec at = read_body(body);
  while (!path.empty()) {
    const std::string_view name = path.substr(0, path.find('.'));
    const auto found = std::find_if(at.members.begin(), at.members.end(),
                                    [&](const NameSpec& one) { return one.name == name; });
    if (found == at.members.end()) return {};
    const NameSpec next = *found;
    at = next;
    path.remove_prefix(std::min(name.size() + 1, path.size()));
  }
  return at.members;
}

std::string missing_of(Value payload, const std::vector<NameSpec>& members) {
  std::string out;
  for (const NameSpec& member : members)
    if (member.required && !payload[member.name])
      out.append(out.empty() ? "" : ", ").append(member.name);
  return out;
}

}  // namespace

std::string lacking(const Write& write, bool is_item) {
  if (!write.payload.is_object()) return {};
  const Operation& operation = *write.call->operation;
  const std::string_view list = is_item ? operation.bulk.items : std::string_view();
  const std::string names = missing_of(write.payload, members_at(operation.body, list));
  if (!is_item) return names.empty() ? "" : "the payload has no " + names;
  const std::string item =
      "each record is one item of " + (list.empty() ? "the list" : std::string(list));
  if (const auto first = list.substr(0, list.find('.')); !first.empty() && write.payload[first])
    return item + ", and this payload has " + std::string(first) +
           " itself: give one item a record, or set records_per_request: 0";
  if (names.empty()) return {};
  return item + ", and this payload has no " + names + ": add what the server needs";
}

}  // namespace sluice::rest
