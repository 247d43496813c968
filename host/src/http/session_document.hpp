// The settings of a session as one JSON document: a component's configuration with the
// component's overlay applied to it, checked against the schema fragment http.session. No state;
// any thread.
#pragma once

#include <string_view>

#include "config/node.hpp"
#include "services/redactor.hpp"
#include "sluice/result.hpp"

namespace sluice::http {

struct SessionDocument {
  config::Node settings;  // an object, defaults filled in
  Status status;          // failing: a setting that is wrong, with its JSON pointer
};

// Members of `config` that http.session does not name are left out; in `overlay` they are refused.
// Secrets are protected in `redactor` whether or not a setting is wrong.
SessionDocument session_document(std::string_view config, std::string_view overlay,
                                 services::Redactor& redactor);

}  // namespace sluice::http
