#include "sluice/rest/action_publisher.hpp"

#include <algorithm>
#include <utility>

#include "sluice/rest/closest.hpp"
#include "sluice/rest/in_doubt.hpp"

namespace sluice::rest {
namespace {

constexpr std::string_view kUpsert = "upsert";
// After so many server errors in a row the rest of a batch is not tried now.
constexpr int kMostServerErrors = 3;

std::vector<std::string_view> offered_actions(const Catalogue& catalogue, std::string_view entity) {
  std::vector<std::string_view> out;
  for (auto action : catalogue.actions_of(entity))
    if (is_write(*catalogue.get(entity, action))) out.push_back(action);
  if (catalogue.get(entity, "create") && catalogue.get(entity, "update")) out.push_back(kUpsert);
  return out;
}

std::vector<std::string_view> writable_entities(const Catalogue& catalogue) {
  std::vector<std::string_view> out;
  for (const Operation& row : catalogue.rows())
    if (is_write(row) && std::find(out.begin(), out.end(), row.entity) == out.end())
      out.push_back(row.entity);
  return out;
}

Status check_names(const Catalogue& catalogue, std::string_view entity, std::string_view action) {
  auto entities = writable_entities(catalogue);
  if (std::find(entities.begin(), entities.end(), entity) == entities.end())
    return Status::invalid("/entity", "no entity \"" + std::string(entity) +
                                          "\" that can be published" + hint_for(entity, entities));
  auto actions = offered_actions(catalogue, entity);
  if (std::find(actions.begin(), actions.end(), action) != actions.end()) return {};
  return Status::invalid("/action", std::string(entity) + " has no action \"" +
                                        std::string(action) + "\"" + hint_for(action, actions));
}

Result<ActionSettings::Call> make_call(const Catalogue& catalogue, std::string_view entity,
                                       std::string_view action) {
  const Operation* operation = catalogue.get(entity, action);
  auto path = PathTemplate::parse(operation->path);
  if (!path) return path.status();
  return ActionSettings::Call{operation, *std::move(path)};
}

void set(sluice_outcome& out, const Status& status, Batch batch) {
  out.status = status.code();
  out.retry_after_ms = status.retry_after_ms();
  out.remote_code = status.remote_code();
  if (!status) out.message = batch.copy(status.message());
}

}  // namespace

Result<ActionSettings> ActionSettings::read(Context& context, const Catalogue& catalogue) {
  auto config = context.config();
  if (!config) return config.status();
  std::string entity((*config)["entity"].string_or(""));
  std::string action((*config)["action"].string_or(""));
  if (auto status = check_names(catalogue, entity, action); !status) return status;
  auto main = make_call(catalogue, entity, action == kUpsert ? "update" : action);
  if (!main) return main.status();
  ActionSettings out{*std::move(main), std::nullopt};
  if (action != kUpsert) return out;
  auto create = make_call(catalogue, entity, "create");
  if (!create) return create.status();
  out.create = *std::move(create);
  return out;
}

ActionPublisher::ActionPublisher(Context& context, ActionSettings settings)
    : host_(context.host()), client_(context.client()), settings_(std::move(settings)) {}

Status ActionPublisher::publish(Batch batch, sluice_outcome* outcomes, const Cancel& cancel) {
  Status rest;
  for (size_t i = 0; i < batch.size(); i++) {
    if (!batch[i].live()) continue;
    if (!rest) {
      set(outcomes[i], rest, batch);
      continue;
    }
    Verdict verdict = deliver(batch[i], cancel);
    // What no other record can fare better with is the whole call's failure.
    auto code = verdict.rest.code();
    if (code != SLUICE_OK && code != SLUICE_E_UNAVAILABLE && code != SLUICE_E_TIMEOUT &&
        code != SLUICE_E_RATE_LIMITED)
      return verdict.rest;
    set(outcomes[i], verdict.record, batch);
    rest = verdict.rest;
    server_errors_ = verdict.server_error ? server_errors_ + 1 : 0;
    if (server_errors_ >= kMostServerErrors && rest)
      rest = not_tried(server_errors_, verdict.record);
  }
  return {};
}

Result<OperationRequest> ActionPublisher::build(const Record& record) const {
  auto parts = RequestParts::read(record.root(), "");
  if (!parts) return parts.status();
  // A name that is not known must not turn an update into a create.
  if (auto status = parts->check_path_names(*settings_.main.operation, settings_.main.path, "");
      !status)
    return status;
  bool create = settings_.create && parts->path.all().empty();
  if (create) parts->path = {};
  const ActionSettings::Call& call = create ? *settings_.create : settings_.main;
  if (auto status = parts->check(*call.operation, call.path, ""); !status) return status;
  auto segments = call.path.fill(parts->path, "/path");
  if (!segments) return segments.status();
  OperationRequest out{call.operation, *std::move(segments), parts->query, {}};
  if (!parts->payload || parts->payload.is_null()) {
    if (call.operation->method == "DELETE") return out;
    return Status::data("record has no payload: " + std::string(call.operation->action) + " of " +
                        std::string(call.operation->entity) + " sends it as the body");
  }
  auto body = parts->payload.json();
  if (!body) return body.status();
  out.body = *body;
  return out;
}

ActionPublisher::Verdict ActionPublisher::deliver(const Record& record, const Cancel& cancel) {
  if (!record.root().is_object())
    return {Status::data("record is not an object with path, query, payload"), {}};
  auto request = build(record);
  if (request) return send(*request, cancel);
  auto code = request.status().code();
  if (code == SLUICE_E_NO_MEMORY) return {{}, request.status()};
  // A pointer of "/path/customer_id" within this record, so it is the record's fault.
  return {Status::data("record " + request.status().message()), {}};
}

ActionPublisher::Verdict ActionPublisher::send(const OperationRequest& request,
                                               const Cancel& cancel) {
  auto exchange = client_.start(request.request());
  if (!exchange && exchange.status().code() == SLUICE_E_INVALID)  // text no request may hold
    return {Status::data(request.name() + ": " + exchange.status().message()), {}};
  if (!exchange) return judge(request, exchange.status(), false);
  Response response;
  Status status = client_.finish(*exchange, nullptr, response, cancel);
  if (status) return {};
  return judge(request, std::move(status), response.lost());
}

ActionPublisher::Verdict ActionPublisher::judge(const OperationRequest& request, Status failure,
                                                bool lost) const {
  const Operation& operation = *request.operation;
  const bool safe = request.request().flags & SLUICE_HTTP_SAFE;
  failure.in(request.name());
  if (failure.remote_code() == 404 && operation.method == "DELETE") {
    // Gone is what was asked for; a repeat after a crash finds it so.
    host_.count("already_gone");
    host_.log(SLUICE_LOG_WARNING, failure.message() + ": counted as deleted");
    return {};
  }
  if (!safe && (lost || is_ambiguous(failure.remote_code()))) return {in_doubt(failure), {}, true};
  switch (failure.code()) {
    case SLUICE_E_DATA:
      return {failure, {}};
    case SLUICE_E_UNAVAILABLE:
    case SLUICE_E_TIMEOUT:  // with an HTTP status it may be this record's own
      if (failure.remote_code() >= 500) return {failure, {}, true};
      return {failure, failure};
    default:
      if (failure.remote_code() == 403 && !operation.scopes.empty())
        failure.in("needs scope " + std::string(operation.scopes));
      return {failure, failure};
  }
}

}  // namespace sluice::rest
