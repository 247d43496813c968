#pragma once
// Faults that a test arms: which request they hit and how often. What each one does is in
// fault_responses (whole responses and the wire) and page (rows). Guarded by the simulator's lock.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/random.hpp"

namespace sluice::simulator {

enum class FaultKind {
  k429Date,
  k429Past,
  k429Seconds,
  k429None,
  k500,
  k502Html,
  k503,
  k504,
  k401,
  kResetBefore,
  kResetAfter,
  kSlowBody,
  kTruncated,
  kGzip,
  kCursorStuck,
  kVersionMissing,
  kShortPage,
  kShuffled,
  kHtml200,
  kInvalidUtf8,
  kHugeRecord,
  kDeepNesting,
  kDieMidPage,
  kChangeDuringWalk,
  kDuplicateRows,
  kExtraMembers,
  kEmptyBody,
  kTwoMemberError,
  kObjectError,
  kRevokeToken,
  kOldContract,
  kToken429,
  kRefreshLost,
  kConnectDeny,
};

struct Fault {
  FaultKind kind = FaultKind::k500;
  int count = 1;       // 0: until the faults are cleared
  int skip = 0;        // matching requests that pass unharmed first
  std::string path;    // prefix of the path after the version; empty: every path
  std::string method;  // empty: every method
  double probability = 1.0;
  int retry_after_s = 2;
  int delay_ms = 2000;
  int status = 0;        // 0: the fault's own
  std::size_t size = 0;  // bytes of a huge record, levels of nesting, rows changed; 0: the default
};

std::optional<FaultKind> fault_kind(std::string_view name);
std::string fault_name(FaultKind kind);
std::vector<std::string> fault_names();
// True for faults that change the rows of a page; they wait for a list request.
bool is_page_fault(FaultKind kind);

class FaultBox {
 public:
  explicit FaultBox(std::uint64_t seed) : random_(seed) {}

  void arm(Fault fault) { armed_.push_back(std::move(fault)); }
  void clear() { armed_.clear(); }
  const std::vector<Fault>& armed() const { return armed_; }
  // The first armed fault that hits this request; it is used up by one.
  std::optional<Fault> take(std::string_view method, std::string_view path, bool is_list);

 private:
  Random random_;
  std::vector<Fault> armed_;
};

}  // namespace sluice::simulator
