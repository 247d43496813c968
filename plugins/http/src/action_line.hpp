// The line before each record of a bulk request, as required by Elasticsearch and OpenSearch:
// {"index": {"_id": "{id}"}}, with members of the record filled in. One lane.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/rest/member_path.hpp"
#include "sluice/result.hpp"
#include "sluice/value.hpp"

namespace http_plugin {

class ActionLine {
 public:
  // An object with one member, the action, whose value is an object. {member} in a text is filled
  // in from the record. E_INVALID starts with `pointer`.
  static sluice::Result<ActionLine> parse(sluice::Value action, std::string_view pointer);
  // {"index":{}}
  static ActionLine index();

  // Not for `delete`, which has no document.
  bool with_record() const { return with_record_; }
  // Appends the line with its end. E_DATA: the record lacks a member, or it is not text or a
  // number.
  sluice::Status append(sluice::Value record, std::string& out);

 private:
  struct Piece {
    std::string json;                                // as in the line
    std::optional<sluice::rest::MemberPath> member;  // after it: of the record
  };
  sluice::Status add(sluice::Value value, std::string_view pointer);
  sluice::Status add_object(sluice::Value object, std::string_view pointer);
  sluice::Status add_text(std::string_view text, std::string_view pointer);

  std::vector<Piece> pieces_{1};  // of the last one only `json` is set
  bool with_record_ = true;
};

}  // namespace http_plugin
