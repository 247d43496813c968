#pragma once
// The routes, read from entities.tsv, for every API version that the simulator serves. Built
// once, then immutable: any thread.

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::simulator {

// One line of entities.tsv.
struct Route {
  std::string entity;
  std::string api_version;
  std::string method;
  std::string action;
  std::string path;
  std::vector<std::string> segments;  // of the path; `{name}` is a parameter
  std::string query_required;
  std::string query_optional;
  std::string pagination;
  std::string body_required;
  int success_status = 200;
  std::string declared_status;
  std::string envelope;
  std::string scope;
  std::string same_in_2_0;

  const std::string& table() const { return segments.front(); }
};

struct RouteMatch {
  enum class Outcome { kFound, kNotFound, kOtherMethod };
  Outcome outcome = Outcome::kNotFound;
  const Route* route = nullptr;
  std::map<std::string, std::string> params = {};  // decoded
  std::string version = {};  // that serves the request; not the requested one if that is too old
  std::string path = {};     // after the version, undecoded, for faults and messages
  std::string allowed = {};  // value of Allow when only the method is wrong
};

// True for a list of at least one version, each of them dated and known to the table.
bool are_dated_versions(const std::vector<std::string>& versions);
// The same as one text, for messages.
std::string dated_versions_text();

class RouteTable {
 public:
  explicit RouteTable(std::string_view tsv);

  // `segments` are the undecoded segments of the whole path, `api` included; `supported` are the
  // dated versions that are served, at least one.
  RouteMatch match(std::string_view method, const std::vector<std::string>& segments,
                   const std::vector<std::string>& supported) const;
  const std::vector<Route>& routes() const { return routes_; }

 private:
  // The version that serves a version segment; empty when there is none.
  std::string serving_version(std::string_view segment,
                              const std::vector<std::string>& supported) const;
  void build_versions();
  void add(const std::string& version, const Route& route);

  std::vector<Route> routes_;
  std::map<std::string, std::vector<const Route*>> by_version_;
};

}  // namespace sluice::simulator
