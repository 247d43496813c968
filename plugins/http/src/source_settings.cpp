#include "source_settings.hpp"

#include <algorithm>
#include <utility>

#include "secrets.hpp"
#include "sluice/rest/closest.hpp"
#include "sluice/rest/lists.hpp"
#include "sluice/rest/request_parts.hpp"

namespace http_plugin {

using sluice::Host;
using sluice::Result;
using sluice::Status;
using sluice::Value;

namespace {

// What pages read from a response must be there.
Status check_paging(const SourceList& list, const std::string& pointer) {
  const PagingSettings& paging = list.paging;
  if (paging.kind == PagingSettings::Kind::kNone) return {};
  if (paging.reads_envelope() && !list.rows.has_envelope())
    return Status::invalid(
        pointer + "/pagination",
        "reads from the response, and format: " + std::string(format_word(list.rows.format)) +
            " has nothing but records; use page, offset or next_link");
  if (list.rows.has_envelope() && !list.rows.has_items)
    return Status::invalid(pointer + "/pagination",
                           "pages have rows; say items: where they are (\"\": the response is the "
                           "list)");
  if (paging.counts_rows() && !list.rows.counts_rows())
    return Status::invalid(
        pointer + "/items",
        "the pages are counted by their rows, and this expression does not begin "
        "with one list of the response, as data[?active] does; name the list, "
        "and take its rows apart by transformers");
  return {};
}

std::vector<std::string> names_of(const sluice::rest::Parameters& parameters) {
  std::vector<std::string> out = parameters.nulls();
  for (const sluice::rest::Parameter& p : parameters.all()) out.push_back(p.name);
  return out;
}

class SourceReader {
 public:
  SourceReader(sluice::Context& context, Value config) : context_(context), config_(config) {}

  Result<SourceSettings> read() {
    if (!context_.client()) return Status::invalid("/client", "name one of the clients");
    for (const auto part : {&SourceReader::read_list, &SourceReader::read_start,
                            &SourceReader::read_loop, &SourceReader::read_values})
      if (Status status = (this->*part)(); !status) return status;
    return std::move(out_);
  }

 private:
  Status read_list() {
    auto list = SourceList::read(config_, "", context_.host());
    if (!list) return list.status();
    out_.list = *std::move(list);
    auto increment = Increment::read(config_, context_.host());
    if (!increment) return increment.status();
    out_.increment = *std::move(increment);
    for (const Value& of : {config_, config_["for_each"]}) {
      if (!of.is_object()) continue;
      protect_values(context_.host(), of["request"]["query"]);
      protect_path(context_.host(), of["path"].string_or(""));
    }
    return {};
  }

  Status read_start() {
    const Value since = config_["since"];
    out_.since = Reached::of(since);
    if (!out_.since.empty() && !out_.increment)
      return Status::invalid("/since", "is where incremental starts, which is not given");
    out_.full = config_["full"].bool_or(false);
    out_.max_pages = static_cast<uint64_t>(config_["max_pages"].integer_or(0));
    out_.max_records = static_cast<uint64_t>(config_["max_records"].integer_or(0));
    return {};
  }

  Status read_loop() {
    const Value each = config_["for_each"];
    out_.as = config_["as"].string_or("");
    if (!each.exists()) return check_no_loop();
    if (each.is_array()) return read_elements(each);
    auto parents = SourceList::read(each, "/for_each", context_.host());
    if (!parents) return parents.status();
    if (!parents->at.path.parameters().empty() && !each["request"]["path"])
      return Status::invalid("/for_each/path",
                             "has parameters; give them in for_each.request.path");
    auto request = SourceRequest::read(each["request"], *parents, "/for_each/request");
    if (!request) return request.status();
    out_.parents = *std::move(parents);
    out_.parents_request = *std::move(request);
    return check_increment(*out_.parents);
  }

  Status check_no_loop() {
    for (const char* name : {"as", "path_values", "query", "payload"})
      if (config_[name].exists())
        return Status::invalid("/" + std::string(name),
                               "is about the element of a loop, and there is no for_each; "
                               "constants belong into request: {path, query, payload}");
    return check_increment(out_.list);
  }

  Status check_increment(const SourceList& list) {
    if (!out_.increment || !out_.increment->reads_envelope() || list.rows.has_envelope()) return {};
    return Status::invalid("/incremental/cursor", "is read from the response, and format: " +
                                                      std::string(format_word(list.rows.format)) +
                                                      " has nothing but records");
  }

  Status read_elements(Value each) {
    for (size_t i = 0; i < each.size(); i++) {
      auto json = each.item(i).json();
      if (!json) return json.status();
      if (sluice::rest::contains(out_.elements, *json))
        return Status::invalid("/for_each/" + std::to_string(i), "is there twice; remove one");
      out_.elements.emplace_back(*json);
    }
    return check_increment(out_.list);
  }

  // The request itself comes with open(), after its transformers.
  Status read_values() {
    auto request = SourceRequest::read(config_["request"], out_.list, "/request");
    if (!request) return request.status();
    const std::vector<std::string> given = names_of(request->path);
    if (!out_.loops()) {
      for (const std::string& name : out_.list.at.path.parameters())
        if (!sluice::rest::contains(given, name))
          return Status::invalid("/request/path/" + name, "the path needs this parameter");
      return {};
    }
    auto values = RequestValues::read(config_, context_.host(), out_.list.at.path, given);
    if (!values) return values.status();
    out_.values = *std::move(values);
    if (out_.values.payload && out_.list.at.method == "GET")
      return Status::invalid("/payload", "a GET has no body; write method: POST");
    return {};
  }

  sluice::Context& context_;
  const Value config_;
  SourceSettings out_;
};

}  // namespace

Result<SourceList> SourceList::read(Value config, const std::string& pointer, const Host& host) {
  SourceList out;
  auto at = Endpoint::read(config, pointer, "request: {query: {name: value}}");
  if (!at) return at.status();
  out.at = *std::move(at);
  auto paging = PagingSettings::read(config["pagination"], pointer + "/pagination");
  if (!paging) return paging.status();
  out.paging = *std::move(paging);
  auto rows = RowsSettings::read(config, pointer, host);
  if (!rows) return rows.status();
  out.rows = *std::move(rows);
  if (Status s = check_paging(out, pointer); !s) return s;
  return out;
}

Result<SourceRequest> SourceRequest::read(Value object, const SourceList& list,
                                          const std::string& pointer) {
  auto parts = sluice::rest::RequestParts::read(object, pointer);
  if (!parts) return parts.status();
  const auto& known = list.at.path.parameters();
  for (const std::string& name : names_of(parts->path))
    if (!sluice::rest::contains(known, name))
      return Status::invalid(pointer + "/path/" + name,
                             "the path has no {" + name + "}" +
                                 sluice::rest::hint_for(name, {known.begin(), known.end()}));
  if (Status s = list.at.path.check(parts->path, pointer + "/path"); !s) return s;
  auto body = sluice::rest::JsonBody::read(parts->payload);
  if (!body) return body.status();
  if (!body->empty() && list.at.method == "GET")
    return Status::invalid(pointer + "/payload", "a GET has no body; write method: POST");
  SourceRequest out{std::move(parts->path), std::move(parts->query), *std::move(body)};
  SourceRequest tried = out;
  if (Status s = list.paging.put_fixed(tried.query, tried.body); !s) return s;
  return out;
}

std::string SourceRequest::identity(const SourceList& list) const {
  std::string out = list.at.name();
  sluice::rest::append_identity(out, "path", path, {});
  sluice::rest::append_identity(out, "query", query,
                                list.paging.in_body ? "" : list.paging.size_param);
  return out.append("\npayload ").append(body.text());
}

Result<SourceSettings> SourceSettings::read(sluice::Context& context) {
  auto config = context.config();
  if (!config) return config.status();
  return SourceReader(context, *config).read();
}

}  // namespace http_plugin
