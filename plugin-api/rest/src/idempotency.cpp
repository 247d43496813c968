#include "sluice/rest/idempotency.hpp"

namespace sluice::rest {

Result<Idempotency> Idempotency::read(Value config) {
  Idempotency out;
  const Value given = config["idempotency"];
  if (!given.is_object()) return out;
  out.header_ = given["header"].string_or("");
  out.member_ = given["member"].string_or("");
  if (out.header_.empty() == out.member_.empty())
    return Status::invalid("/idempotency", out.any() ? "names header and member; write one of them"
                                                     : "names neither header nor member");
  return out;
}

Status Idempotency::fits(Value value) const {
  if (member_.empty()) return {};
  if (!value.is_object())
    return Status::data("record is not an object, so it cannot have the member " + member_ +
                        " (idempotency)");
  if (!value[member_].exists()) return {};
  return Status::data("record has a member " + member_ +
                      " already; name another one in idempotency.member, or drop it before");
}

void Idempotency::append(Value value, std::string_view text, std::string_view key,
                         std::string& out) const {
  if (member_.empty()) return void(out.append(text));
  out.append("{\"").append(member_).append("\":\"").append(key).append("\"");
  if (value.size()) out.append(",");
  out.append(text.substr(1));
}

}  // namespace sluice::rest
