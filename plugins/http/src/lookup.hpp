// http.lookup: puts what a system answers for each record into the record. Equal requests of a
// batch are made once, several at a time; what was found is kept for a while. Records are changed
// when all answers are there. One lane.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "lookup_cache.hpp"
#include "lookup_fetch.hpp"
#include "lookup_settings.hpp"
#include "sluice/plugin.hpp"

namespace http_plugin {

class Lookup final : public sluice::Transformer, private sluice::KnowsMembers {
 public:
  static constexpr std::string_view kId = "http.lookup";
  static sluice::Result<std::unique_ptr<Lookup>> create(sluice::Context& context);
  Lookup(sluice::Context& context, LookupSettings settings);

  sluice::KnowsMembers* knows_members() override { return this; }
  sluice::Status transform_batch(sluice::Batch batch, const sluice::Cancel& cancel) override;

 private:
  sluice::Result<std::string> members(std::string_view in) override;
  std::vector<std::string> absent() override;
  // What a record asks for.
  struct Asked {
    size_t record = 0;
    bool nothing = false;  // a part of the path is null: there is nothing to ask
    MadeValues made;
    std::string key;       // of a batch; its text
    std::string key_json;  // the same as it is in the record
    std::string id() const { return request() + '\n' + key; }
    std::string request() const { return made.path + '\n' + made.query + '\n' + made.payload; }
  };
  // Of one batch, by Asked::id().
  struct Answer {
    FoundRows rows;
    sluice::Status failure;  // of the request
  };
  using Evaluators = std::vector<sluice::expression::Evaluator>;
  using Group = std::vector<const Asked*>;  // whose keys one request asks for

  sluice::Status ask(const sluice::Record& record, RequestValuesOf& values,
                     sluice::expression::Evaluator* key, Asked& out);
  sluice::Status take_key(sluice::Value key, Asked& out) const;
  void tell_notes(const Evaluators& evaluators) const;
  sluice::Status answer_all(sluice::Batch batch, const sluice::Cancel& cancel);
  std::vector<Group> groups();
  sluice::Result<std::vector<std::unique_ptr<LookupFetch>>> fetches(sluice::Batch batch);
  sluice::Status prepare(sluice::Batch batch, const Group& group,
                         sluice::expression::Evaluator* payload, LookupFetch& fetch) const;
  sluice::Status run(std::vector<std::unique_ptr<LookupFetch>>& fetches,
                     const sluice::Cancel& cancel);
  sluice::Status end(LookupFetch& fetch, const sluice::Status& status);
  sluice::Status put(const sluice::Record& record, const Answer* answer);
  sluice::Result<std::string> value_of(const Answer* answer) const;

  const sluice::Host host_;
  const sluice::ClientRef client_;
  LookupSettings settings_;
  sluice::Field as_;
  LookupCache cache_;
  std::vector<Asked> asked_;               // of the current batch
  std::map<std::string, Answer> answers_;  // of the current batch
  sluice::Status failure_;
};

}  // namespace http_plugin
