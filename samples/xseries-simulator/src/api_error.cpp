#include "api_error.hpp"

#include "json_members.hpp"

namespace sluice::simulator {

Answer error_answer(ErrorShape shape, const ApiError& error) {
  Answer answer{.status = error.status(), .body = {}, .headers = error.headers()};
  const std::string text = quote(error.text());
  switch (shape) {
    case ErrorShape::kPlain:
      answer.body = "{\"error\":" + text + "}";
      break;
    case ErrorShape::kTwoMember:
      answer.body = "{\"error\":" + text + ",\"message\":" + text + "}";
      break;
    case ErrorShape::kObject:
      answer.body = "{\"error\":{\"code\":\"" + std::to_string(error.status()) +
                    "\",\"message\":" + text + "}}";
      break;
    case ErrorShape::kEmpty:
      break;
    case ErrorShape::kHtml:
      answer.status = 502;
      answer.content_type = "text/html";
      answer.body =
          "<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>";
      break;
  }
  return answer;
}

}  // namespace sluice::simulator
