// The implementation of one sluice_listener: server, decide and inbox of a pipeline's subscriber.
// `take` on the subscriber's lane; requests come on the server's threads.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <string>

#include "listener/inbox_writer.hpp"
#include "listener/server.hpp"
#include "platform/wake.hpp"
#include "services/instance.hpp"
#include "sluice/ext/listener.h"

namespace sluice::listener {

class Listener final : public Handler {
 public:
  // `instance`, `store` and the object of `decide` outlive it.
  static Result<std::unique_ptr<Listener>> open(const services::Instance& instance,
                                                store::InboxStore& store,
                                                const sluice_listener_settings& settings,
                                                const sluice_listener_handler& handler, void* self);
  ~Listener() override;

  // See sluice_listener_service.
  Status take(sluice_batch* into, int64_t after, uint32_t most, int64_t wait_ms,
              const sluice_cancel* cancel, int64_t* last);

  std::optional<Response> admit(const Request& request) override;
  Response respond(const Request& request, std::string body) override;
  void answered(int status) override;

 private:
  Listener(const services::Instance& instance, store::InboxStore& store, const store::Inbox& inbox,
           const sluice_listener_settings& settings, const sluice_listener_handler& handler,
           void* self, platform::Wake arrived);
  int keep(store::ArrivedEvent event);
  Status fill(sluice_batch* into, const std::vector<store::KeptEvent>& events, int64_t* last) const;
  void count(std::string_view counter) const;
  void warn(std::string_view counter, const std::string& what);

  const services::Instance& instance_;
  store::InboxStore& store_;
  const store::Inbox inbox_;
  const std::string path_;
  const sluice_listener_handler& handler_;
  void* const self_;
  const platform::Wake arrived_;  // there may be new events
  std::atomic<uint64_t> warned_{0};
  InboxWriter writer_;
  std::unique_ptr<Server> server_;  // last: its threads use the others
};

// SLUICE_EXT_LISTENER
const sluice_listener_service* table();

}  // namespace sluice::listener
