#include "faults/fault_responses.hpp"

#include <Poco/DeflatingStream.h>

#include <sstream>

#include "common/api_error.hpp"
#include "common/clock.hpp"
#include "common/json_members.hpp"

namespace sluice::simulator {
namespace {

Response shaped(const Fault& fault, int status, ErrorShape shape, const char* text) {
  return error_response(shape, ApiError(fault.status != 0 ? fault.status : status, text));
}

Response html(int status, const char* title) {
  return {.status = status,
          .body = "<!DOCTYPE html><html><head><title>" + std::string(title) +
                  "</title></head><body><h1>" + title + "</h1></body></html>",
          .content_type = "text/html; charset=UTF-8"};
}

Response rate_fault(const Fault& fault, std::int64_t now_ms) {
  const std::int64_t wait_ms = std::int64_t{fault.retry_after_s} * 1000;
  switch (fault.kind) {
    case FaultKind::k429Date:
      return too_many_requests(rfc1123_up(now_ms + wait_ms), false, 0);
    case FaultKind::k429Past:
      return too_many_requests(rfc1123_up(now_ms - 3'600'000), false, 0);
    case FaultKind::k429Seconds:
      return too_many_requests(std::to_string(fault.retry_after_s), false, 0);
    default:
      return too_many_requests({}, false, 0);
  }
}

std::string gzip(const std::string& text) {
  std::ostringstream out;
  Poco::DeflatingOutputStream deflater(out, Poco::DeflatingStreamBuf::STREAM_GZIP);
  deflater << text;
  deflater.close();
  return out.str();
}

}  // namespace

Response too_many_requests(const std::string& retry_after, bool legacy, int limit) {
  Response response{.status = 429, .body = {}};
  response.body = R"({"error":"Too Many Requests","message":"Rate limiting enforced")";
  if (legacy) {
    response.body +=
        ",\"retry-after\":" + quote(retry_after) + ",\"limit\":" + std::to_string(limit);
  }
  response.body += '}';
  if (!retry_after.empty()) response.headers.push_back({"Retry-After", retry_after});
  return response;
}

std::optional<Response> early_response(const Fault& fault, std::int64_t now_ms) {
  switch (fault.kind) {
    case FaultKind::k429Date:
    case FaultKind::k429Past:
    case FaultKind::k429Seconds:
    case FaultKind::k429None:
    case FaultKind::kToken429:
      return rate_fault(fault, now_ms);
    case FaultKind::k500:
      return shaped(fault, 500, ErrorShape::kPlain, "Internal Server Error");
    case FaultKind::k502Html:
      return html(502, "502 Bad Gateway");
    case FaultKind::k503:
      return shaped(fault, 503, ErrorShape::kPlain, "Service Unavailable");
    case FaultKind::k504:
      return shaped(fault, 504, ErrorShape::kPlain, "Gateway Timeout");
    case FaultKind::k401:
      return shaped(fault, 401, ErrorShape::kPlain, "Access token is not valid");
    case FaultKind::kResetBefore:
      return Response{.status = 0, .body = {}, .wire = WireMode::kReset};
    case FaultKind::kHtml200:
      return html(200, "Scheduled maintenance");
    case FaultKind::kEmptyBody:
      return shaped(fault, 500, ErrorShape::kEmpty, "");
    case FaultKind::kTwoMemberError:
      return shaped(fault, 422, ErrorShape::kTwoMember, "the request was refused");
    case FaultKind::kObjectError:
      return shaped(fault, 422, ErrorShape::kObject, "the request was refused");
    default:
      return std::nullopt;
  }
}

void spoil(const Fault& fault, Response& response) {
  switch (fault.kind) {
    case FaultKind::kResetAfter:
    case FaultKind::kRefreshLost:
      response.wire = WireMode::kReset;
      break;
    case FaultKind::kDieMidPage:
      response.wire = WireMode::kDieInBody;
      break;
    case FaultKind::kSlowBody:
      response.wire = WireMode::kSlow;
      response.delay_ms = fault.delay_ms;
      break;
    case FaultKind::kTruncated:
      response.body.resize(response.body.size() * 2 / 3);
      break;
    case FaultKind::kGzip:
      if (response.body.empty()) break;
      response.body = gzip(response.body);
      response.headers.push_back({"Content-Encoding", "gzip"});
      break;
    default:
      break;
  }
}

}  // namespace sluice::simulator
