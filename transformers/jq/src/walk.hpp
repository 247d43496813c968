// The records of a batch through the worker: sent ahead, answered in order. A record at which the
// worker ends or takes too long fails; another worker goes on with the next one. [lane]
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "exchange.hpp"
#include "sluice/batch.hpp"
#include "worker.hpp"

namespace sluice::jq {

class Walk {
 public:
  // All are the caller's, and stay.
  Walk(Batch batch, const std::string& program, const Limits& limits, const Cancel& cancel);

  // `worker` is replaced where it has to be. Fails for what concerns no single record; then the
  // worker is not to be used again.
  Status run(std::unique_ptr<Worker>* worker);

 private:
  enum class Part { kOver, kNeedsWorker };

  Result<Part> run_on(const Worker& worker);
  Status send_ahead(Exchange* exchange);
  Status take(const Record& record, Answer answer);
  Status split(const Record& record, Answer answer);
  Status put(const Record& into, std::string text);
  void fail(const Record& record, const std::string& why);
  void fail_by_end(const Record& record, const Worker& worker);
  std::string too_long() const;

  Batch batch_;
  const std::string& program_;
  const Limits& limits_;
  const Cancel& cancel_;
  std::vector<size_t> records_;     // the live ones
  size_t sent_ = 0, answered_ = 0;  // of these
  std::string marked_;
};

}  // namespace sluice::jq
