#include "faults/faults.hpp"

#include <array>
#include <utility>

namespace sluice::simulator {
namespace {

constexpr std::array<std::pair<std::string_view, FaultKind>, 34> kFaultNames = {{
    {"429_date", FaultKind::k429Date},
    {"429_past", FaultKind::k429Past},
    {"429_seconds", FaultKind::k429Seconds},
    {"429_none", FaultKind::k429None},
    {"500", FaultKind::k500},
    {"502_html", FaultKind::k502Html},
    {"503", FaultKind::k503},
    {"504", FaultKind::k504},
    {"401", FaultKind::k401},
    {"reset_before", FaultKind::kResetBefore},
    {"reset_after", FaultKind::kResetAfter},
    {"slow_body", FaultKind::kSlowBody},
    {"truncated", FaultKind::kTruncated},
    {"gzip", FaultKind::kGzip},
    {"cursor_stuck", FaultKind::kCursorStuck},
    {"version_missing", FaultKind::kVersionMissing},
    {"short_page", FaultKind::kShortPage},
    {"shuffled", FaultKind::kShuffled},
    {"html_200", FaultKind::kHtml200},
    {"invalid_utf8", FaultKind::kInvalidUtf8},
    {"huge_record", FaultKind::kHugeRecord},
    {"deep_nesting", FaultKind::kDeepNesting},
    {"die_mid_page", FaultKind::kDieMidPage},
    {"change_during_walk", FaultKind::kChangeDuringWalk},
    {"duplicate_rows", FaultKind::kDuplicateRows},
    {"extra_members", FaultKind::kExtraMembers},
    {"empty_body", FaultKind::kEmptyBody},
    {"two_member_error", FaultKind::kTwoMemberError},
    {"object_error", FaultKind::kObjectError},
    {"revoke_token", FaultKind::kRevokeToken},
    {"old_contract", FaultKind::kOldContract},
    {"token_429", FaultKind::kToken429},
    {"refresh_lost", FaultKind::kRefreshLost},
    {"connect_deny", FaultKind::kConnectDeny},
}};

// The faults of authorization hit their own paths only.
std::string_view own_path(FaultKind kind) {
  if (kind == FaultKind::kToken429 || kind == FaultKind::kRefreshLost) return "/token";
  return kind == FaultKind::kConnectDeny ? "/connect" : "";
}

bool concerns(const Fault& fault, std::string_view method, std::string_view path, bool is_list) {
  if (is_page_fault(fault.kind) && !is_list) return false;
  if (!fault.method.empty() && fault.method != method) return false;
  return path.starts_with(fault.path) && path.starts_with(own_path(fault.kind));
}

}  // namespace

std::optional<FaultKind> fault_kind(std::string_view name) {
  for (const auto& [known, kind] : kFaultNames) {
    if (known == name) return kind;
  }
  return std::nullopt;
}

std::string fault_name(FaultKind kind) {
  for (const auto& [name, known] : kFaultNames) {
    if (known == kind) return std::string(name);
  }
  return {};
}

std::vector<std::string> fault_names() {
  std::vector<std::string> names;
  for (const auto& [name, kind] : kFaultNames) names.emplace_back(name);
  return names;
}

bool is_page_fault(FaultKind kind) {
  switch (kind) {
    case FaultKind::kCursorStuck:
    case FaultKind::kVersionMissing:
    case FaultKind::kShortPage:
    case FaultKind::kShuffled:
    case FaultKind::kInvalidUtf8:
    case FaultKind::kHugeRecord:
    case FaultKind::kDeepNesting:
    case FaultKind::kDieMidPage:
    case FaultKind::kChangeDuringWalk:
    case FaultKind::kDuplicateRows:
    case FaultKind::kExtraMembers:
      return true;
    default:
      return false;
  }
}

std::optional<Fault> FaultBox::take(std::string_view method, std::string_view path, bool is_list) {
  for (auto fault = armed_.begin(); fault != armed_.end(); ++fault) {
    if (!concerns(*fault, method, path, is_list)) continue;
    if (fault->skip > 0) {
      --fault->skip;
      continue;
    }
    if (!random_.chance(fault->probability)) continue;
    Fault taken = *fault;
    if (fault->count == 1) {
      armed_.erase(fault);
    } else if (fault->count > 1) {
      --fault->count;
    }
    return taken;
  }
  return std::nullopt;
}

}  // namespace sluice::simulator
