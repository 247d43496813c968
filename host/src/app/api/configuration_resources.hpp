// The files of the configuration, their history and what is in them, a function each; see
// openapi.json. Called on the server's workers.
#pragma once

#include <mutex>
#include <optional>
#include <string>

#include "app/api/call.hpp"
#include "app/api/config_folder.hpp"
#include "app/api/config_history.hpp"
#include "app/api/control.hpp"
#include "app/api/workbench.hpp"
#include "services/redactor.hpp"

namespace sluice::app {

class ConfigurationResources {
 public:
  // All outlive it.
  struct From {
    ConfigFolder& folder;
    ConfigHistory& history;
    Workbench& bench;
    Control& control;
    const services::Redactor& redactor;
  };
  explicit ConfigurationResources(const From& from) : from_(from) {}
  ConfigurationResources(const ConfigurationResources&) = delete;
  ConfigurationResources& operator=(const ConfigurationResources&) = delete;

  listener::Response files(const Call& call);
  listener::Response file(const Call& call);
  listener::Response put_file(const Call& call);
  listener::Response delete_file(const Call& call);
  listener::Response validate(const Call& call);
  listener::Response history(const Call& call);
  listener::Response change(const Call& call);
  listener::Response undo(const Call& call);
  listener::Response objects(const Call& call);
  listener::Response unsaved_objects(const Call& call);

 private:
  // A text in the place of a file's, or nothing for its end.
  struct Wanted {
    std::string path;
    std::optional<std::string> before, after;
    std::string action;
  };
  listener::Response carry_out(const Wanted& wanted, const Call& call);
  std::optional<listener::Response> refusal(const Wanted& wanted, const Call& call);
  std::optional<listener::Response> stale(const std::string& path,
                                          const std::optional<std::string>& now,
                                          const Call& call) const;
  listener::Response saved(const Wanted& wanted, const Call& call);
  Result<config::Node> checked(const Replaced& files);
  void name_paths(config::Node& items) const;

  const From from_;
  std::mutex writing_;  // one change after the other, each checked against the one before
};

// Why a body with unsaved texts is not looked at: only who may save them may know what comes of
// their ${…}, of which they may name any variable and file. Nothing: it is.
std::optional<listener::Response> unsaved_refusal(const config::Node& body, const Call& call);

// The unsaved texts of a body's `files`, {"path": "text" | null}, with the secrets that their marks
// stand for. E_INVALID: what is wrong with them.
Result<Replaced> replaced_files(const config::Node& body, const ConfigFolder& folder,
                                const services::Redactor& redactor);

}  // namespace sluice::app
