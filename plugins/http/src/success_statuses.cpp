#include "success_statuses.hpp"

#include <algorithm>
#include <charconv>

#include "sluice/rest/status_policy.hpp"

namespace http_plugin {

using sluice::Result;
using sluice::Status;
using sluice::Value;

bool SuccessStatuses::add(std::string_view text) {
  if (text.size() != 3 || text[0] < '2' || text[0] > '4') return false;
  const size_t first = static_cast<size_t>(text[0] - '0') * 100;
  if (text.substr(1) == "xx" && text[0] == '2') {
    for (size_t i = 0; i < 100; i++) statuses_.set(first + i);
    return true;
  }
  int32_t status = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), status);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || !sluice::rest::may_be_accepted(status)) return false;
  statuses_.set(static_cast<size_t>(status));
  return true;
}

Result<SuccessStatuses> SuccessStatuses::read(Value list, std::string_view pointer) {
  SuccessStatuses out;
  if (!list) out.add("2xx");
  for (size_t i = 0; i < list.size(); i++) {
    const Value item = list.item(i);
    const std::string_view text = item.is_number() ? item.text() : item.string_or("");
    if (!out.add(text))
      return Status::invalid(
          std::string(pointer) + "/" + std::to_string(i),
          "\"" + std::string(text) +
              "\" cannot count as success: write a status from 200 to 499 that is not 401, 403, "
              "407 or 429, or 2xx");
  }
  return out;
}

}  // namespace http_plugin
