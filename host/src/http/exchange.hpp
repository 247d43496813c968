// One request of a plugin from start to response: rate budget, sending, redirects, repeating, log.
// Belongs to the thread that started it.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "http/carrier/transport.hpp"
#include "http/policy/rate_report.hpp"
#include "http/policy/retry.hpp"
#include "http/session.hpp"
#include "http/text/message.hpp"
#include "sluice/abi.h"
#include "sluice/ext/http.h"

namespace sluice::http {

class Exchange {
 public:
  // `who` the request is for, or NULL; all outlive the exchange.
  Exchange(const Session& session, Transport& transport, Request request,
           const Claimant* who = nullptr);
  ~Exchange();  // aborts what is under way
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;

  // Sends the request, unless the rate budget requires a wait or its authorization must be fetched;
  // then it is sent in finish().
  void start();
  // As sluice_http.finish. The body of a 2xx response becomes `into`'s page; any other response's
  // body stays here, as it is an error to be read, not a page. `out` lives as long as the exchange.
  Status finish(sluice_batch* into, sluice_http_response* out, const sluice_cancel* cancel);
  // Waits until finish() of one of them would not wait for the network, and says which. They are of
  // one thread and of sessions of one service. REQUIRES: at least one
  static Status wait_any(std::span<Exchange* const> exchanges, const sluice_cancel* cancel,
                         size_t& ready);

 private:
  bool ask_and_send(int64_t& wait_ms);
  Status send(const sluice_cancel* cancel);
  Outcome receive(const sluice_cancel* cancel);
  bool again(Outcome& outcome, const sluice_cancel* cancel);
  Status authorize(bool may_wait, const sluice_cancel* cancel);
  bool authorize_anew(Outcome& outcome, const sluice_cancel* cancel);
  bool follow(Outcome& outcome);
  bool repeat(Outcome& outcome, const sluice_cancel* cancel);
  bool is_let(const Outcome& outcome, int64_t wait_ms);
  std::optional<RateReport> rate_report(const Response& response) const;
  void learn(const Response& response);
  Attempt attempt(const Outcome& outcome) const;
  void make_do_without_body(Outcome& outcome);
  Status wait_for_budget(int64_t ms, bool first, const sluice_cancel* cancel);
  void announce(const Outcome& outcome, int64_t wait_ms) const;
  std::string where() const;
  Status with_context(const Status& status) const;
  void deliver(Response response, sluice_batch* into, sluice_http_response* out);
  static sluice_slice header(const sluice_http_response* response, sluice_slice name);

  const Session& session_;
  Shared& shared_;
  Transport& transport_;
  const Claimant* who_;
  Request request_;
  std::unique_ptr<Transfer> transfer_;  // refers to request_
  uint64_t grant_ = 0;                  // of the attempt under way
  int64_t sent_ms_ = 0;
  int64_t attempt_ = 0;
  std::optional<int64_t> failed_ms_;  // when the first attempt did
  int hops_ = 0;
  std::string authorization_;  // what the authorizer gave for the attempt under way
  bool authorized_anew_ = false;
  bool finished_ = false;
  bool unreadable_ = false;  // the last response's body
  bool written_ = false;     // a write got a 303: it was carried out, whatever follows
  Response response_;
  std::deque<std::string> given_;  // values of headers, as asked for
};

}  // namespace sluice::http
