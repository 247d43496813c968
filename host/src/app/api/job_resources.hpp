// Jobs over many tasks, how many tasks there are, and the texts of one, a function each; see
// openapi.json. Called on the server's workers.
#pragma once

#include "app/api/call.hpp"
#include "app/bulk/jobs.hpp"
#include "store/task_store.hpp"

namespace sluice::app {

class JobResources {
 public:
  // All outlive it.
  struct From {
    Jobs& jobs;
    store::TaskStore& tasks;
  };
  explicit JobResources(const From& from) : from_(from) {}

  listener::Response jobs(const Call& call);
  listener::Response job(const Call& call);
  listener::Response add_job(const Call& call);
  listener::Response cancel_job(const Call& call);
  listener::Response resume_job(const Call& call);
  listener::Response count(const Call& call);
  listener::Response payload(const Call& call);

 private:
  struct Counted {
    uint64_t tasks = 0;
    bool more = false;  // there are, but they were not counted
  };
  Result<Counted> counted(const store::TaskFilter& filter) const;
  Result<JobWanted> job_wanted(const config::Node& body, const Call& call) const;

  const From from_;
};

}  // namespace sluice::app
