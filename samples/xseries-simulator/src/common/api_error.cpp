#include "common/api_error.hpp"

#include "common/json_members.hpp"

namespace sluice::simulator {

Response error_response(ErrorShape shape, const ApiError& error) {
  Response response{.status = error.status(), .body = {}, .headers = error.headers()};
  const std::string text = quote(error.text());
  switch (shape) {
    case ErrorShape::kPlain:
      response.body = "{\"error\":" + text + "}";
      break;
    case ErrorShape::kTwoMember:
      response.body = "{\"error\":" + text + ",\"message\":" + text + "}";
      break;
    case ErrorShape::kObject:
      response.body = "{\"error\":{\"code\":\"" + std::to_string(error.status()) +
                      "\",\"message\":" + text + "}}";
      break;
    case ErrorShape::kEmpty:
      break;
    case ErrorShape::kHtml:
      response.status = 502;
      response.content_type = "text/html";
      response.body =
          "<html><head><title>502 Bad Gateway</title></head><body>Bad Gateway</body></html>";
      break;
  }
  return response;
}

}  // namespace sluice::simulator
