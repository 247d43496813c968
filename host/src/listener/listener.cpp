#include "listener/listener.hpp"

#include <openssl/sha.h>

#include <algorithm>
#include <chrono>
#include <utility>

#include "listener/server_library.hpp"
#include "measure/ledger.hpp"
#include "platform/poll_set.hpp"
#include "platform/private_file.hpp"
#include "record/batch.hpp"
#include "services/log.hpp"
#include "services/metrics.hpp"
#include "sluice/ext/listener.h"
#include "sluice/http.hpp"
#include "sluice/record.h"

namespace sluice::listener {
namespace {

constexpr size_t kMostTextOfATake = size_t{8} << 20;

int64_t now_us() {
  using namespace std::chrono;
  return duration_cast<microseconds>(system_clock::now().time_since_epoch()).count();
}

std::string sha256(std::string_view text) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
  return {reinterpret_cast<const char*>(digest), sizeof digest};
}

std::string_view path_of(std::string_view target) { return target.substr(0, target.find('?')); }

// "pipelines.NAME.subscriber" -> NAME; empty for any other component.
std::string pipeline_of(const std::string& instance) {
  constexpr std::string_view kBefore = "pipelines.", kBehind = ".subscriber";
  const bool fits = instance.starts_with(kBefore) && instance.ends_with(kBehind) &&
                    instance.size() > kBefore.size() + kBehind.size();
  return fits ? instance.substr(kBefore.size(), instance.size() - kBefore.size() - kBehind.size())
              : std::string();
}

sluice_listener_request request_of(const Request& request, std::string_view path,
                                   std::string_view body) {
  return {sizeof(sluice_listener_request),
          0,
          slice(path),
          slice(request.header("Content-Type")),
          slice(body),
          [](const sluice_listener_request* of, sluice_slice name) {
            return slice(static_cast<const Request*>(of->host_data)->header(view(name)));
          },
          const_cast<Request*>(&request)};
}

store::InboxLimits limits_of(const sluice_listener_settings& settings) {
  store::InboxLimits out;
  out.events = settings.events;
  out.remember_ms = static_cast<int64_t>(settings.remember_s) * 1000;
  return out;
}

}  // namespace

Listener::Listener(const services::Instance& instance, store::InboxStore& store,
                   const store::Inbox& inbox, const sluice_listener_settings& settings,
                   const sluice_listener_handler& handler, void* self, platform::Wake arrived)
    : instance_(instance),
      store_(store),
      inbox_(inbox),
      path_(view(settings.path)),
      handler_(handler),
      self_(self),
      arrived_(std::move(arrived)),
      writer_(store, inbox, limits_of(settings)) {}

Result<std::unique_ptr<Listener>> Listener::open(const services::Instance& instance,
                                                 store::InboxStore& store,
                                                 const sluice_listener_settings& settings,
                                                 const sluice_listener_handler& handler,
                                                 void* self) {
  const std::string pipeline = pipeline_of(instance.name());
  if (pipeline.empty())
    return Status(SLUICE_E_INVALID, "only the subscriber of a pipeline can listen");
  auto arrived = platform::Wake::create();
  if (!arrived) return arrived.status();
  const Endpoint endpoint{std::string(view(settings.address)), static_cast<uint16_t>(settings.port),
                          std::string(view(settings.certificate)), std::string(view(settings.key)),
                          -1};
  std::unique_ptr<Listener> out(new Listener(instance, store,
                                             {pipeline, std::string(view(settings.source))},
                                             settings, handler, self, *std::move(arrived)));
  if (!endpoint.key.empty() && platform::is_open_to_others(endpoint.key))
    instance.environment().log.write(services::Level::kWarning, instance.name(),
                                     "the key " + endpoint.key +
                                         " can be read or changed by others; run: chmod go-rwx " +
                                         endpoint.key,
                                     {});
  ServerLimits limits;
  limits.body_bytes = settings.body_bytes;
  auto server = open_server(endpoint, limits, *out);
  if (!server) return server.status();
  out->server_ = *std::move(server);
  const bool v6 = endpoint.address.find(':') != std::string::npos;
  instance.environment().log.info(instance.name(),
                                  std::string("listening at ") +
                                      (endpoint.certificate.empty() ? "http://" : "https://") +
                                      (v6 ? "[" + endpoint.address + "]" : endpoint.address) + ":" +
                                      std::to_string(out->server_->port()) + out->path_,
                                  {});
  return out;
}

Listener::~Listener() = default;

// The first of each kind, then ever fewer: a flood from outside does not fill the log.
void Listener::warn(std::string_view counter, const std::string& what) {
  count(counter);
  const uint64_t number = warned_.fetch_add(1) + 1;
  uint64_t scale = 1;
  while (scale * 10 <= number) scale *= 10;
  if (number % scale != 0) return;
  instance_.environment().log.warning(
      instance_.name(), {}, "answered " + what + " (warning " + std::to_string(number) + ")");
}

void Listener::count(std::string_view counter) const {
  instance_.environment().metrics.add(instance_.name(), counter, 1);
}

std::optional<Response> Listener::admit(const Request& request) {
  const std::string_view path = path_of(request.target());
  const bool ours = path.starts_with(path_) && (path.size() == path_.size() ||
                                                path_.ends_with('/') || path[path_.size()] == '/');
  if (!ours) return Response{.status = 404};
  if (request.method() != "POST") return Response{.status = 405, .headers = {{"Allow", "POST"}}};
  // An event without a body is none: the sender's mistake is told.
  const bool sized =
      !request.header("Content-Length").empty() || !request.header("Transfer-Encoding").empty();
  return sized ? std::optional<Response>() : Response{.status = 411};
}

Response Listener::respond(const Request& request, std::string body) {
  detail::StringText event, entity, reason;
  sluice_listener_decision decision{sizeof decision, 500, &event.abi, &entity.abi, -1, &reason.abi};
  const std::string_view path = path_of(request.target()).substr(path_.size());
  const sluice_listener_request abi = request_of(request, path, body);
  handler_.decide(self_, &abi, &decision);
  if (decision.status < 200 || decision.status > 299) {
    const int status = decision.status < 400 || decision.status > 599 ? 500 : decision.status;
    warn("refused", std::to_string(status) + ": " + reason.value);
    return {.status = status};
  }
  store::ArrivedEvent arrived{std::move(entity.value), std::nullopt, sha256(event.value),
                              std::move(event.value), now_us()};
  if (decision.version >= 0) arrived.version = decision.version;
  const int refused = keep(std::move(arrived));
  return {.status = refused ? refused : decision.status};
}

// A sender repeats after a 503.
int Listener::keep(store::ArrivedEvent event) {
  const Result<store::KeepResult> taken = writer_.keep(std::move(event));
  if (!taken) return warn("unavailable", "503: " + taken.status().message()), 503;
  switch (*taken) {
    case store::KeepResult::kRepeated:
      count("repeated");
      return 0;
    case store::KeepResult::kFull:
      return warn("unavailable", "503: too many events wait to be delivered"), 503;
    case store::KeepResult::kKept:
      break;
  }
  count("events");
  arrived_.set();
  return 0;
}

void Listener::answered(int status) {
  if (status == 404 || status == 405 || status == 411 || status == 413) count("refused");
}

Status Listener::fill(sluice_batch* into, const std::vector<store::KeptEvent>& events,
                      int64_t* last) const {
  for (const store::KeptEvent& event : events) {
    size_t index = 0;
    auto* key = static_cast<char*>(sluice_alloc(into->arena, event.entity.size() + 1));
    const sluice_status code =
        key ? into->records_api->add_source(into, slice(event.text), &index) : SLUICE_E_NO_MEMORY;
    if (code == SLUICE_E_NO_MEMORY && into->count) break;  // the rest comes with the next batch
    if (code)
      return {code, "event " + std::to_string(event.number) + " of the inbox cannot be read: " +
                        record::Batch::of(into).last_fault().message()};
    std::copy(event.entity.begin(), event.entity.end(), key);
    sluice_record& record = *sluice_record_at(into, index);
    record.key = {key, event.entity.size()};
    record.time_us = event.time_us;
    *last = event.number;
  }
  record::Batch::of(into).set_events({inbox_.source, *last});
  const sluice_status code = into->records_api->set_cursor(into, slice(std::to_string(*last)));
  return code ? Status(code, "no memory for the cursor") : Status();
}

Status Listener::take(sluice_batch* into, int64_t after, uint32_t most, int64_t wait_ms,
                      const sluice_cancel* cancel, int64_t* last) {
  using Clock = std::chrono::steady_clock;
  const auto until = Clock::now() + std::chrono::milliseconds(std::max<int64_t>(wait_ms, 0));
  platform::PollSet poll;
  poll.watch(arrived_.handle(), true, false);
  for (;;) {
    arrived_.clear();  // before reading: events that arrive meanwhile are not missed
    auto events = store_.events(inbox_, after, std::max(most, 1u), kMostTextOfATake);
    if (!events) return events.status();
    if (!events->empty()) return fill(into, *events, last);
    if (cancel && cancel->requested(cancel)) return {SLUICE_E_CANCELLED, "cancelled"};
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now());
    if (left.count() <= 0) return {};
    const measure::Waiting waiting(measure::Wait::nothing_new);
    poll.wait(cancel ? cancel->wake : -1, left.count());
  }
}

}  // namespace sluice::listener
