// What a component asks: method and path. Made at create; a value.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sluice/plugin.hpp"
#include "sluice/rest/path_template.hpp"

namespace http_plugin {

struct Endpoint {
  std::string method, path_text;
  sluice::rest::PathTemplate path;
  std::vector<int32_t> not_found;  // statuses that mean that nothing is there

  // `pointer`: where the settings stand, "" or "/for_each". `how`: how parameters are written
  // instead of in the path. E_INVALID starts with the pointer.
  static sluice::Result<Endpoint> read(sluice::Value config, const std::string& pointer,
                                       const std::string& how);
  bool is_not_found(int32_t status) const;
  // "GET /items", for messages.
  std::string name() const { return method + " " + path_text; }
};

}  // namespace http_plugin
