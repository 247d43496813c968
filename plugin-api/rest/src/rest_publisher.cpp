#include "sluice/rest/rest_publisher.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "sluice/ext/log.h"
#include "sluice/rest/attachment.hpp"
#include "sluice/rest/closest.hpp"
#include "sluice/rest/error_map.hpp"
#include "sluice/rest/in_doubt.hpp"
#include "sluice/rest/lost_write.hpp"
#include "sluice/rest/names.hpp"
#include "sluice/rest/write_response.hpp"

namespace sluice::rest {
namespace {

// After this many server errors in a row the rest of a batch is not tried now.
constexpr int kMostServerErrors = 3;

// A failure of the network or the server, not of a record: the host offers waiting records again.
bool may_pass(const Status& status) {
  auto code = status.code();
  return code == SLUICE_E_UNAVAILABLE || code == SLUICE_E_TIMEOUT || code == SLUICE_E_RATE_LIMITED;
}

// A failure of the whole call: as a record's outcome it would mean something else.
// Any other is reported per record, so records accepted before it count.
bool is_of_call(const Status& status) {
  auto code = status.code();
  return code == SLUICE_E_INVALID || code == SLUICE_E_UNSUPPORTED || code == SLUICE_E_NO_MEMORY;
}

bool is_page(std::string_view body) {
  size_t start = body.find_first_not_of(" \t\r\n");
  return start != body.npos && body[start] == '<';
}

// HTML comes from a proxy or the like, which presumably accepts nothing.
Status not_the_server(const OperationRequest& request, const Response& response) {
  Status out(SLUICE_E_UNAVAILABLE, request.name() + ": " + std::to_string(response.status()) +
                                       " with " + error_text(response.body()) +
                                       ", not JSON: check base_uri and proxies");
  return out.with_remote_code(response.status());
}

// Whether the status alone says that all of it was carried out: it is the documented one, and
// the body does not report single records.
bool is_success_enough(const Operation& operation, int32_t status) {
  const auto documented = split_names(operation.success);
  return operation.bulk.errors.empty() && std::find(documented.begin(), documented.end(),
                                                    std::to_string(status)) != documented.end();
}

std::string scopes_of(const Operation& operation) {
  if (!operation.any_scope.empty()) return "one of " + std::string(operation.any_scope);
  return std::string(operation.scopes);
}

}  // namespace

Result<RestPublisher::Setup> RestPublisher::read(Context& context, const Connector& connector) {
  auto settings = ActionSettings::read(context, connector.catalogue);
  if (!settings) return settings.status();
  if (auto status = connector.check_client(context.client()); !status) return status;
  return Setup{context.host(), context.client(), *std::move(settings),
               OperationOutlook(context, connector.catalogue)};
}

RestPublisher::RestPublisher(Setup setup)
    : host_(setup.host),
      client_(setup.client),
      settings_(std::move(setup.settings)),
      outlook_(std::move(setup.outlook)) {}

void RestPublisher::Turn::set(size_t record, const Status& status) {
  outcomes.set(record, status, answer);
}

void RestPublisher::Turn::set(Group group, const Status& status) {
  for (const Write& write : group) set(write.record, status);
}

Recovers* RestPublisher::recovers() {
  const auto makes_two = [](const Call& call) {
    return !OperationRequest{call.operation, {}, {}, {}}.is_safe();
  };
  const bool any = makes_two(settings_.main) || (settings_.create && makes_two(*settings_.create));
  return any ? this : nullptr;
}

Status RestPublisher::recover(Batch batch, Outcomes outcomes, const Cancel& cancel) {
  Turn turn{batch, outcomes, cancel};
  std::set<std::string> found;
  for (size_t i = 0; i < batch.size(); i++) {
    if (!batch[i].live()) continue;
    auto write = read_write(batch[i], settings_);
    if (!write && write.status().code() == SLUICE_E_NO_MEMORY) return write.status();
    Status fate = write ? fate_of(*write, cancel) : Status::end();  // that one was never sent
    // Of two that cannot be told apart, one was found.
    if (fate && !found.insert(sought(*write)).second) fate = sent_before_a_crash();
    if (fate.code() == SLUICE_E_AUTH || is_of_call(fate)) return fate;
    turn.set(i, fate);
  }
  return {};
}

// Checks single requests only: a bulk action's session id differs each time.
Status RestPublisher::fate_of(const Write& write, const Cancel& cancel) const {
  const auto request = request_of(write);
  if (!request || request->is_safe()) return Status::end();
  if (!settings_.reread) return sent_before_a_crash();
  const auto fate = find_fate(write, *settings_.reread, client_, host_, settings_.version, cancel);
  // The token may have permission to write but not to read.
  const bool untold = fate.status().code() == SLUICE_E_DATA || fate.status().remote_code() == 403;
  if (!fate) return untold ? sent_before_a_crash() : fate.status();
  if (*fate == Fate::kNotDone) return Status::end();
  if (*fate == Fate::kUnknown) return sent_before_a_crash();
  host_.count("already_done");
  return {};
}

Status RestPublisher::publish(Batch batch, Outcomes outcomes, const Cancel& cancel) {
  Turn turn{batch, outcomes, cancel};
  std::vector<Write> group;
  for (size_t i = 0; i < batch.size(); i++) {
    if (!batch[i].live()) continue;
    auto write = read_write(batch[i], settings_);
    if (!write && write.status().code() == SLUICE_E_NO_MEMORY) return write.status();
    if (!write) {
      turn.outcomes.set(i, write.status());
      continue;
    }
    if (group.size() == most_together() || !go_together(group, *write)) {
      if (auto status = deliver(group, turn); !status) return status;
      group.clear();
    }
    group.push_back(*std::move(write));
  }
  return deliver(group, turn);
}

Status RestPublisher::deliver(Group group, Turn& turn) {
  if (group.empty()) return {};
  turn.answer = {};
  if (turn.rest && turn.cancel.requested())
    turn.rest = {SLUICE_E_CANCELLED, "not sent: the run is being stopped"};
  if (!turn.rest) return turn.set(group, turn.rest), Status();
  auto request = make_request(group, turn.cancel);
  if (!request) {
    const Status& why = request.status();
    if (is_of_call(why)) return why;
    if (why.code() != SLUICE_E_DATA && !may_pass(why)) turn.rest = why;
    return turn.set(group, why), Status();
  }
  Sent sent = send(group, *request, turn);
  settle_doubt(group, *request, sent, turn);
  apply_policy(group, *request, sent);
  if (turn.outcomes.wants_response())
    turn.answer = turn.outcomes.keep(sent.http, request->name(), sent.body);
  if (sent.status) {
    server_errors_ = 0;
    for (size_t i = 0; i < group.size(); i++) turn.set(group[i].record, sent.records[i]);
    return {};
  }
  // One of many may be at fault: each half is tried separately.
  bool refused = sent.status.code() == SLUICE_E_DATA && !sent.lost;
  if (refused && group.size() > 1) return deliver_halves(group, turn);
  return conclude(group, decide(group, *request, sent), turn);
}

Status RestPublisher::deliver_halves(Group group, Turn& turn) {
  host_.count("split_requests");
  size_t half = group.size() / 2;
  if (auto status = deliver(group.first(half), turn); !status) return status;
  return deliver(group.subspan(half), turn);
}

Status RestPublisher::conclude(Group group, const Decision& decision, Turn& turn) {
  if (is_of_call(decision.rest)) return decision.rest;
  turn.set(group, decision.record);
  turn.rest = decision.rest;
  server_errors_ = decision.server_error ? server_errors_ + 1 : 0;
  if (server_errors_ >= kMostServerErrors && turn.rest)
    turn.rest = not_tried(server_errors_, decision.record);
  return {};
}

Result<OperationRequest> RestPublisher::make_request(Group group, const Cancel& cancel) const {
  Result<OperationRequest> request =
      settings_.per_request ? Result<OperationRequest>(request_of(group)) : request_of(group[0]);
  if (!request) return request;
  request->version = settings_.version;
  if (group[0].call->operation->body_kind == BodyKind::kMultipart)
    if (auto status = add_parts(group[0], *request, cancel); !status)
      return status.in(request->name());
  return request;
}

Status RestPublisher::add_parts(const Write& write, OperationRequest& request,
                                const Cancel& cancel) const {
  // No row has more than one file.
  NameSpec part = read_body(write.call->operation->body).members.at(0);
  Value place = write.payload.is_object() ? write.payload[part.name] : Value();
  if (!place.is_string())
    return Status::data("the payload needs `" + std::string(part.name) + "`, a path or a URL");
  auto file = load_image(host_, settings_.images, part.name, place.string_or(""), cancel);
  if (!file) return file.status();
  MultipartBody body = multipart_body(*file);
  request.content_type = std::move(body.content_type);
  request.body = std::move(body.text);
  return {};
}

RestPublisher::Sent RestPublisher::send(Group group, const OperationRequest& request,
                                        const Turn& turn) {
  auto exchange = client_.start(request.request());
  if (!exchange && exchange.status().code() == SLUICE_E_INVALID)  // text not allowed in a request
    return {Status::data(request.name() + ": " + exchange.status().message())};
  if (!exchange) return {Status(exchange.status()).in(request.name())};
  Response response;
  Status status = client_.finish(*exchange, nullptr, response, turn.cancel);
  Sent out = read_sent(group, request, status.in(request.name()), response);
  out.http = response.status();
  if (turn.outcomes.wants_response())
    out.body = response.body().substr(0, SLUICE_OUTCOME_RESPONSE_BYTES);
  return out;
}

RestPublisher::Sent RestPublisher::read_sent(Group group, const OperationRequest& request,
                                             const Status& status, const Response& response) {
  const bool unread = response.unreadable() && response.status() < 300;
  if (!status && unread && is_success_enough(*request.operation, response.status())) {
    host_.count("unread_responses");
    host_.log(SLUICE_LOG_WARNING, status.message() + ": counted as done by its status");
    return {{}, false, false, std::vector<Status>(group.size())};
  }
  if (!status) return {status, response.lost(), unread};
  // A write with a 2xx response is not sent again, unless that is harmless.
  const bool safe = request.is_safe();
  if (is_page(response.body())) return {not_the_server(request, response), !safe, !safe};
  Sent out{{}, false, false, read_response(host_, group, response.status(), response.body())};
  for (Status& record : out.records)
    if (!record) record.in(request.name());
  return out;
}

bool RestPublisher::is_in_doubt(const OperationRequest& request, const Sent& sent) {
  if (sent.answered) return true;
  return !request.is_safe() && (sent.lost || is_ambiguous(sent.status.remote_code()));
}

void RestPublisher::settle_doubt(Group group, const OperationRequest& request, Sent& sent,
                                 const Turn& turn) {
  if (sent.status || !is_in_doubt(request, sent) || !settings_.reread || group.size() != 1) return;
  const Fate fate =
      look_for(group[0], *settings_.reread, client_, host_, settings_.version, turn.cancel);
  const bool repeats = group[0].call->operation->reread.repeats;
  if (fate == Fate::kDone) {
    host_.count("already_done");
    host_.log(SLUICE_LOG_WARNING, sent.status.message() + ": found there, counted as done");
    sent = {{}, false, false, {Status()}};
  } else if (fate == Fate::kNotDone && repeats && !sent.answered) {
    sent = send(group, request, turn);
  }
}

// The configured action for the response's status. What is in doubt stays so.
void RestPublisher::apply_policy(Group group, const OperationRequest& request, Sent& sent) const {
  if (sent.status || is_in_doubt(request, sent)) return;
  sent.status = settings_.on_status.apply(sent.status);
  if (!sent.status) return;
  host_.count("accepted_statuses", static_cast<int64_t>(group.size()));
  sent.records.assign(group.size(), Status());
}

RestPublisher::Decision RestPublisher::decide(Group group, const OperationRequest& request,
                                              const Sent& sent) const {
  const Operation& operation = *request.operation;
  Status failure = sent.status;
  const StatusAction told = settings_.on_status.of(failure.remote_code());
  const bool gone = failure.remote_code() == 404 && operation.method == "DELETE";
  if (gone && told == StatusAction::kDefault) {
    // Gone is the desired state; a repeat after a crash finds it so.
    host_.count("already_gone");
    host_.log(SLUICE_LOG_WARNING, failure.message() + ": counted as deleted");
    return {};
  }
  if (is_in_doubt(request, sent)) return {in_doubt(failure), {}, true};
  if (failure.code() == SLUICE_E_DATA) {
    if (std::string names = lacking(group[0]); !names.empty())
      failure = Status::data(failure.message() + " (the payload has no " + names + ")")
                    .with_remote_code(failure.remote_code());
    return {failure, {}};
  }
  if (failure.code() == SLUICE_E_UNAVAILABLE || failure.code() == SLUICE_E_TIMEOUT) {
    // With an HTTP status it may be this record's own failure.
    if (failure.remote_code() >= 500 || told == StatusAction::kRetry) return {failure, {}, true};
    return {failure, failure};
  }
  if (std::string scopes = scopes_of(operation); failure.remote_code() == 403 && !scopes.empty())
    failure.in("needs scope " + scopes);
  return {failure, failure};
}

}  // namespace sluice::rest
