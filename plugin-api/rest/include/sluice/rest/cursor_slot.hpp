// Where a request says which row its page starts at: a query parameter, or a member of the body.
// Owned by one walk's pagination; on the subscriber's lane.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sluice/rest/json_body.hpp"
#include "sluice/rest/operation_request.hpp"
#include "sluice/value.hpp"

namespace sluice::rest {

class CursorSlot {
 public:
  // A query parameter.
  explicit CursorSlot(std::string_view name) : name_(name) {}
  // A member of `body`, which is sent with every page.
  CursorSlot(std::string_view name, JsonBody body)
      : name_(name), in_body_(true), body_(std::move(body)) {}

  std::string_view name() const { return name_; }
  // How a walk keeps a cursor that the server gave as a text or a number: as text, or for a body as
  // JSON, where a number must stay one. Nothing: it is neither, or empty.
  std::optional<std::string> kept(Value cursor) const;
  void put(OperationRequest& request, uint64_t number) const;
  // `kept`: of kept(), or plain text.
  void put(OperationRequest& request, std::string_view kept) const;
  // The page is requested without a cursor.
  void put_nothing(OperationRequest& request) const;

 private:
  void put_json(OperationRequest& request, std::string json) const;

  std::string name_;
  bool in_body_ = false;
  JsonBody body_;
};

}  // namespace sluice::rest
