// Retries of tasks among the runs of a server.
#include <utility>

#include "app/serve/server.hpp"

namespace sluice::app {

Outcome Server::retry_now(const RetryCommand& command) {
  auto runs = retries_.add(command.tasks, now_ms());
  if (!runs)
    return {.kind = Outcome::Kind::kFailed,
            .message = settings_.redactor.redact(runs.status().message())};
  for (const QueuedRetry& one : *runs) waiting_.push_back({one.pipeline, "retry", 0, one.run});
  begin_waiting();
  return {.retries = *std::move(runs)};
}

// One that waits for what comes from outside makes room for a retry and goes on behind it; it is
// due again by the end of any run. True: the start is not needed.
bool Server::makes_room(const Start& start, Running& running) {
  if (start.cause == kBacklogCause) return true;  // any run delivers what waits, too
  const bool drains = running.logged.cause == kBacklogCause;
  if (drains || (start.retry && running.listens)) running.run->stop();
  return !start.retry && find(start.pipeline) && listens(*find(start.pipeline));
}

// A reload took its pipeline away.
void Server::give_up(const Start& start) {
  if (!start.retry) return;
  Running running;
  running.logged = retries_.logged(start.retry);
  could_not_begin(running,
                  {SLUICE_E_INVALID, "there is no pipeline " + start.pipeline + " any more"});
}

}  // namespace sluice::app
