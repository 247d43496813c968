#include "lookup_settings.hpp"

#include <algorithm>
#include <utility>

namespace http_plugin {

using sluice::Result;
using sluice::Status;
using sluice::Value;

namespace {

constexpr int64_t kSecondUs = 1'000'000;

class LookupReader {
 public:
  LookupReader(sluice::Context& context, Value config) : context_(context), config_(config) {}

  Result<LookupSettings> read() {
    for (const auto part :
         {&LookupReader::read_request, &LookupReader::read_answer, &LookupReader::read_missing,
          &LookupReader::read_paging, &LookupReader::read_batch})
      if (Status status = (this->*part)(); !status) return status;
    return std::move(out_);
  }

 private:
  Status read_request() {
    if (!context_.client()) return Status::invalid("/client", "name one of the clients");
    auto at = Endpoint::read(config_, "", "query: {name: expression}");
    if (!at) return at.status();
    out_.at = *std::move(at);
    if (!config_["not_found"].exists()) out_.at.not_found = {404};
    auto values = RequestValues::read(config_, context_.host(), out_.at.path, {});
    if (!values) return values.status();
    out_.request = *std::move(values);
    if (out_.request.payload && out_.at.method == "GET")
      return Status::invalid("/payload", "a GET has no body; write method: POST");
    return read_key();
  }

  Status read_key() {
    if (!config_["key"].exists()) return {};
    auto compiled = compile_setting(config_["key"], "/key", context_.host());
    if (!compiled) return compiled.status();
    out_.key = *std::move(compiled);
    return {};
  }

  Status read_answer() {
    out_.has_items = config_["items"].exists();
    out_.items = config_["items"].string_or("");
    const std::string_view take = config_["take"].string_or("one");
    out_.take = take == "all"     ? LookupSettings::Take::kAll
                : take == "first" ? LookupSettings::Take::kFirst
                                  : LookupSettings::Take::kOne;
    if (!out_.has_items && config_["take"].exists())
      return Status::invalid("/take", "is about several rows; say items: where they are");
    out_.in_flight = static_cast<size_t>(config_["in_flight"].integer_or(4));
    const Value cache = config_["cache"];
    out_.cache_size = static_cast<size_t>(cache["size"].integer_or(1000));
    out_.cache_ttl_us = cache["seconds"].integer_or(300) * kSecondUs;
    return {};
  }

  Status read_missing() {
    const Value given = config_["missing"], fallback = config_["default"];
    const std::string_view word = given.is_null() ? "null" : given.string_or("");
    if (!fallback.exists()) {
      if (word == "default")
        return Status::invalid("/missing", "missing: default needs default: what to put instead");
      if (word == "null") out_.missing = LookupSettings::Missing::kNull;
      return {};
    }
    if (!word.empty() && word != "default")
      return Status::invalid("/default", "default is not used with missing: " + std::string(word) +
                                             "; remove one of them");
    auto json = fallback.json();
    if (!json) return json.status();
    out_.missing = LookupSettings::Missing::kDefault;
    out_.fallback = *json;
    return {};
  }

  Status read_paging() {
    auto paging = PagingSettings::read(config_["pagination"], "/pagination");
    if (!paging) return paging.status();
    out_.paging = *std::move(paging);
    if (out_.paging.kind != PagingSettings::Kind::kNone && !out_.has_items)
      return Status::invalid("/pagination", "pages have rows; say items: where they are");
    return {};
  }

  Status read_batch() {
    const Value batch = config_["batch"];
    if (!batch.exists())
      return out_.key ? Status::invalid("/key", "belongs to batch:, which is not given") : Status();
    if (!out_.key) return Status::invalid("/batch", "needs key: what each record asks for");
    if (!out_.has_items)
      return Status::invalid("/batch", "needs items: where the rows of all keys are");
    out_.batch = LookupBatch{static_cast<size_t>(batch["records"].integer_or(50)),
                             std::string(batch["param"].string_or("")),
                             std::string(batch["separator"].string_or("")),
                             {},
                             std::string(batch["match"].string_or(""))};
    return batch["payload"].exists() ? read_batch_payload(batch) : check_param();
  }

  Status read_batch_payload(Value batch) {
    if (!out_.batch->param.empty() || !out_.batch->separator.empty())
      return Status::invalid("/batch/payload",
                             "the keys are put into the query (param, separator) or the payload");
    if (out_.request.payload)
      return Status::invalid("/batch/payload", "payload gives the body already; remove one");
    if (out_.at.method == "GET")
      return Status::invalid("/batch/payload", "a GET has no body; write method: POST");
    auto compiled = compile_setting(batch["payload"], "/batch/payload", context_.host());
    if (!compiled) return compiled.status();
    out_.batch->payload = *std::move(compiled);
    return {};
  }

  Status check_param() {
    if (out_.batch->param.empty())
      return Status::invalid("/batch",
                             "needs param or payload: where the keys are put in the request");
    const auto same =
        std::find_if(out_.request.query.begin(), out_.request.query.end(),
                     [&](const auto& part) { return part.name == out_.batch->param; });
    if (same != out_.request.query.end())
      return Status::invalid("/batch/param", "\"" + same->name + "\" stands in query, too");
    return {};
  }

  sluice::Context& context_;
  const Value config_;
  LookupSettings out_;
};

}  // namespace

Result<LookupSettings> LookupSettings::read(sluice::Context& context) {
  auto config = context.config();
  if (!config) return config.status();
  return LookupReader(context, *config).read();
}

}  // namespace http_plugin
