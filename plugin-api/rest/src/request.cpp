#include "sluice/rest/request.hpp"

#include "sluice/rest/operation_request.hpp"

namespace sluice::rest {
namespace {

void borrow(const Pairs& from, std::vector<sluice_pair>& to) {
  for (const auto& [name, value] : from) to.push_back({slice(name), slice(value)});
}

}  // namespace

sluice::Request Request::borrowed() const {
  sluice::Request out;
  out.method = method;
  for (const std::string& segment : segments) out.segments.push_back(slice(segment));
  borrow(query, out.query);
  borrow(headers, out.headers);
  if (!version.empty()) out.headers.push_back({slice(kVersionHeader), slice(version)});
  if (body.empty()) return out;
  out.body = body;
  out.content_type = content_type;
  return out;
}

Result<std::string> ask(const ClientRef& client, const Request& request, const Cancel& cancel) {
  auto exchange = client.start(request.borrowed());
  if (!exchange) return exchange.status();
  Response response;
  const Status status = client.finish(*exchange, nullptr, response, cancel);
  return status ? Result<std::string>(std::string(response.body())) : status;
}

}  // namespace sluice::rest
