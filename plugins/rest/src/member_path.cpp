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

Value MemberPath::find(Value root) {
  for (Step& step : steps_) {
    if (!root) return root;
    root = root.find(step.name, &step.hint);
  }
  return root;
}

}  // namespace sluice::rest
