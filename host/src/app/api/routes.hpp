// Which function answers which method and path. Pure functions over a table.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/api/resources.hpp"

namespace sluice::app {

struct Route {
  std::string_view method;  // GET routes take HEAD, too
  std::string_view path;    // "/api/v1/runs/{id}"
  std::string_view query;   // the parameters it takes, "limit cursor"
  listener::Response (Resources::*answer)(const Call& call);
  bool open = false;  // needs no token
};

std::span<const Route> routes();

struct Match {
  const Route* route = nullptr;  // NULL: none
  std::vector<std::string> names = {};
  std::string allow = {};  // the methods that the path takes; empty: there is no such path
};

Match match_route(std::string_view method, std::string_view path);

}  // namespace sluice::app
