#include "sluice/rest/action_requests.hpp"

#include <algorithm>
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

// `rest` failing: the others wait, too. A failure of the whole call is no record's outcome.
Decision failed(Status record, Status rest, bool server_error = false) {
  Decision out;
  const sluice_status code = rest.code();
  out.stop = code == SLUICE_E_INVALID || code == SLUICE_E_UNSUPPORTED || code == SLUICE_E_NO_MEMORY;
  out.all = std::move(record);
  out.rest = std::move(rest);
  out.server_error = server_error;
  return out;
}

}  // namespace

void ActionRequests::WriteBatch::clear() {
  RequestBatch::clear();
  writes.clear();
  request.reset();
}

std::unique_ptr<RequestBatch> ActionRequests::make_batch() const {
  return std::make_unique<WriteBatch>();
}

Result<Write> ActionRequests::read(Batches& batches, uint32_t record) const {
  const Job& job = batches.job_of(record);
  auto write = read_write(job.batch[job.index(record)], settings_);
  const Idempotency& idempotency = settings_.idempotency;
  if (!write || idempotency.member().empty()) return write;
  if (Status s = idempotency.fits(write->payload); !s) return s;
  std::string text;
  idempotency.append(write->payload, write->json, job.key(record), text);
  Batch batch = job.batch;
  write->json = view(batch.copy(text));
  if (!write->json.data()) return Status(SLUICE_E_NO_MEMORY, "no memory for a request");
  return write;
}

bool ActionRequests::take(OrderQueue& queue, Batches& batches, RequestBatch& out) {
  WriteBatch& batch = mine(out);
  while (batch.records.size() < most_together()) {
    const auto record = queue.take();
    if (!record) break;
    auto write = read(batches, *record);
    if (!write) {
      batch.unfit.emplace_back(*record, write.status());
      continue;
    }
    if (!go_together(batch.writes, *write)) {
      queue.put_back(*record);
      break;
    }
    batch.records.push_back(*record);
    batch.writes.push_back(*std::move(write));
  }
  queue.close();
  return !batch.records.empty() || !batch.unfit.empty();
}

// A half has its records, but has not read them.
Status ActionRequests::build(Batches& batches, RequestBatch& out, const Cancel& cancel) {
  WriteBatch& batch = mine(out);
  for (size_t i = batch.writes.size(); i < batch.records.size(); i++) {
    auto write = read(batches, batch.records[i]);
    if (!write) return write.status();
    batch.writes.push_back(*std::move(write));
  }
  auto request = make_request(batch.writes, cancel);
  if (!request) return request.status();
  batch.request = *std::move(request);
  if (!settings_.idempotency.any()) return {};
  batch.request->repeatable = true;
  batch.request->key_header = settings_.idempotency.header();
  batch.request->key = batches.job_of(batch.records.front()).key(batch.records.front());
  return {};
}

Result<OperationRequest> ActionRequests::make_request(const std::vector<Write>& writes,
                                                      const Cancel& cancel) const {
  Result<OperationRequest> request =
      settings_.per_request ? Result<OperationRequest>(request_of(writes)) : request_of(writes[0]);
  if (!request) return request;
  request->version = settings_.version;
  if (writes[0].call->operation->body_kind == BodyKind::kMultipart)
    if (auto status = add_parts(writes[0], *request, cancel); !status)
      return status.in(request->name());
  return request;
}

Status ActionRequests::add_parts(const Write& write, OperationRequest& request,
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

Result<Exchange> ActionRequests::start(RequestBatch& request) {
  return client_.start(mine(request).request->request());
}

std::string ActionRequests::name_of(const RequestBatch& request) const {
  return mine(request).request->name();
}

// Files are not shown.
std::string_view ActionRequests::body_of(const RequestBatch& request) const {
  const OperationRequest& made = *mine(request).request;
  return made.content_type.starts_with("multipart/") ? std::string_view() : made.body;
}

Decision ActionRequests::not_started(const RequestBatch& request, Status failure) {
  const bool no_text = failure.code() == SLUICE_E_INVALID;  // that is allowed in a request
  failure.in(name_of(request));
  return conclude(mine(request), {no_text ? Status::data(failure.message()) : std::move(failure)});
}

Decision ActionRequests::decide(Batches&, RequestBatch& request, Status failure, Response& response,
                                const Cancel& cancel) {
  WriteBatch& batch = mine(request);
  Sent sent = read_sent(batch, failure.in(name_of(request)), response);
  settle_doubt(batch, sent, response, cancel);
  apply_policy(batch, sent);
  return conclude(batch, std::move(sent));
}

ActionRequests::Sent ActionRequests::read_sent(const WriteBatch& batch, const Status& status,
                                               const Response& response) {
  const OperationRequest& request = *batch.request;
  const bool unread = response.unreadable() && response.status() < 300;
  if (!status && unread && is_success_enough(*request.operation, response.status())) {
    host_.count("unread_responses");
    host_.log(SLUICE_LOG_WARNING, status.message() + ": counted as done by its status");
    return {{}, false, false, std::vector<Status>(batch.writes.size())};
  }
  if (!status) return {status, response.lost(), unread};
  // A write with a 2xx response is not sent again, unless that is harmless.
  const bool safe = request.is_safe();
  if (is_page(response.body())) return {not_the_server(request, response), !safe, !safe};
  Sent out{
      {}, false, false, read_response(host_, batch.writes, response.status(), response.body())};
  for (Status& record : out.records)
    if (!record) record.in(request.name());
  return out;
}

bool ActionRequests::is_in_doubt(const WriteBatch& batch, const Sent& sent) {
  if (sent.answered) return true;
  return !batch.request->is_safe() && (sent.lost || is_ambiguous(sent.status.remote_code()));
}

void ActionRequests::settle_doubt(WriteBatch& batch, Sent& sent, Response& response,
                                  const Cancel& cancel) {
  const bool one = batch.writes.size() == 1;
  if (sent.status || !is_in_doubt(batch, sent) || !settings_.reread || !one) return;
  const Write& write = batch.writes[0];
  const Fate fate = look_for(write, *settings_.reread, client_, host_, settings_.version, cancel);
  const bool repeats = write.call->operation->reread.repeats;
  if (fate == Fate::kDone) {
    host_.count("already_done");
    host_.log(SLUICE_LOG_WARNING, sent.status.message() + ": found there, counted as done");
    sent = {{}, false, false, {Status()}};
    response = Response();
  } else if (fate == Fate::kNotDone && repeats && !sent.answered) {
    send_again(batch, sent, response, cancel);
  }
}

void ActionRequests::send_again(WriteBatch& batch, Sent& sent, Response& response,
                                const Cancel& cancel) {
  auto exchange = client_.start(batch.request->request());
  if (!exchange) return void(sent = {Status(exchange.status()).in(name_of(batch))});
  batch.exchange = *std::move(exchange);
  response = Response();
  Status status = client_.finish(batch.exchange, nullptr, response, cancel);
  sent = read_sent(batch, status.in(name_of(batch)), response);
}

// The configured action for the response's status. What is in doubt stays so.
void ActionRequests::apply_policy(const WriteBatch& batch, Sent& sent) const {
  if (sent.status || is_in_doubt(batch, sent)) return;
  sent.status = settings_.on_status.apply(sent.status);
  if (!sent.status) return;
  host_.count("accepted_statuses", static_cast<int64_t>(batch.writes.size()));
  sent.records.assign(batch.writes.size(), Status());
}

// One of many may be at fault: each half is tried separately.
Decision ActionRequests::conclude(const WriteBatch& batch, Sent sent) const {
  Decision out;
  if (sent.status) {
    out.each = std::move(sent.records);
    return out;
  }
  out.split = sent.status.code() == SLUICE_E_DATA && !sent.lost && batch.writes.size() > 1;
  if (!out.split) return conclude_failure(batch, sent);
  host_.count("split_requests");
  return out;
}

Decision ActionRequests::conclude_failure(const WriteBatch& batch, const Sent& sent) const {
  const Operation& operation = *batch.request->operation;
  Status failure = sent.status;
  const StatusAction told = settings_.on_status.of(failure.remote_code());
  const bool gone = failure.remote_code() == 404 && operation.method == "DELETE";
  if (gone && told == StatusAction::kDefault) {
    // Gone is the desired state; a repeat after a crash finds it so.
    host_.count("already_gone");
    host_.log(SLUICE_LOG_WARNING, failure.message() + ": counted as deleted");
    return {};
  }
  if (is_in_doubt(batch, sent)) return failed(in_doubt(failure), {}, true);
  if (failure.code() == SLUICE_E_DATA) {
    if (const std::string what = lacking(batch.writes[0], settings_.per_request > 0); !what.empty())
      failure = Status::data(failure.message() + " (" + what + ")")
                    .with_remote_code(failure.remote_code());
    return failed(failure, {});
  }
  if (failure.code() == SLUICE_E_UNAVAILABLE || failure.code() == SLUICE_E_TIMEOUT) {
    // With an HTTP status it may be this record's own failure.
    if (failure.remote_code() >= 500 || told == StatusAction::kRetry)
      return failed(failure, {}, true);
    return failed(failure, failure);
  }
  if (std::string scopes = scopes_of(operation); failure.remote_code() == 403 && !scopes.empty())
    failure.in("needs scope " + scopes);
  return failed(failure, failure);
}

}  // namespace sluice::rest
