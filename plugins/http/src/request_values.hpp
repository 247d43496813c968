// The parts of a request that come from a record: what `path_values`, `query` and `payload` say.
// Made at create, used on the component's lane.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/expression/expression.hpp"
#include "sluice/plugin.hpp"
#include "sluice/rest/path_template.hpp"

namespace http_plugin {

// One part of a request, and where it comes from.
struct RequestValue {
  std::string name;
  sluice::expression::Expression source;
};

struct RequestValues {
  std::vector<RequestValue> path;  // one a parameter of the path
  std::vector<RequestValue> query;
  std::optional<sluice::expression::Expression> payload;

  // `given`: parameters of the path that have a value without a record. A parameter without an
  // expression is the record's member of that name. E_INVALID starts with the pointer.
  static sluice::Result<RequestValues> read(sluice::Value config, const sluice::Host& host,
                                            const sluice::rest::PathTemplate& path,
                                            const std::vector<std::string>& given);
};

// An expression of a setting: text is JMESPath, another scalar is itself.
sluice::Result<sluice::expression::Expression> compile_setting(sluice::Value setting,
                                                               const std::string& pointer,
                                                               const sluice::Host& host);

// What a record gives, as JSON.
struct MadeValues {
  std::string path = "{}", query = "{}";
  std::string payload;  // empty: none
  std::string missing;  // a part of the path that is null; empty: there is none
};

// Evaluates them on the records of one batch.
class RequestValuesOf {
 public:
  // Both outlive it.
  RequestValuesOf(RequestValues& values, sluice_batch* batch);

  // E_DATA: the record is at fault.
  sluice::Status make(sluice_value* root, MadeValues& out);
  const std::vector<sluice::expression::Evaluator>& evaluators() const { return evaluators_; }

 private:
  sluice::Status make_object(const std::vector<RequestValue>& parts, sluice_value* root,
                             sluice::expression::Evaluator*& next, std::string& out,
                             std::string* missing);

  RequestValues& values_;
  sluice_batch* batch_;
  std::vector<sluice::expression::Evaluator> evaluators_;  // path, query, payload
};

}  // namespace http_plugin
