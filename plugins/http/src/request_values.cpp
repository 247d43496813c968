#include "request_values.hpp"

#include <algorithm>
#include <utility>

#include "sluice/rest/json_body.hpp"
#include "sluice/rest/lists.hpp"

namespace http_plugin {

using sluice::Host;
using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::expression::Evaluator;
using sluice::expression::Expression;
using sluice::rest::PathTemplate;

namespace {

Result<Expression> member_of(const std::string& name, const Host& host, sluice_batch* scratch) {
  std::string quoted = "\"";
  for (const char c : name) quoted += c == '.' ? std::string("\".\"") : std::string(1, c);
  auto compiled =
      Expression::compile(quoted + "\"", sluice::expression::workbench_of(host, scratch));
  return compiled ? std::move(compiled) : Status::invalid("/path", compiled.status().message());
}

Status read_path_values(Value config, const Host& host, const PathTemplate& path,
                        const std::vector<std::string>& given, RequestValues& out) {
  const Value values = config["path_values"];
  const auto& names = path.parameters();
  for (size_t i = 0; i < values.size(); i++)
    if (!sluice::rest::contains(names, values.key(i)))
      return Status::invalid("/path_values/" + std::string(values.key(i)),
                             "the path has no {" + std::string(values.key(i)) + "}");
  for (const std::string& name : names) {
    if (sluice::rest::contains(given, name)) continue;
    const Value one = values[name];
    auto source = one ? compile_setting(one, "/path_values/" + name, host)
                      : member_of(name, host, config.batch());
    if (!source) return source.status();
    out.path.push_back({name, *std::move(source)});
  }
  return {};
}

}  // namespace

Result<Expression> compile_setting(Value setting, const std::string& pointer, const Host& host) {
  std::string text(setting.string_or(""));
  if (!setting.is_string()) text = "`" + std::string(setting.text()) + "`";
  auto compiled =
      Expression::compile(text, sluice::expression::workbench_of(host, setting.batch()));
  if (!compiled && compiled.status().code() == SLUICE_E_INVALID)
    return Status::invalid(pointer, compiled.status().message());
  if (compiled)
    for (const std::string& warning : compiled->warnings())
      sluice::Findings(host).warning(pointer, warning);
  return compiled;
}

Result<RequestValues> RequestValues::read(Value config, const Host& host, const PathTemplate& path,
                                          const std::vector<std::string>& given) {
  RequestValues out;
  if (Status s = read_path_values(config, host, path, given, out); !s) return s;
  const Value query = config["query"];
  for (size_t i = 0; i < query.size(); i++) {
    const std::string name(query.key(i));
    auto source = compile_setting(query.member(i), "/query/" + name, host);
    if (!source) return source.status();
    out.query.push_back({name, *std::move(source)});
  }
  if (!config["payload"].exists()) return out;
  auto payload = compile_setting(config["payload"], "/payload", host);
  if (!payload) return payload.status();
  out.payload = *std::move(payload);
  return out;
}

RequestValuesOf::RequestValuesOf(RequestValues& values, sluice_batch* batch)
    : values_(values), batch_(batch) {
  for (auto* parts : {&values.path, &values.query})
    for (RequestValue& part : *parts) evaluators_.emplace_back(part.source.program(), batch);
  if (values.payload) evaluators_.emplace_back(values.payload->program(), batch);
}

// Null is left out; `missing` gets the name of the first.
Status RequestValuesOf::make_object(const std::vector<RequestValue>& parts, sluice_value* root,
                                    Evaluator*& next, std::string& out, std::string* missing) {
  out = "{";
  for (const RequestValue& part : parts) {
    sluice_value* const value = next->evaluate(root);
    if (!value) return next->failure();
    next++;
    if (value->kind == SLUICE_KIND_NULL) {
      if (missing && missing->empty()) *missing = part.name;
      continue;
    }
    auto json = Value(batch_, value).json();
    if (!json) return json.status();
    if (out.size() > 1) out += ',';
    out += sluice::rest::json_string(part.name) + ':' + std::string(*json);
  }
  out += '}';
  return {};
}

Status RequestValuesOf::make(sluice_value* root, MadeValues& out) {
  Evaluator* next = evaluators_.data();
  if (Status s = make_object(values_.path, root, next, out.path, &out.missing); !s) return s;
  if (Status s = make_object(values_.query, root, next, out.query, nullptr); !s) return s;
  if (!values_.payload) return {};
  sluice_value* const value = next->evaluate(root);
  if (!value) return next->failure();
  auto json = Value(batch_, value).json();
  if (!json) return json.status();
  out.payload = *json;
  return {};
}

}  // namespace http_plugin
