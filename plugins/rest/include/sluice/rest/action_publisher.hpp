// Carries out an action of a catalogue for each record, one request a record and in order: its
// `path` and `query` are the parameters, its `payload` the body. A connector derives its publisher
// from this and gives its catalogue. One lane; see sluice::Publisher for the thread tags.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sluice/component.hpp"
#include "sluice/rest/catalogue.hpp"
#include "sluice/rest/operation_request.hpp"
#include "sluice/rest/path_template.hpp"
#include "sluice/rest/request_parts.hpp"

namespace sluice::rest {

// One action, or two: `upsert` updates a record that has path parameters and creates one whose path
// is empty, absent, or holds nulls only.
struct ActionSettings {
  struct Call {
    const Operation* operation;
    PathTemplate path;
  };
  Call main;                   // the action; for upsert the update
  std::optional<Call> create;  // upsert only

  // Reads entity and action. E_INVALID starts with the JSON pointer to what is wrong.
  static Result<ActionSettings> read(Context& context, const Catalogue& catalogue);
};

class ActionPublisher : public Publisher {
 public:
  // A remote system keeps what it took: there is no position to go on from.
  Status resume(std::string_view, const Cancel&) override { return {}; }
  Status publish(Batch batch, sluice_outcome* outcomes, const Cancel& cancel) override;
  Result<std::string> flush(bool, const Cancel&) override { return std::string(); }

 protected:
  ActionPublisher(Context& context, ActionSettings settings);

 private:
  // What became of one record: `record` is its outcome; `rest` failing: the others wait, too.
  struct Verdict {
    Status record, rest;
    bool server_error = false;
  };
  Verdict deliver(const Record& record, const Cancel& cancel);
  Verdict send(const OperationRequest& request, const Cancel& cancel);
  Verdict judge(const OperationRequest& request, Status failure, bool lost) const;
  Result<OperationRequest> build(const Record& record) const;

  Host host_;
  ClientRef client_;
  ActionSettings settings_;
  int server_errors_ = 0;  // in a row, also over calls
};

}  // namespace sluice::rest
