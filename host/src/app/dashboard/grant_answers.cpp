// Credentials that a person grants a saved client in a browser, by the client's own code for it.
#include "app/dashboard/bench.hpp"
#include "app/trial/timed_stop.hpp"
#include "pipeline/call.hpp"
#include "sluice/ext/authorization.h"

namespace sluice::app {
namespace {

Status nothing_to_grant(const std::string& client) {
  return {SLUICE_E_UNSUPPORTED,
          "client " + client + " has nothing to authorize: its credentials are in its settings"};
}

}  // namespace

Result<Bench::Held> Bench::hold_client(const std::string& client) {
  auto config = saved();
  if (!config) return config.status();
  const auto held = std::make_shared<Trial>();
  held->config = *std::move(config);
  held->problems = config::Problems(held->config->files);
  if (!has_client(*held->config, client))
    return Status(SLUICE_E_UNSUPPORTED, "no client " + client + " is saved");
  const Status made = loop_.run([held, client, &from = from_] {
    held->assembly =
        std::make_unique<Assembly>(*held->config, from.registry, from.services.environment());
    held->assembly->create_client(client, held->problems);
  });
  if (!made) return loop_.destroy(held), made;
  Status why;
  if (!held->problems.empty())
    why = problem_of(held->problems);
  else if (!held->assembly->client_component(client)->interface<sluice_authorization>(
               SLUICE_EXT_AUTHORIZATION))
    why = nothing_to_grant(client);
  if (why) return held;
  loop_.destroy(held);
  return why;
}

Result<std::string> Bench::grant_url(const std::string& client, const std::string& redirect,
                                     const std::string& state) {
  const auto own_turn = turn();
  if (!own_turn) return own_turn.status();
  auto held = hold_client(client);
  if (!held) return held.status();
  pipeline::TextSink url;
  const Status made = (*held)->assembly->client_component(client)->call(
      &sluice_authorization::begin, slice(redirect), slice(state), url.abi());
  loop_.destroy(*std::move(held));
  return made ? Result<std::string>(url.text()) : Result<std::string>(made);
}

Result<std::string> Bench::take_grant(const std::string& client, const std::string& redirect,
                                      const GrantQuery& query) {
  const auto own_turn = turn();
  if (!own_turn) return own_turn.status();
  auto wake = platform::Wake::create();
  if (!wake) return wake.status();
  auto held = hold_client(client);
  if (!held) return held.status();
  const TimedStop stop(*std::move(wake), kMostMs);
  const auto cancel = stop.cancel();
  std::vector<sluice_pair> pairs;
  for (const auto& [name, value] : query) pairs.push_back({slice(name), slice(value)});
  pipeline::TextSink granted;
  const Status done = (*held)->assembly->client_component(client)->call(
      &sluice_authorization::complete, slice(redirect),
      static_cast<const sluice_pair*>(pairs.data()), pairs.size(), granted.abi(), cancel.stop);
  loop_.destroy(*std::move(held));
  if (!done) return Status(done.code(), from_.redactor.redact(done.message()));
  return from_.redactor.redact(granted.text());
}

}  // namespace sluice::app
