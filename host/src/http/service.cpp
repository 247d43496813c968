#include "http/service.hpp"

#include <algorithm>
#include <iterator>

#include "http/curl_library.hpp"
#include "http/network_transport.hpp"
#include "http/request_builder.hpp"
#include "sluice/ext/http.h"

namespace sluice::http {

Service::Service(Options options)
    : shared_{options.redactor, std::move(options.log), options.clock, options.pages,
              base::Jitter(options.seed)},
      page_limit_(options.page_limit),
      make_transport_(std::move(options.transport)),
      plain_(options.plain),
      budgets_(options.shared) {}

Service::~Service() = default;

Result<Session*> Service::open(std::string_view instance, std::string_view config,
                               std::string_view overlay) {
  auto settings = read_session_settings(config, overlay, page_limit_, shared_.redactor);
  if (!settings.ok()) return settings.status();
  if (plain_ == PlainHttp::kByCurl || needs_curl(settings->base.text, settings->proxy))
    require_curl();
  if (settings->name.empty()) settings->name = instance;
  BudgetUse use{credential_identity(*settings), settings->budget};
  RateBudget& budget = budgets_.of(use.identity, settings->budget, shared_.clock.steady_ms(),
                                   shared_.clock.unix_us() / 1000);
  settings->number = ++opened_;
  std::lock_guard lock(mutex_);
  Client& client = clients_[std::string(instance)];
  client.budget = &budget;
  auto session =
      std::make_unique<Session>(*this, shared_, std::move(*settings), budget, client.counters);
  // A session without a budget (to a token endpoint) does not represent the instance.
  if (!use.settings.remaining_header.empty()) uses_[std::string(instance)] = std::move(use);
  return sessions_.emplace_back(std::move(session)).get();
}

void Service::close(Session* session) {
  std::lock_guard lock(mutex_);
  auto same = [&](const std::unique_ptr<Session>& s) { return s.get() == session; };
  sessions_.erase(std::remove_if(sessions_.begin(), sessions_.end(), same), sessions_.end());
}

Result<std::unique_ptr<Exchange>> Service::start(const Session& session,
                                                 const sluice_http_request& from) {
  Result<Request> request = build_request(session.settings(), session.common(), from);
  if (!request.ok()) {
    Status refused = request.status();
    return refused.in(session.settings().name);
  }
  const Here thread = here();
  auto exchange =
      std::make_unique<Exchange>(session, thread.transport, std::move(*request), thread.claimant);
  exchange->start();
  return exchange;
}

Service::Here Service::here() {
  std::lock_guard lock(mutex_);
  Thread& thread = threads_[std::this_thread::get_id()];
  if (!thread.transport)
    thread.transport = make_transport_ ? make_transport_()
                                       : std::make_unique<NetworkTransport>(shared_.pages, plain_);
  return {*thread.transport, thread.claimant};
}

void Service::enter(const std::string& pipeline, uint32_t weight, const sluice_cancel* drain) {
  std::lock_guard lock(mutex_);
  const auto [at, added] = claimants_.try_emplace(pipeline, Claimant{pipeline, weight});
  at->second.drain = drain;
  threads_[std::this_thread::get_id()].claimant = &at->second;
}

void Service::leave(const std::string& pipeline) {
  {
    std::lock_guard lock(mutex_);
    for (auto at = threads_.begin(); at != threads_.end();) {
      Thread& thread = at->second;
      const bool its = thread.claimant && thread.claimant->pipeline == pipeline;
      if (its && thread.transport) left_.emplace(pipeline, std::move(thread.transport));
      at = its ? threads_.erase(at) : std::next(at);
    }
  }
  budgets_.leave(pipeline);
}

// Closing a connection may take a moment, which nobody else waits for.
void Service::forget_runs(const std::string& pipeline) {
  std::vector<std::unique_ptr<Transport>> over;  // outlives the lock
  const std::lock_guard lock(mutex_);
  const auto [first, last] = left_.equal_range(pipeline);
  for (auto at = first; at != last; ++at) over.push_back(std::move(at->second));
  left_.erase(first, last);
}

std::optional<Service::BudgetUse> Service::budget_of(std::string_view instance) const {
  std::lock_guard lock(mutex_);
  const auto found = uses_.find(instance);
  return found == uses_.end() ? std::nullopt : std::optional(found->second);
}

Usage Service::usage() const {
  const Counters& c = shared_.counters;
  return {c.requests, c.repeats, c.bytes_in, budgets_.least_left()};
}

std::vector<ClientUsage> Service::clients() const {
  std::lock_guard lock(mutex_);
  std::vector<ClientUsage> out;
  for (const auto& [instance, client] : clients_) {
    ClientUsage one{
        instance, {}, client.counters.repeats, client.budget->left(), client.budget->limit()};
    for (size_t i = 0; i < one.answers.size(); i++) one.answers[i] = client.counters.answers[i];
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<BudgetSnapshot> Service::budgets() const {
  return budgets_.snapshot(shared_.clock.steady_ms(), shared_.clock.unix_us() / 1000);
}

void Service::restore_budgets(const std::vector<BudgetSnapshot>& kept) { budgets_.restore(kept); }

}  // namespace sluice::http
