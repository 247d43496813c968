// Changes of many tasks, carried out in the background one job after the other: counted first, in
// small steps at a pace, each task at most once, until they are done or cancelled. What a job takes
// on is kept before it does so: one that a restart interrupted goes on behind that, if it is asked
// to. Any thread.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "sluice/result.hpp"
#include "store/task.hpp"

namespace sluice::app {

struct JobWanted {
  enum class Action { kRetry, kSkip };
  Action action = Action::kSkip;
  store::TaskFilter tasks;
  std::string filter;  // the same in words, for people
  std::string reason, who;
  std::string key;             // the same key is the same job
  uint64_t a_minute = 0;       // tasks; 0: as fast as it goes
  uint64_t most_failures = 0;  // then it ends; 0: however many
};

struct Job {
  enum class State { kRunning, kDone, kCancelled, kFailed, kInterrupted };
  int64_t id = 0;
  JobWanted wanted;
  State state = State::kRunning;
  uint64_t total = 0, done = 0, failed = 0;
  int64_t started_ms = 0, ended_ms = 0;
  std::string message = {};  // why it failed, or what the end of the server left open
  // Ids of tasks: the last one that it took on, and the last one that is its affair; 0: none yet.
  int64_t taken = 0, through = 0;
  uint64_t under_way = 0;  // tasks of the step that it does now
};

class Jobs {
 public:
  static constexpr size_t kMost = 200;       // that are kept
  static constexpr size_t kMostRunning = 8;  // that wait or run
  static constexpr size_t kAtOnce = 200;     // tasks of a step

  // What it does with tasks. [the job's thread]
  struct Deeds {
    // Ids of the filter's tasks above `after`, ascending, at most `most`.
    std::function<Result<std::vector<int64_t>>(const store::TaskFilter&, int64_t after,
                                               size_t most)>
        find;
    // How many were skipped.
    std::function<Result<uint64_t>(const std::vector<int64_t>& ids)> skip;
    // Begins the retry of them, waits until it is over or `cancelled`, and says how many failed.
    std::function<Result<uint64_t>(const std::vector<int64_t>& ids,
                                   const std::function<bool()>& cancelled)>
        retry;
    std::function<int64_t()> now_ms;  // since the Unix epoch
    // Keeps a job as it is now, or forgets it. May be called with a lock held. [any]
    std::function<Status(const Job&)> keep = [](const Job&) { return Status(); };
    std::function<void(int64_t id)> forget = [](int64_t) {};
  };

  // `kept`: of an earlier process, by id; those that were not over are interrupted.
  explicit Jobs(Deeds deeds, std::vector<Job> kept = {});
  // Waits for the step under way; what is left of the jobs is left as it was kept.
  ~Jobs();
  Jobs(const Jobs&) = delete;
  Jobs& operator=(const Jobs&) = delete;

  // The new job, or the one of the same key. E_UNAVAILABLE: too many wait.
  Result<Job> add(JobWanted wanted);
  // The latest first: those before the id `before` (0: all), at most `most`.
  std::vector<Job> list(int64_t before, size_t most) const;
  std::optional<Job> find(int64_t id) const;
  // It ends behind the step under way. False: there is none of this id.
  bool cancel(int64_t id);
  // Goes on with one that was interrupted, behind what it took on; nothing: there is none of this
  // id. E_INVALID: it was not interrupted.
  std::optional<Result<Job>> resume(int64_t id);

 private:
  void work();
  void carry_out(int64_t id);
  Result<std::vector<int64_t>> all_ids(const Job& job) const;
  Status count(const Job& job, const std::vector<int64_t>& ids);
  Status steps(const Job& job, const std::vector<int64_t>& ids);
  Status step(const Job& job, const std::vector<int64_t>& ids);
  Status take_on(int64_t id, const std::vector<int64_t>& ids);
  void note_done(int64_t id, uint64_t tasks, uint64_t failed);
  bool is_ending() const;
  bool wait_for_pace(const Job& job, size_t tasks);
  bool is_cancelled(int64_t id) const;
  bool has_failed_enough(int64_t id) const;
  void finish(int64_t id, Job::State state, const std::string& message);
  Job* at(int64_t id);
  const Job* at(int64_t id) const;
  void make_room();

  const Deeds deeds_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> jobs_;  // by id
  int64_t last_id_ = 0;
  bool ending_ = false;
  std::thread thread_;  // last: it uses the others
};

}  // namespace sluice::app
