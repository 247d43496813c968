#include "http/request_builder.hpp"

#include <algorithm>
#include <array>

#include "http/text/url.hpp"
#include "sluice/ext/http.h"

namespace sluice::http {
namespace {

Status bad_request(std::string message) { return {SLUICE_E_INVALID, std::move(message)}; }

Status check_method(std::string_view method) {
  static constexpr std::array<std::string_view, 7> kKnown = {"GET",   "HEAD",   "POST",   "PUT",
                                                             "PATCH", "DELETE", "OPTIONS"};
  if (std::find(kKnown.begin(), kKnown.end(), method) != kKnown.end()) return {};
  return bad_request(std::string("method ") + (is_token(method) ? std::string(method) : "") +
                     " is not one of GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");
}

// REQUIRES: the name is one a caller may set
Status set_value(std::string_view name, std::string_view value, Headers& out) {
  if (!is_field_value(value))
    return bad_request("the value of header " + std::string(name) +
                       " holds a line break or control character");
  out.set(name, value);
  return {};
}

Status add_header(std::string_view name, std::string_view value, Headers& out) {
  if (!is_token(name)) return bad_request("a header's name holds characters that are not allowed");
  if (is_reserved_header(name))
    return bad_request("header " + std::string(name) +
                       " is set by the HTTP service itself; remove it");
  return set_value(name, value, out);
}

Status add_headers(const sluice_http_request& from, Headers& out) {
  for (size_t i = 0; i < from.header_count; i++) {
    Status s = add_header(view(from.headers[i].name), view(from.headers[i].value), out);
    if (!s.ok()) return s;
  }
  if (from.content_type.size == 0) return {};
  return set_value("Content-Type", view(from.content_type), out);
}

}  // namespace

Headers common_headers(const SessionSettings& settings) {
  Headers out;
  if (!settings.user_agent.empty()) out.add("User-Agent", settings.user_agent);
  if (!settings.bearer_token.empty()) out.add("Authorization", "Bearer " + settings.bearer_token);
  for (const auto& [name, value] : settings.headers.fields()) out.set(name, value);
  return out;
}

Result<Request> build_request(const SessionSettings& settings, const Headers& common,
                              const sluice_http_request& from) {
  if (from.struct_size < sizeof from) return bad_request("the request's struct_size is too small");
  Request out;
  out.method = view(from.method);
  if (Status s = check_method(out.method); !s.ok()) return s;
  const Slashes slashes =
      from.flags & SLUICE_HTTP_REQUEST_SLASHES ? Slashes::kEncoded : Slashes::kRefused;
  Result<std::string> path = build_path({from.segments, from.segment_count}, slashes);
  if (!path.ok()) return path.status();
  const bool slash = from.flags & SLUICE_HTTP_REQUEST_END_SLASH;
  if (slash || (settings.base.path.empty() && path->empty())) *path += "/";
  const std::string query = build_query({from.query, from.query_count});
  out.url.reserve(settings.base.text.size() + path->size() + query.size());
  out.url.append(settings.base.text).append(*path).append(query);
  out.headers.add_all(common);
  if (Status s = add_headers(from, out.headers); !s.ok()) return s;
  out.body = from.flags & SLUICE_HTTP_REQUEST_BORROWED ? Body::borrowed(view(from.body))
                                                       : Body(std::string(view(from.body)));
  out.repeatable =
      out.method == "GET" || out.method == "HEAD" || (from.flags & SLUICE_HTTP_REQUEST_SAFE);
  return out;
}

}  // namespace sluice::http
