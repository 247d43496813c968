// What the API needs of the rest of the program to show what a configuration may have, to check one
// and to try it. Functions are [any], and may take seconds.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "config/files.hpp"
#include "config/node.hpp"
#include "sluice/result.hpp"

namespace sluice::app {

// Texts instead of those of files, by the names that the configuration's reader has for them;
// nothing: as if the file were not there.
using config::Replaced;

// Names and values of an address, decoded.
using GrantQuery = std::vector<std::pair<std::string, std::string>>;

struct PreviewWanted {
  std::string pipeline;                               // empty if `incoming` or `outgoing` is said
  Replaced files = {};                                // unsaved texts
  std::optional<std::string> records = std::nullopt;  // JSON, one or more; nothing: fetched
  size_t limit = 3;
  std::string step = {};      // only this one is shown; empty: all
  bool request = false;       // what a walk begins with, instead of records; nothing is sent
  std::string incoming = {};  // instead of a pipeline, also if none reads by it
  std::string outgoing = {};  // instead of a pipeline: its own steps alone, on `records`
};

// Failures: E_UNSUPPORTED for what does not exist, E_INVALID and E_DATA for what cannot be carried
// out as it is, E_UNAVAILABLE for what may work later.
class Workbench {
 public:
  virtual ~Workbench() = default;

  // All that is wrong with the configuration, without secrets: [{severity, message, file, line,
  // column, pointer, hint?}]; files as the reader names them.
  virtual Result<config::Node> check(const Replaced& files) = 0;
  // Its objects, see openapi.json.
  virtual Result<config::Node> objects(const Replaced& files) = 0;

  virtual config::Node schema() = 0;
  virtual config::Node components() = 0;
  virtual config::Node functions() = 0;
  virtual config::Node plugins() = 0;
  virtual Result<config::Node> catalogue(const std::string& component) = 0;

  // Of a saved client only: what is not saved never gets its secrets.
  virtual Result<config::Node> check_client(const std::string& client) = 0;
  // Of a saved client, too: the address where a person grants it its credentials; E_UNSUPPORTED: it
  // has none to be granted. Secret, as `state` is.
  virtual Result<std::string> grant_url(const std::string& client, const std::string& redirect,
                                        const std::string& state) = 0;
  // Fetches and keeps the credentials by what the browser came back with; says what was granted.
  virtual Result<std::string> take_grant(const std::string& client, const std::string& redirect,
                                         const GrantQuery& query) = 0;
  virtual Result<config::Node> preview(const PreviewWanted& wanted) = 0;
  // What is known of the records of `wanted`'s pipeline, incoming or outgoing at each place,
  // without reading any; see openapi.json.
  virtual Result<config::Node> members(const PreviewWanted& wanted) = 0;
  virtual Result<config::Node> page(const std::string& incoming) = 0;
  virtual Result<config::Node> eval(const std::string& expression, const std::string& input) = 0;
  virtual Result<config::Node> tests(const std::string& pipeline, bool run) = 0;
  virtual Result<config::Node> schedule(const config::Node& section) = 0;
};

}  // namespace sluice::app
