#include "http/exchange.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/cancel.hpp"
#include "base/lane_wait.hpp"
#include "base/repeat_limit.hpp"
#include "http/policy/rate_report.hpp"
#include "http/policy/redirect.hpp"
#include "http/policy/sensitive.hpp"
#include "measure/ledger.hpp"
#include "record/batch.hpp"
#include "sluice/ext/http.h"
#include "sluice/ext/log.h"
#include "sluice/http.hpp"

namespace sluice::http {
namespace {

constexpr int64_t kWorthALine = 1000;   // waits shorter than this are not logged
constexpr int64_t kLookAgainMs = 1000;  // at the rate budget

bool is_success(int status) { return status >= 200 && status < 300; }

// 2 for 204; 0: there was no response.
size_t answer_class(int status) {
  return status >= 100 && status < 600 ? static_cast<size_t>(status / 100) : 0;
}

}  // namespace

Exchange::Exchange(const Session& session, Transport& transport, Request request,
                   const Claimant* who)
    : session_(session),
      shared_(session.shared()),
      transport_(transport),
      who_(who),
      request_(std::move(request)) {
  if (who) request_.pipeline = who->pipeline;
}

Exchange::~Exchange() {
  if (shared_.pages && response_.body.capacity()) shared_.pages->put(std::move(response_.body));
}

void Exchange::start() {
  int64_t wait_ms = 0;
  if (who_ && base::is_cancelled(who_->drain)) return;  // finish() says so
  // A header not available at once, and failures, are left to finish().
  if (authorize(false, nullptr).ok()) ask_and_send(wait_ms);
}

Status Exchange::authorize(bool may_wait, const sluice_cancel* cancel) {
  const Authorizer& from = session_.authorizer();
  if (!from.table) return {};
  detail::StringText text;
  sluice_error error{};
  error.struct_size = sizeof error;
  if (sluice_status code = from.table->value(from.self, may_wait, &text.abi, cancel, &error))
    return Status::from(error, code);
  if (text.value.empty() || !is_field_value(text.value))
    return {SLUICE_E_INTERNAL, "the client gave no usable Authorization header"};
  authorization_ = std::move(text.value);
  request_.headers.set("Authorization", authorization_);
  return {};
}

// True if the request is to be sent again with the new value. Once, in any case.
bool Exchange::authorize_anew(Outcome& outcome, const sluice_cancel* cancel) {
  const Authorizer& from = session_.authorizer();
  if (!from.table || outcome.response.status != 401 || std::exchange(authorized_anew_, true))
    return false;
  sluice_error error{};
  error.struct_size = sizeof error;
  sluice_status code = from.table->refused(from.self, slice(authorization_), cancel, &error);
  if (code == SLUICE_OK) return true;
  outcome.status = Status::from(error, code);
  outcome.delivery = Delivery::kFinal;
  return false;
}

bool Exchange::ask_and_send(int64_t& wait_ms) {
  sent_ms_ = shared_.clock.steady_ms();
  RateBudget::Grant grant = session_.budget().ask(sent_ms_, who_);
  wait_ms = grant.wait_ms;
  if (!grant.granted) return false;
  grant_ = grant.number;
  if (attempt_++) {
    shared_.counters.repeats++;
    session_.counters().repeats++;
  }
  shared_.counters.requests++;
  measure::count_sent(request_.body.size());
  transfer_ = transport_.begin(request_, session_.settings());
  return true;
}

Status Exchange::send(const sluice_cancel* cancel) {
  int64_t wait_ms = 0;
  std::optional<base::LaneWait> lane;  // one for all its parts
  for (bool first = true; !transfer_; first = false) {
    // A redirect belongs to a request that was sent.
    if (hops_ == 0 && base::is_cancelled(cancel)) return {SLUICE_E_CANCELLED, "cancelled"};
    if (Status s = authorize(true, cancel); !s.ok()) return s;
    if (ask_and_send(wait_ms)) break;
    if (first) lane.emplace(wait_ms);
    if (Status s = wait_for_budget(wait_ms, first, cancel); !s.ok()) return s;
  }
  return {};
}

// A second at most: other responses may end the wait.
Status Exchange::wait_for_budget(int64_t ms, bool first, const sluice_cancel* cancel) {
  const std::string why = "the rate budget is used up";
  if (base::is_cancelled(cancel)) return {SLUICE_E_CANCELLED, "cancelled"};
  const bool too_long = ms > std::max(session_.settings().budget.window_s * 1000, kLongestWait);
  if (too_long || ms > base::remaining_ms(cancel)) {
    Status s(SLUICE_E_RATE_LIMITED,
             why + "; the next request may be sent in " + std::to_string(ms) + " ms, " +
                 (too_long ? "longer than a request waits" : "after this call's deadline"));
    return s.with_retry_after(static_cast<uint32_t>(std::min<int64_t>(ms, UINT32_MAX)));
  }
  if (first && ms >= kWorthALine && shared_.log)
    shared_.log(SLUICE_LOG_INFO, session_.settings().name,
                why + "; waiting " + std::to_string((ms + 999) / 1000) + " s");
  const measure::Waiting waiting(measure::Wait::budget);
  if (!shared_.clock.wait(std::min(ms, kLookAgainMs), cancel))
    return {SLUICE_E_CANCELLED, "cancelled"};
  return {};
}

Outcome Exchange::receive(const sluice_cancel* cancel) {
  unreadable_ = false;
  Outcome outcome = transport_.wait(*transfer_, cancel);
  transfer_.reset();
  shared_.counters.bytes_in += outcome.response.body.size();
  session_.counters().answers[answer_class(outcome.response.status)]++;
  measure::count_received(outcome.response.body.size());
  if (session_.log().wanted())
    session_.log().write(request_, outcome, shared_.clock.steady_ms() - sent_ms_);
  // The rate of a 429 is used together with the wait after it: repeat().
  if (outcome.response.status && outcome.response.status != 429) learn(outcome.response);
  if (!outcome.status.ok() && outcome.response.status >= 300) make_do_without_body(outcome);
  return outcome;
}

// A response other than 2xx is judged by its status; the body only adds the wording.
void Exchange::make_do_without_body(Outcome& outcome) {
  if (shared_.log)
    shared_.log(SLUICE_LOG_WARNING, session_.settings().name,
                visible(shared_.redactor.redact(where() + ": " + outcome.status.message())));
  outcome.delivery = Delivery::kAnswered;
  outcome.status = Status();
  unreadable_ = true;
}

std::optional<RateReport> Exchange::rate_report(const Response& response) const {
  return read_rate(response.headers, session_.settings().budget, shared_.clock.wall_s());
}

void Exchange::learn(const Response& response) {
  if (const auto told = rate_report(response))
    session_.budget().learn(grant_, *told, shared_.clock.steady_ms());
}

Attempt Exchange::attempt(const Outcome& outcome) const {
  const Response& response = outcome.response;
  Attempt out{request_.repeatable, attempt_,          outcome.delivery,
              response.status,     &response.headers, {response.body.data(), response.body.size()}};
  if (response.status == 429)
    out.window_end_ms =
        read_window_end(response.headers, session_.settings().budget, shared_.clock.wall_s());
  return out;
}

bool Exchange::follow(Outcome& outcome) {
  written_ |= outcome.response.status == 303 && !request_.repeatable;
  Redirection to = redirection(request_, outcome.response, session_.settings(), hops_);
  outcome.status = to.status;
  if (!to.follow) return false;
  if (to.other_path && to.method == request_.method && shared_.log)
    shared_.log(
        SLUICE_LOG_WARNING, session_.settings().name,
        visible(shared_.redactor.redact(where() + ": redirected to " + without_query(to.url) +
                                        ", which is another resource")));
  hops_++;
  request_.url = to.url;
  request_.method = to.method;
  if (!to.with_body) {
    request_.body.clear();
    request_.headers.remove("Content-Type");
    request_.repeatable = true;  // it is a GET now
  }
  attempt_ = 0;
  return true;
}

bool Exchange::repeat(Outcome& outcome, const sluice_cancel* cancel) {
  const SessionSettings& s = session_.settings();
  Decision decision = decide({s.retry, s.budget.window_s * 1000}, attempt(outcome),
                             shared_.clock.wall_s(), shared_.jitter.next());
  if (outcome.response.status == 429)
    session_.budget().refuse(grant_, rate_report(outcome.response), decision.wait_ms,
                             shared_.clock.steady_ms());
  // After the call's deadline nobody waits any more: the response is passed on.
  if (!decision.repeat || base::is_cancelled(cancel) ||
      decision.wait_ms >= base::remaining_ms(cancel) || !is_let(outcome, decision.wait_ms))
    return false;
  announce(outcome, decision.wait_ms);
  const base::LaneWait lane(decision.wait_ms);
  const measure::Waiting waiting(measure::Wait::retry);
  if (shared_.clock.wait(decision.wait_ms, cancel)) return true;
  outcome.status = Status(SLUICE_E_CANCELLED, "cancelled while waiting to send it again");
  return false;
}

// By the run that called the component, whose own attempts count, too.
bool Exchange::is_let(const Outcome& outcome, int64_t wait_ms) {
  const int64_t now_ms = shared_.clock.steady_ms();
  if (!failed_ms_) failed_ms_ = now_ms;
  const base::RepeatLimit* limit = base::RepeatLimit::mine();
  if (!limit) return true;
  const int32_t status = outcome.status.ok() ? outcome.response.status : 0;
  const sluice_status code = status == 429 ? SLUICE_E_RATE_LIMITED
                             : status      ? SLUICE_E_UNAVAILABLE
                                           : outcome.status.code();
  return limit->allows(code, status, {attempt_, now_ms - *failed_ms_}, wait_ms);
}

bool Exchange::again(Outcome& outcome, const sluice_cancel* cancel) {
  if (outcome.status.code() == SLUICE_E_CANCELLED) return false;
  if (outcome.status.ok() && is_success(outcome.response.status)) return false;
  if (outcome.status.ok() && follow(outcome)) return true;
  if (outcome.status.ok() && authorize_anew(outcome, cancel)) return true;
  if (!outcome.status.ok() && outcome.delivery == Delivery::kAnswered) return false;
  return repeat(outcome, cancel);
}

void Exchange::announce(const Outcome& outcome, int64_t wait_ms) const {
  if (!shared_.log) return;
  std::string what = outcome.status.ok() ? "answered " + std::to_string(outcome.response.status)
                                         : outcome.status.message();
  const base::RetrySettings& retry = session_.settings().retry;
  std::string line = where() + ": " + what + "; sent again in " + std::to_string(wait_ms) +
                     " ms (attempt " + std::to_string(attempt_ + 1) + " of " +
                     std::to_string(retry.attempts) + ")";
  shared_.log(SLUICE_LOG_WARNING, session_.settings().name, visible(shared_.redactor.redact(line)));
}

// "GET host/path": the query may hold secrets, and rarely helps.
std::string Exchange::where() const {
  size_t start = request_.url.find("://") + 3;
  return request_.method + " " + request_.url.substr(start, request_.url.find('?') - start);
}

Status Exchange::with_context(const Status& status) const {
  std::string text = session_.settings().name + ": " + where() + ": " + status.message();
  if (attempt_ > 1) text += " (after " + std::to_string(attempt_) + " attempts)";
  Status out(status.code(), visible(shared_.redactor.redact(text)));
  return out.with_retry_after(status.retry_after_ms()).with_remote_code(status.remote_code());
}

Status Exchange::finish(sluice_batch* into, sluice_http_response* out,
                        const sluice_cancel* cancel) {
  if (std::exchange(finished_, true))
    return with_context({SLUICE_E_INVALID, "this exchange is finished already; start another one"});
  if (!cancel && who_) cancel = who_->drain;
  Outcome outcome;
  do {
    if (written_) out->flags |= SLUICE_HTTP_RESPONSE_LOST;
    if (Status s = send(cancel); !s.ok()) return with_context(s);
    outcome = receive(cancel);
  } while (again(outcome, cancel));
  if (out->struct_size >= sizeof *out) out->attempts = static_cast<uint32_t>(attempt_);
  const bool done = outcome.status.ok() && is_success(outcome.response.status);
  out->flags = written_ && !done ? SLUICE_HTTP_RESPONSE_LOST : 0;
  if (!outcome.status.ok()) {
    const bool in_doubt =
        outcome.delivery == Delivery::kLost || outcome.delivery == Delivery::kUnreadable;
    if (in_doubt) out->flags |= SLUICE_HTTP_RESPONSE_LOST;
    unreadable_ = in_doubt && outcome.response.status;
    if (outcome.response.status) deliver(std::move(outcome.response), nullptr, out);
    return with_context(outcome.status);
  }
  const auto asked = is_success(outcome.response.status)
                         ? std::nullopt
                         : asked_wait(attempt(outcome), shared_.clock.wall_s());
  out->retry_after_ms = static_cast<uint32_t>(std::min<int64_t>(asked.value_or(0), UINT32_MAX));
  deliver(std::move(outcome.response), into, out);
  return {};
}

Status Exchange::wait_any(std::span<Exchange* const> exchanges, const sluice_cancel* cancel,
                          size_t& ready) {
  // One per request under way; a batch has few.
  std::array<Transfer*, 16> few;
  std::vector<Transfer*> many(exchanges.size() > few.size() ? exchanges.size() : 0);
  const std::span<Transfer*> room = many.empty() ? std::span<Transfer*>(few) : many;
  size_t sent = 0;
  Exchange* first = nullptr;
  for (size_t i = 0; i < exchanges.size(); i++) {
    ready = i;
    if (exchanges[i]->finished_) return {};
    if (!exchanges[i]->transfer_) continue;
    if (!first) first = exchanges[i];
    room[sent++] = exchanges[i]->transfer_.get();
  }
  ready = 0;  // nothing is under way: finish() sends it when the rate budget allows
  if (!first) return {};
  size_t which = 0;
  Status status = first->transport_.wait_any(room.first(sent), cancel, which);
  const Transfer* answered = room[which < sent ? which : 0];
  while (exchanges[ready]->transfer_.get() != answered) ready++;
  return status.ok() ? status : first->with_context(status);
}

void Exchange::deliver(Response response, sluice_batch* into, sluice_http_response* out) {
  response_ = std::move(response);
  if (unreadable_) out->flags |= SLUICE_HTTP_RESPONSE_UNREADABLE;
  out->status = response_.status;
  out->body_size = response_.body.size();
  out->header = header;
  out->host_data = this;
  out->body = {};
  if (into && is_success(response_.status)) {
    record::Batch::of(into).adopt_page(std::move(response_.body));
  } else {
    out->body = {response_.body.data(), response_.body.size()};
  }
}

sluice_slice Exchange::header(const sluice_http_response* response, sluice_slice name) {
  Exchange& self = *static_cast<Exchange*>(response->host_data);
  auto all = self.response_.headers.joined(view(name));
  if (!all) return {};
  return slice(self.given_.emplace_back(std::move(*all)));
}

}  // namespace sluice::http
