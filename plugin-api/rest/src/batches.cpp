#include "sluice/rest/batches.hpp"

#include <utility>

namespace sluice::rest {

Result<Job*> Batches::add(Batch batch, Outcomes outcomes, bool with_text) {
  if (free_.empty()) free_.push_back(std::make_unique<Job>());
  Job& job = *free_.back();
  if (auto status = job.texts.read(batch, with_text); !status) return status;
  const size_t count = job.texts.count();
  job.batch = batch;
  job.outcomes = outcomes;
  job.first = jobs_.empty() ? 0 : jobs_.back()->end();
  job.unsent = job.unsettled = count;
  job.answered = false;
  job.done.assign(count, 0);
  jobs_.push_back(std::move(free_.back()));
  free_.pop_back();
  return &job;
}

void Batches::drop_oldest() {
  free_.push_back(std::move(jobs_.front()));
  jobs_.pop_front();
}

void Batches::drop_newest() {
  free_.push_back(std::move(jobs_.back()));
  jobs_.pop_back();
}

// Mostly the last one or two.
Job& Batches::job_of(uint32_t record) {
  size_t at = jobs_.size() - 1;
  while (at && record < jobs_[at]->first) at--;
  return *jobs_[at];
}

std::string_view Batches::text(uint32_t record) {
  const Job& job = job_of(record);
  return job.texts.text(record - job.first);
}

std::string_view Batches::lines(const std::vector<uint32_t>& records) {
  const Job& job = job_of(records.front());
  const bool in_a_row = records.back() - records.front() + 1 == records.size();
  if (!in_a_row || &job_of(records.back()) != &job) return {};
  return job.texts.lines(records.front() - job.first, records.size());
}

}  // namespace sluice::rest
