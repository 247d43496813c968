#include "sluice/rest/member_path.hpp"

#include <algorithm>

namespace sluice::rest {

Result<MemberPath> MemberPath::parse(std::string_view text, std::string_view pointer) {
  MemberPath out;
  out.text_ = text;
  for (size_t at = 0; !text.empty() && at <= text.size();) {
    const size_t end = std::min(text.find('.', at), text.size());
    if (end == at)
      return Status::invalid(pointer, "\"" + std::string(text) +
                                          "\" has an empty name; write member or object.member");
    out.steps_.push_back({std::string(text.substr(at, end - at))});
    at = end + 1;
  }
  return out;
}

Value MemberPath::find(Value root, size_t step) {
  for (; root && step < steps_.size(); step++) {
    if (steps_[step].name == "*") return find_below_any(root, step + 1);
    root = root.find(steps_[step].name, &steps_[step].hint);
  }
  return root;
}

Value MemberPath::find_below_any(Value object, size_t step) {
  if (!object.is_object()) return {};
  for (size_t i = 0; i < object.size(); i++)
    if (const Value found = find(object.member(i), step)) return found;
  return {};
}

}  // namespace sluice::rest
