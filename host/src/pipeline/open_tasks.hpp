// Records that have tasks, of earlier runs and of this one: when a later version of one gets
// through, or a later record of its order, its tasks are out of date. Sink lane.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "pipeline/committer.hpp"
#include "pipeline/run_context.hpp"
#include "pipeline/settlement.hpp"
#include "record/batch.hpp"
#include "store/pipeline_state.hpp"

namespace sluice::pipeline {

// Tasks of records that looked up in vain what the pipeline may put by then: their value goes by
// that, so a retry makes them anew from their source, as a record that is read now.
void begin_again(SettledBatch& batch, const std::string& source);

class OpenTasks {
 public:
  OpenTasks(const RunContext& run, const store::PipelineState& stored);

  // Of a page that is settled, the next in the source's order: tells `batch`, which has its tasks,
  // where they were read and what got through. `since_us`: as Taken's, with this page.
  void settle(record::Batch& page, const Settlement& settlement, int64_t since_us,
              SettledBatch& batch);

 private:
  void note_tasks(record::Batch& page, const Settlement& settlement, SettledBatch& batch);
  std::string origin_of_tasks(record::Batch& page, uint32_t origin,
                              const Settlement& settlement) const;
  bool is_through(std::span<const uint32_t> origins, const Settlement& settlement) const;
  bool has_step(const std::string& step, std::span<const uint32_t> origins,
                const Settlement& settlement) const;

  const RunContext& run_;
  std::set<std::string> keys_;
  std::map<uint32_t, std::set<std::string>> orders_;  // the steps at which there are tasks
  // Of records that are offered again: origins, in their order.
  struct Before {
    std::map<std::string, std::vector<std::string>> by_key;
    std::map<uint32_t, std::vector<std::string>> by_order;
    void clear() { by_key.clear(), by_order.clear(); }
  };
  Before before_;
  uint64_t read_ = 0;  // records of settled pages
};

}  // namespace sluice::pipeline
