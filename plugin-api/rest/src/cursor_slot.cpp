#include "sluice/rest/cursor_slot.hpp"

namespace sluice::rest {

void CursorSlot::put(OperationRequest& request, uint64_t number) const {
  if (in_body_) return put_json(request, std::to_string(number));
  request.query.set(name_, std::to_string(number));
}

void CursorSlot::put(OperationRequest& request, std::string_view text) const {
  if (in_body_) return put_json(request, json_string(text));
  request.query.set(name_, std::string(text));
}

void CursorSlot::put_nothing(OperationRequest& request) const {
  if (in_body_) request.body = body_.text();
}

void CursorSlot::put_json(OperationRequest& request, std::string json) const {
  JsonBody body = body_;
  static_cast<void>(body.set(name_, std::move(json)));  // whoever made this has tried
  request.body = body.text();
}

}  // namespace sluice::rest
