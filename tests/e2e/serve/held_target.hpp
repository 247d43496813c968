// A target that holds back its first response until there is a second request, so that a run is
// under way for as long as a test wants.
#pragma once

#include <string>

#include "unit/http/scripted_server.hpp"

namespace sluice::test {

struct HeldTarget : http::test::ScriptedServer {
  HeldTarget()
      : ScriptedServer([](const std::string&, size_t number) {
          using http::test::Reply, http::test::response;
          return number == 1 ? Reply{response(201, ""), false, 2} : Reply{response(201, "")};
        }) {}
};

// A client of `target`, and a pipeline from a file to it; `more`: of the pipeline, a line each.
inline std::string config_to(const http::test::ScriptedServer& target, const std::string& pipeline,
                             const std::string& more = "") {
  return "clients:\n  target: {use: http.client, base_uri: '" + target.origin() +
         "', proxy: ''}\npipelines:\n  " + pipeline + ":\n" + more +
         "    subscriber: {use: file.subscriber, path: ../in.ndjson}\n"
         "    publisher: {use: http.publisher, client: target, path: /x}\n";
}

}  // namespace sluice::test
