#include "sluice/rest/operation_request.hpp"

#include "sluice/ext/http.h"

namespace sluice::rest {

sluice::Request OperationRequest::request() const {
  sluice::Request out;
  out.method = operation->method;
  for (const std::string& segment : segments) out.segments.push_back(slice(segment));
  for (const Parameter& p : query.all())
    for (const std::string& value : p.values) out.query.push_back({slice(p.name), slice(value)});
  if (!body.empty()) {
    out.content_type = content_type;
    out.body = body;
  }
  if (!version.empty()) out.headers.push_back({slice(kVersionHeader), slice(version)});
  if (operation->reply == ReplyKind::kText)
    out.headers.push_back({slice("Accept"), slice("text/html, text/plain")});
  if (!key_header.empty()) out.headers.push_back({slice(key_header), slice(key)});
  if (is_safe() && operation->method != "GET") out.flags = SLUICE_HTTP_REQUEST_SAFE;
  if (end_slash) out.flags |= SLUICE_HTTP_REQUEST_END_SLASH;
  if (slashes) out.flags |= SLUICE_HTTP_REQUEST_SLASHES;
  return out;
}

bool OperationRequest::is_safe() const {
  return repeatable || operation->repeatable || operation->reads || operation->method == "PUT" ||
         operation->method == "DELETE" || operation->method == "GET";
}

std::string OperationRequest::name() const {
  std::string out(operation->method);
  out += ' ';
  for (const std::string& segment : segments) out.append("/").append(segment);
  return out;
}

}  // namespace sluice::rest
