// Which function answers which method and path, and who may ask for it. Pure functions over a
// table.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "app/api/access_resources.hpp"
#include "app/api/bench_resources.hpp"
#include "app/api/configuration_resources.hpp"
#include "app/api/grant_resources.hpp"
#include "app/api/job_resources.hpp"
#include "app/api/resources.hpp"

namespace sluice::app {

// The objects whose functions answer.
using Parts = std::tuple<Resources&, AccessResources&, ConfigurationResources&, BenchResources&,
                         JobResources&, GrantResources&>;

// What a request may bring along.
enum class BodyKind {
  kNone,   // nothing, or an empty object
  kJson,   // one JSON value
  kLines,  // JSON lines
  kText    // a file of a configuration: text/yaml or application/json
};

struct Route {
  std::string_view method;  // GET routes take HEAD, too
  std::string_view path;    // "/api/v1/runs/{id}"
  std::string_view query;   // the parameters it takes, "limit cursor"
  listener::Response (*answer)(const Parts& parts, const Call& call);
  Role needs;         // the least role that may
  bool open = false;  // needs no token
  BodyKind body = BodyKind::kNone;
  bool local = false;  // at the Unix socket only: it is about files or values of this machine
  bool asks = false;   // it changes nothing: the audit log does without it, unless it reached out
};

std::span<const Route> routes();

struct Match {
  const Route* route = nullptr;  // NULL: none
  std::vector<std::string> names = {};
  std::string allow = {};  // the methods that the path takes; empty: there is no such path
};

Match match_route(std::string_view method, std::string_view path);

}  // namespace sluice::app
