// What publishers were given and what they took, record by record, in a file that outlives a killed
// run: how `sluice prove` knows what a system it cannot look into has got. A line is written before
// each offer and after it, and is there as soon as it is written. Thread-safe.
#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sluice/result.hpp"

namespace sluice::app {

// Names of records: pipeline::origin_key of their source text.
using RecordKeys = std::vector<std::string>;

// What a record with this source text is called in the log: by what was read, also where it has
// waited in the backlog since.
std::string delivery_key(std::string_view source);

// What a run does with a target after a kill.
struct TargetTraits {
  bool keeps_notes = false;  // of records before they are sent
  bool replaces = false;     // the output of its last walk
  bool starts_over = false;  // this run reads a walk again, part of which it has
};

class DeliveryLog {
 public:
  // Goes on behind what an earlier run wrote.
  explicit DeliveryLog(const std::filesystem::path& file);

  // Of a run, before its other lines; its number in them.
  int target(const std::string& pipeline, const std::string& name, const TargetTraits& traits);
  void offered(int target, const RecordKeys& records);
  // The outcome of what was offered first and has none yet.
  void settled(int target, const RecordKeys& taken);
  // The latest offer did not even begin.
  void withdrawn(int target);
  // What a publisher said of records that a killed run may have given it: it has them, or they are
  // to be sent (again).
  void recovered(int target, const RecordKeys& there, const RecordKeys& not_there);

 private:
  void line(char kind, int target, const RecordKeys& words);

  std::mutex mutex_;
  std::ofstream out_;
  int targets_ = 0;
};

// How often a record got to a target.
struct DeliveryCount {
  uint64_t surely = 0;
  uint64_t perhaps = 0;  // the run was killed before the outcome was known
};

struct TargetDeliveries {
  TargetTraits traits;
  std::map<std::string, DeliveryCount> records;
  uint64_t largest_offer = 0;  // records in one call
  uint64_t starts_over = 0;    // so many runs did
};

// By pipeline and target's name.
using TargetKey = std::pair<std::string, std::string>;
using Deliveries = std::map<TargetKey, TargetDeliveries>;

// Of all runs that wrote to the file; a line that a kill cut off is left out.
Result<Deliveries> read_deliveries(const std::filesystem::path& file);

}  // namespace sluice::app
