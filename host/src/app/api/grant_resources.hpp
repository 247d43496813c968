// Clients whose credentials a person grants in a browser (OAuth): where to send the browser, and
// what it came back with; see openapi.json. Called on the server's workers.
#pragma once

#include "app/access/pending_grants.hpp"
#include "app/api/call.hpp"
#include "app/api/workbench.hpp"
#include "config/node.hpp"

namespace sluice::app {

class GrantResources {
 public:
  // All outlive it.
  struct From {
    Workbench& bench;
    PendingGrants& grants;
  };
  explicit GrantResources(const From& from) : from_(from) {}

  listener::Response begin(const Call& call);
  listener::Response complete(const Call& call);

 private:
  const From from_;
};

}  // namespace sluice::app
