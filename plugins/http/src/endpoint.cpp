#include "endpoint.hpp"

#include <utility>

#include "sluice/rest/lists.hpp"

namespace http_plugin {

using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::rest::PathTemplate;

Result<Endpoint> Endpoint::read(Value config, const std::string& pointer, const std::string& how) {
  Endpoint out;
  out.method = config["method"].string_or("GET");
  out.path_text = config["path"].string_or("");
  const std::string where = pointer + "/path";
  if (const size_t bad = out.path_text.find_first_of("?#"); bad != std::string::npos)
    return Status::invalid(where,
                           "holds \"" + out.path_text.substr(bad, 1) +
                               "\", which does not belong into a path; write parameters as " + how);
  if (!out.path_text.empty() && out.path_text != "/") {
    auto path = PathTemplate::parse(out.path_text);
    if (!path) return Status::invalid(where, path.status().message());
    out.path = *std::move(path);
  }
  const Value not_found = config["not_found"];
  for (size_t i = 0; i < not_found.size(); i++)
    out.not_found.push_back(static_cast<int32_t>(not_found.item(i).integer_or(404)));
  return out;
}

bool Endpoint::is_not_found(int32_t status) const {
  return sluice::rest::contains(not_found, status);
}

}  // namespace http_plugin
