#include "lookup.hpp"

#include <deque>
#include <utility>

#include "sluice/expression/record_name.hpp"
#include "sluice/record_transformer.hpp"
#include "sluice/rest/json_body.hpp"
#include "sluice/rest/parameters.hpp"
#include "sluice/rest/value_path.hpp"

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
  if (why.code() != SLUICE_E_DATA || why.message().empty()) return why;
  return Status::data("http.lookup: " + why.message() + " (" +
                      sluice::expression::record_name(record.root().batch(), &record.abi()->root) +
                      ")");
}

Result<Parameters> parameters_of(Batch batch, const std::string& json, std::string_view pointer) {
  auto object = batch.parse(json);
  if (!object) return object.status();
  auto out = Parameters::read(Value(batch.abi(), &*object), pointer);
  return out ? std::move(out) : of_lookup(out.status());
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

Status Lookup::ask(const Record& record, RequestValuesOf& values, Evaluator* key, Asked& out) {
  out.record = record.index();
  if (!record.root().is_object()) return Status::data("it takes records that are objects");
  if (Status s = values.make(&record.abi()->root, out.made); !s) return s;
  out.nothing = !out.made.missing.empty();
  if (!key) return {};
  sluice_value* const value = key->evaluate(&record.abi()->root);
  if (!value) return key->failure();
  const auto text = sluice::rest::text_at(Value(record.root().batch(), value), "");
  out.nothing |= !text;
  out.key = text.value_or("");
  const bool is_none = value->kind == SLUICE_KIND_NULL || sluice::expression::is_string(*value);
  return text || is_none ? Status() : Status::data("key gives neither text nor a number");
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
  const sluice::Findings findings(host_);
  for (const Evaluator& one : evaluators)
    for (const Evaluator::Note& note : one.notes())
      findings.remark(one.words_of(note), note.example, note.count);
}

Status Lookup::answer_all(Batch batch, const Cancel& cancel) {
  const int64_t now = host_.unix_us();
  for (const Asked& asked : asked_)
    if (const FoundRows* kept = asked.nothing ? nullptr : cache_.find(asked.id(), now))
      answers_[asked.id()].rows = *kept;
  auto made = fetches(batch);
  return made ? run(*made, cancel) : made.status();
}

// One for each request that the cache does not answer, or for as many keys as one may ask for.
Result<std::vector<std::unique_ptr<LookupFetch>>> Lookup::fetches(Batch batch) {
  std::map<std::string, std::vector<const Asked*>> groups;
  for (const Asked& asked : asked_)
    if (!asked.nothing && answers_.try_emplace(asked.id()).second)
      groups[asked.request()].push_back(&asked);
  const size_t most = settings_.batch ? settings_.batch->records : 1;
  std::vector<std::unique_ptr<LookupFetch>> out;
  for (const auto& [request, group] : groups) {
    for (size_t from = 0; from < group.size(); from += most) {
      std::vector<std::string> ids, keys;
      for (size_t i = from; i < std::min(group.size(), from + most); i++) {
        ids.push_back(group[i]->id());
        keys.push_back(group[i]->key);
      }
      auto fetch = std::make_unique<LookupFetch>(settings_, host_, client_, std::move(ids), keys);
      batch.clear_fault();
      Status ready = prepare(batch, *group[from], keys, *fetch);
      if (ready.code() == SLUICE_E_DATA)
        ready = end(*fetch, ready);
      else if (ready)
        out.push_back(std::move(fetch));
      if (!ready) return ready;
    }
  }
  return out;
}

Status Lookup::prepare(Batch batch, const Asked& asked, const std::vector<std::string>& keys,
                       LookupFetch& fetch) const {
  auto path = parameters_of(batch, asked.made.path, "/path");
  if (!path) return path.status();
  auto segments = settings_.at.path.fill(*path, "/path");
  if (!segments) return of_lookup(segments.status());
  std::string query = asked.made.query;
  if (settings_.batch) {
    query.pop_back();
    if (query.size() > 1) query += ',';
    query += sluice::rest::json_string(settings_.batch->param) + ":";
    std::string list, joined;
    for (const std::string& key : keys) {
      list += (list.empty() ? "" : ",") + sluice::rest::json_string(key);
      joined += (joined.empty() ? "" : settings_.batch->separator) + key;
    }
    query +=
        settings_.batch->separator.empty() ? "[" + list + "]" : sluice::rest::json_string(joined);
    query += '}';
  }
  auto parameters = parameters_of(batch, query, "/query");
  if (!parameters) return parameters.status();
  fetch.set(*std::move(segments), *std::move(parameters), asked.made.payload);
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
