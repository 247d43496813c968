#include "conformance/given.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

#include "unit/rest/host_rig.hpp"

namespace sluice::conformance {
namespace {

// No status, length or address that a publisher would write.
constexpr unsigned char kNobodys = 0xA5;

void give_away(sluice_outcome& outcome) { std::memset(&outcome, kNobodys, sizeof outcome); }

bool is_nobodys(const sluice_outcome& outcome) {
  sluice_outcome untouched;
  give_away(untouched);
  return std::memcmp(&outcome, &untouched, sizeof outcome) == 0;
}

const char* state_word(int32_t state) {
  return state == SLUICE_RECORD_LIVE       ? "live"
         : state == SLUICE_RECORD_FILTERED ? "filtered"
                                           : "failed";
}

std::string record_name(size_t index) { return "record " + std::to_string(index + 1); }

}  // namespace

Given::Given(std::string name, const std::string& lines) : name_(std::move(name)) {
  if (!lines.empty()) test::read_lines(batch_, lines);
  for (size_t i = 0; i < abi()->count; i++) {
    sluice_record* record = sluice_record_at(abi(), i);
    if (view(record->source).find("hidden") != std::string_view::npos)
      record->state = SLUICE_RECORD_FILTERED;
    given_.push_back(look_at(i));
  }
  outcomes_.resize(given_.size() + 1);
  give_away(outcomes_.back());
}

void Given::set_order(uint32_t order) {
  for (size_t i = 0; i < abi()->count; i++) sluice_record_at(abi(), i)->order = order;
}

Given::Seen Given::look_at(size_t index) {
  sluice_record* record = sluice_record_at(abi(), index);
  sluice_slice json{};
  REQUIRE(abi()->json->write(abi(), &record->root, &json) == SLUICE_OK);
  return {record->state, record->op, std::string(view(json))};
}

std::string Given::changed() {
  if (abi()->count != given_.size())
    return "it has " + std::to_string(abi()->count) + " records instead of " +
           std::to_string(given_.size());
  for (size_t i = 0; i < given_.size(); i++) {
    const Seen now = look_at(i);
    if (now.state != given_[i].state) return record_name(i) + " is " + state_word(now.state);
    if (now.op != given_[i].op) return record_name(i) + " has another operation";
    if (now.json != given_[i].json) return record_name(i) + " reads " + now.json;
  }
  return {};
}

std::string Given::overstepped() const {
  if (!is_nobodys(outcomes_.back())) return "there are more outcomes than records";
  for (size_t i = 0; i < given_.size(); i++)
    if (given_[i].state != SLUICE_RECORD_LIVE && outcomes_[i].status != SLUICE_OK)
      return record_name(i) + ", which is not live, has an outcome";
  return {};
}

std::vector<sluice_status> Given::take_outcomes() {
  std::vector<sluice_status> out;
  for (size_t i = 0; i < given_.size(); i++) out.push_back(outcomes_[i].status);
  for (sluice_outcome& outcome : outcomes_) give_away(outcome);
  return out;
}

bool Given::written_to() const {
  return !std::all_of(outcomes_.begin(), outcomes_.end(), is_nobodys);
}

}  // namespace sluice::conformance
