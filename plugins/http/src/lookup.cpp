#include "lookup.hpp"

#include <algorithm>
#include <utility>

#include "sluice/expression/absent.hpp"
#include "sluice/expression/known_check.hpp"
#include "sluice/expression/report.hpp"
#include "sluice/record_transformer.hpp"
#include "sluice/rest/json_body.hpp"
#include "sluice/rest/parameters.hpp"

namespace http_plugin {

using sluice::Batch;
using sluice::Cancel;
using sluice::Record;
using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::expression::Evaluator;
using sluice::rest::Parameters;

namespace {

// An error of settings that a record's values made is the record's.
Status of_lookup(const Status& why) {
  return why.code() == SLUICE_E_INVALID ? Status::data(why.message()) : why;
}

Status with_name(const Status& why, const Record& record) {
  return sluice::expression::told_of(why, "", record.root().batch(), &record.abi()->root);
}

Result<Parameters> parameters_of(Batch batch, const std::string& json, std::string_view pointer) {
  auto object = batch.parse(json);
  if (!object) return object.status();
  auto out = Parameters::read(Value(batch.abi(), &*object), pointer);
  return out ? std::move(out) : of_lookup(out.status());
}

// The query with the keys as its last parameter.
std::string with_keys(std::string query, const LookupBatch& batch,
                      const std::vector<std::string>& keys) {
  std::string list, joined;
  for (const std::string& key : keys) {
    list += (list.empty() ? "" : ",") + sluice::rest::json_string(key);
    joined += (joined.empty() ? "" : batch.separator) + key;
  }
  query.pop_back();
  if (query.size() > 1) query += ',';
  query += sluice::rest::json_string(batch.param) + ":";
  query += batch.separator.empty() ? "[" + list + "]" : sluice::rest::json_string(joined);
  return query + '}';
}

// JSON of what the expression makes of the list of keys, which is JSON, too.
Result<std::string> body_of(Batch batch, const std::string& keys, Evaluator& payload) {
  auto list = batch.parse(keys);
  if (!list) return list.status();
  sluice_value* const value = payload.evaluate(&*list);
  if (!value) return payload.failure();
  auto json = Value(batch.abi(), value).json();
  return json ? Result<std::string>(std::string(*json)) : json.status();
}

}  // namespace

Result<std::unique_ptr<Lookup>> Lookup::create(sluice::Context& context) {
  auto settings = LookupSettings::read(context);
  if (!settings) return settings.status();
  return std::make_unique<Lookup>(context, *std::move(settings));
}

Lookup::Lookup(sluice::Context& context, LookupSettings settings)
    : host_(context.host()),
      client_(context.client()),
      settings_(std::move(settings)),
      as_(context.field("as")),
      cache_(settings_.cache_size, settings_.cache_ttl_us) {}

// What the answers put into the records is not known.
Result<std::string> Lookup::members(std::string_view in) {
  const sluice::Findings findings(host_);
  const auto record = sluice::expression::known_of(in);
  const auto look_at = [&](sluice::expression::Expression& one, const std::string& pointer) {
    sluice::expression::check_known(one.program(), record, findings, pointer);
  };
  for (RequestValue& part : settings_.request.path) look_at(part.source, "/path");
  for (RequestValue& part : settings_.request.query) look_at(part.source, "/query/" + part.name);
  if (settings_.request.payload) look_at(*settings_.request.payload, "/payload");
  if (settings_.key) look_at(*settings_.key, "/key");
  return std::string();
}

std::vector<std::string> Lookup::absent() {
  std::vector<std::string> out;
  for (auto* parts : {&settings_.request.path, &settings_.request.query})
    for (RequestValue& part : *parts) sluice::expression::add_absent(part.source.program(), &out);
  if (settings_.request.payload)
    sluice::expression::add_absent(settings_.request.payload->program(), &out);
  if (settings_.key) sluice::expression::add_absent(settings_.key->program(), &out);
  return out;
}

Status Lookup::ask(const Record& record, RequestValuesOf& values, Evaluator* key, Asked& out) {
  out.record = record.index();
  if (!record.root().is_object()) return Status::data("it takes records that are objects");
  if (Status s = values.make(&record.abi()->root, out.made); !s) return s;
  out.nothing = !out.made.missing.empty();
  if (!key) return {};
  sluice_value* const value = key->evaluate(&record.abi()->root);
  return value ? take_key(Value(record.root().batch(), value), out) : key->failure();
}

Status Lookup::take_key(Value key, Asked& out) const {
  const auto text = LookupFetch::key_at(key, "");
  out.nothing |= !text;
  out.key = text.value_or("");
  if (!text)
    return key.is_null() || key.is_string() ? Status()
                                            : Status::data("key gives neither text nor a number");
  // The system would take it apart, and answer for what was not asked.
  const std::string& separator = settings_.batch->separator;
  if (!separator.empty() && out.key.find(separator) != out.key.npos)
    return Status::data("the key \"" + out.key + "\" has the separator \"" + separator +
                        "\" of batch in it");
  auto json = key.json();
  if (!json) return json.status();
  out.key_json = *json;
  return {};
}

Status Lookup::transform_batch(Batch batch, const Cancel& cancel) {
  RequestValuesOf values(settings_.request, batch.abi());
  Evaluators key;
  if (settings_.key) key.emplace_back(settings_.key->program(), batch.abi());
  asked_.clear();
  answers_.clear();
  Status status = sluice::for_each_live(batch, cancel, [&](const Record& record) -> const Status* {
    Asked asked;
    failure_ = with_name(ask(record, values, key.empty() ? nullptr : &key.front(), asked), record);
    if (!failure_) return &failure_;
    asked_.push_back(std::move(asked));
    return nullptr;
  });
  if (status) status = answer_all(batch, cancel);
  tell_notes(values.evaluators());
  tell_notes(key);
  if (!status) return status;
  for (const Asked& asked : asked_) {
    batch.clear_fault();
    const Record record = batch[asked.record];
    const Answer* answer = asked.nothing ? nullptr : &answers_.at(asked.id());
    Status put_status = with_name(put(record, answer), record);
    if (put_status) continue;
    if (put_status.code() != SLUICE_E_DATA) return put_status;
    record.fail(put_status);
  }
  return {};
}

void Lookup::tell_notes(const Evaluators& evaluators) const {
  for (const Evaluator& one : evaluators)
    sluice::expression::tell_notes(sluice::Findings(host_), one);
}

Status Lookup::answer_all(Batch batch, const Cancel& cancel) {
  const int64_t now = host_.unix_us();
  for (const Asked& asked : asked_)
    if (const FoundRows* kept = asked.nothing ? nullptr : cache_.find(asked.id(), now))
      answers_[asked.id()].rows = *kept;
  auto made = fetches(batch);
  return made ? run(*made, cancel) : made.status();
}

// Those that the cache does not answer, as many keys in each as one request may have.
std::vector<Lookup::Group> Lookup::groups() {
  std::map<std::string, Group> by_request;
  for (const Asked& asked : asked_)
    if (!asked.nothing && answers_.try_emplace(asked.id()).second)
      by_request[asked.request()].push_back(&asked);
  const size_t most = settings_.batch ? settings_.batch->records : 1;
  std::vector<Group> out;
  for (const auto& [request, all] : by_request)
    for (size_t from = 0; from < all.size(); from += most)
      out.emplace_back(all.begin() + static_cast<ptrdiff_t>(from),
                       all.begin() + static_cast<ptrdiff_t>(std::min(all.size(), from + most)));
  return out;
}

Result<std::vector<std::unique_ptr<LookupFetch>>> Lookup::fetches(Batch batch) {
  Evaluators payload;
  if (settings_.batch && settings_.batch->payload)
    payload.emplace_back(settings_.batch->payload->program(), batch.abi());
  std::vector<std::unique_ptr<LookupFetch>> out;
  for (const Group& group : groups()) {
    std::vector<std::string> ids, keys;
    for (const Asked* asked : group) {
      ids.push_back(asked->id());
      keys.push_back(asked->key);
    }
    auto fetch = std::make_unique<LookupFetch>(settings_, host_, client_, std::move(ids), keys);
    batch.clear_fault();
    Status ready = prepare(batch, group, payload.empty() ? nullptr : &payload.front(), *fetch);
    if (ready.code() == SLUICE_E_DATA)
      ready = end(*fetch, ready);
    else if (ready)
      out.push_back(std::move(fetch));
    if (!ready) return ready;
  }
  tell_notes(payload);
  return out;
}

Status Lookup::prepare(Batch batch, const Group& group, Evaluator* payload,
                       LookupFetch& fetch) const {
  const MadeValues& made = group.front()->made;
  auto path = parameters_of(batch, made.path, "/path");
  if (!path) return path.status();
  auto segments = settings_.at.path.fill(*path, "/path");
  if (!segments) return of_lookup(segments.status());
  const bool in_query = settings_.batch && !payload;
  auto parameters = parameters_of(
      batch, in_query ? with_keys(made.query, *settings_.batch, fetch.keys()) : made.query,
      "/query");
  if (!parameters) return parameters.status();
  Result<std::string> body(made.payload);
  if (payload) {
    std::string list;
    for (const Asked* asked : group) list.append(list.empty() ? "[" : ",").append(asked->key_json);
    body = body_of(batch, list + "]", *payload);
  }
  if (!body) return body.status();
  fetch.set(*std::move(segments), *std::move(parameters), *std::move(body));
  return {};
}

// Several at a time, in the order they were asked for.
Status Lookup::run(std::vector<std::unique_ptr<LookupFetch>>& fetches, const Cancel& cancel) {
  size_t begun = 0;
  for (size_t ended = 0; ended < fetches.size(); ended++) {
    for (; begun < fetches.size() && begun < ended + settings_.in_flight; begun++)
      if (Status sent = fetches[begun]->start(); !sent) return of_lookup(sent);
    Status status = end(*fetches[ended], fetches[ended]->finish(cancel));
    if (!status) return status;
  }
  return {};
}

// A failure of one request alone is its records'; any other ends the batch, which the host runs
// again: what came already is kept.
Status Lookup::end(LookupFetch& fetch, const Status& status) {
  if (!status && status.code() != SLUICE_E_DATA) return status;
  for (size_t i = 0; i < fetch.ids().size(); i++) {
    Answer& answer = answers_[fetch.ids()[i]];
    answer.failure = status;
    if (!status) continue;
    answer.rows = fetch.rows()[i];
    if (settings_.cache_size) cache_.put(fetch.ids()[i], answer.rows, host_.unix_us());
  }
  return {};
}

// JSON; E_DATA: the record fails.
Result<std::string> Lookup::value_of(const Answer* answer) const {
  if (answer && !answer->failure) return answer->failure;
  const size_t count = answer ? answer->rows.size() : 0;
  if (count == 0) {
    if (settings_.missing != LookupSettings::Missing::kFail) return settings_.fallback;
    return Status::data(answer ? "nothing was found at " + settings_.at.path_text
                               : "a key or a part of the path is null or empty");
  }
  if (settings_.take != LookupSettings::Take::kAll) {
    if (count > 1 && settings_.take == LookupSettings::Take::kOne)
      return Status::data(std::to_string(count) +
                          " rows were found, and one is wanted; say take: first or all");
    return answer->rows.front();
  }
  std::string out = "[";
  for (const std::string& row : answer->rows) out.append(out.size() > 1 ? "," : "").append(row);
  return out + "]";
}

Status Lookup::put(const Record& record, const Answer* answer) {
  auto json = value_of(answer);
  if (!json) return json.status();
  const Batch batch(record.root().batch());
  auto value = batch.parse(*json);
  if (!value) return value.status();
  return record.set(as_, Value(batch.abi(), &*value));
}

}  // namespace http_plugin
