// Runs a target's hooks over the records of a batch that it accepted or refused. What hooks write
// into their state is kept at once, since the outcomes they are about cannot be undone either. Sink
// lane.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "pipeline/delivery.hpp"
#include "pipeline/pass_context.hpp"
#include "pipeline/step_chain.hpp"
#include "pipeline/sub_batch.hpp"
#include "sluice/result.hpp"

namespace sluice::pipeline {

// What on_error decides about a record.
struct Verdict {
  enum class Kind { park, delivered, retry, stop };
  Kind kind = Kind::park;
  Status failure = {};  // of the hook itself: the record parks
};

class HookRun {
 public:
  HookRun(const PassContext& context, size_t target) : context_(context), number_(target) {}

  // Of the records of `got` that the publisher refused, by index; of others nothing. A record that
  // the hook drops parks.
  std::map<size_t, Verdict> on_error(const SubBatch& got, const PublishResult& published);

  // Of the records of `got` that were taken. What it leaves goes to the target's `then`. What does
  // not get through parks as a task of the hook; it never fails the run.
  void on_success(const SubBatch& got, const PublishResult& published);

 private:
  using Indexes = std::span<const size_t>;
  using Reasons = std::map<size_t, const Status*>;  // why records were refused
  using WhyOf = std::function<const Status*(size_t index)>;

  const Target& target() const { return context_.tools.run.plan.targets[number_]; }
  record::Batch& documents() const { return *context_.tools.outgoing.documents; }
  SubBatch documents_of(const SubBatch& got) const;
  size_t number_of(const std::vector<Step>& steps) const;

  Status load(const SubBatch& got, const PublishResult& published, Indexes records,
              const WhyOf& why_of);
  void decide(const SubBatch& got, const PublishResult& published, const Reasons& reasons,
              Indexes records, std::map<size_t, Verdict>& out);
  void follow(const SubBatch& got, const PublishResult& published, Indexes records);
  Decision run(StepChain& chain, const std::vector<Step>& steps,
               const std::function<Status()>& load, const StepChain::OnFailed& on_failed);
  Verdict verdict_of(size_t index) const;
  void hand_on(const SubBatch& got);
  void park_success(const SubBatch& got, Indexes records, const Status& why);
  const std::string& first_step() const;

  PassContext context_;
  const size_t number_;
};

}  // namespace sluice::pipeline
