// Defines an operation in one line, for a connector's table:
//
//   get("brands", "list",
//   "/brands").query("after:int").walk(kVersionCursor).scopes("products:read")
//
// Plain constants; any thread.
#pragma once

#include <stdexcept>

#include "sluice/rest/name_check.hpp"
#include "sluice/rest/operation.hpp"

namespace sluice::rest {

class Row {
  // Before its users: clang needs the definition of a template that a constant is made with.
  template <class Member, class Value>
  constexpr Row with(Member Operation::*member, Value value) const {
    Row out = *this;
    out.row_.*member = value;
    return out;
  }

 public:
  using Text = std::string_view;

  constexpr Row(Text method, Text entity, Text action, Text path) {
    row_.method = method;
    row_.entity = entity;
    row_.action = action;
    row_.path = path;
  }

  constexpr Row path_types(Text names) const {
    return with(&Operation::path_types, checked(names, true));
  }
  constexpr Row query(Text names) const { return with(&Operation::query, checked(names, true)); }
  constexpr Row json(Text members) const { return body(BodyKind::kJson, members, true); }
  constexpr Row optional_json(Text members) const { return body(BodyKind::kJson, members, false); }
  constexpr Row form(Text members) const { return body(BodyKind::kForm, members, true); }
  constexpr Row multipart(Text parts) const { return body(BodyKind::kMultipart, parts, true); }

  // Shape of the response: "data[]" a list, "data{}" one record, "data?" one or a list of
  // one, "data=" a value, "[]" and "{}" the body itself, "text" no JSON, "" nothing.
  constexpr Row gives(Text reply) const {
    Row out = *this;
    out.row_.reply = reply_kind(reply);
    size_t suffix =
        out.row_.reply == ReplyKind::kRows || out.row_.reply == ReplyKind::kRecord ? 2 : 1;
    bool has_path = out.row_.reply != ReplyKind::kText && out.row_.reply != ReplyKind::kNothing;
    out.row_.envelope = has_path ? reply.substr(0, reply.size() - suffix) : Text();
    return out;
  }
  // Documentation and its own example differ: the record may also be the body itself, if that has
  // `member`.
  constexpr Row or_bare(Text member) const { return with(&Operation::bare, member); }
  constexpr Row walk(PaginationKind kind, PagingTraits traits = {}) const {
    return with(&Operation::pagination, kind).with(&Operation::paging, traits);
  }
  constexpr Row version_at(Text path) const { return with(&Operation::row_version, path); }
  constexpr Row unpaged_with(Text names) const { return with(&Operation::unpaged_with, names); }
  constexpr Row lower_case(Text names) const { return with(&Operation::lower_case, names); }
  constexpr Row success(Text statuses) const { return with(&Operation::success, statuses); }
  constexpr Row scopes(Text all) const { return with(&Operation::scopes, all); }
  constexpr Row any_scope(Text one_of) const { return with(&Operation::any_scope, one_of); }
  constexpr Row webhooks(Text events) const { return with(&Operation::webhooks, events); }
  constexpr Row in(Text versions) const { return with(&Operation::versions, versions); }
  constexpr Row note(Text text) const { return with(&Operation::note, text); }
  constexpr Row reads() const { return with(&Operation::reads, true); }
  constexpr Row repeatable() const { return with(&Operation::repeatable, true); }
  constexpr Row repeatable_with(Text member) const {
    return with(&Operation::repeatable_with, member);
  }
  constexpr Row internal() const { return with(&Operation::internal, true); }
  constexpr Row reread(Text action, Text match) const {
    return reread({action, match, {}, {}, true});
  }
  constexpr Row reread(Reread how) const { return with(&Operation::reread, how); }
  constexpr Row bulk(Bulk how) const { return with(&Operation::bulk, how); }

  constexpr operator Operation() const { return row_; }

 private:
  constexpr Row body(BodyKind kind, Text members, bool required) const {
    return with(&Operation::body_kind, kind)
        .with(&Operation::body, checked(members, false))
        .with(&Operation::body_required, required);
  }
  // A mistake in a constant ends the compilation here.
  static constexpr Text checked(Text names, bool in_query) {
    if (!NameCheck(names, in_query).passes())
      throw std::invalid_argument("names: \"id!:int,tags[],contact{email}\", see operation.hpp");
    return names;
  }
  static constexpr ReplyKind reply_kind(Text reply) {
    if (reply.empty()) return ReplyKind::kNothing;
    if (reply == "text") return ReplyKind::kText;
    if (reply.ends_with("[]")) return ReplyKind::kRows;
    if (reply.ends_with("{}")) return ReplyKind::kRecord;
    if (reply.ends_with('?')) return ReplyKind::kEither;
    if (reply.ends_with('=')) return ReplyKind::kValue;
    throw std::invalid_argument("gives: \"data[]\", \"data{}\", \"data?\" or \"data=\"");
  }

  Operation row_;
};

constexpr Row get(Row::Text entity, Row::Text action, Row::Text path) {
  return {"GET", entity, action, path};
}
constexpr Row post(Row::Text entity, Row::Text action, Row::Text path) {
  return {"POST", entity, action, path};
}
constexpr Row put(Row::Text entity, Row::Text action, Row::Text path) {
  return {"PUT", entity, action, path};
}
constexpr Row patch(Row::Text entity, Row::Text action, Row::Text path) {
  return {"PATCH", entity, action, path};
}
constexpr Row del(Row::Text entity, Row::Text action, Row::Text path) {
  return {"DELETE", entity, action, path};
}

}  // namespace sluice::rest
