#include "sample.hpp"

#include <charconv>
#include <cmath>
#include <string>

#include "sluice/expression/canonical.hpp"

namespace sluice::core {
namespace {

constexpr std::string_view kCountKey = "n";

// Digests are even over 2^32 numbers; a share is rounded to one of them.
constexpr double kNumbers = 4294967296.0;

uint64_t number_at(std::string_view digest) {
  uint64_t number = 0;
  for (size_t i = 0; i < 4; i++) number = number << 8 | static_cast<unsigned char>(digest[i]);
  return number;
}

}  // namespace

Result<std::unique_ptr<Sample>> Sample::create(Context& context) {
  Result<Setup> setup = Setup::of(context);
  if (!setup.ok()) return setup.status();
  Result<State> state = State::of(context.host());
  if (!state.ok()) return state.status();
  Value config = setup->config();
  std::unique_ptr<Sample> sample(new Sample(setup->findings(), *state));
  const bool every = config["every"].exists(), share = config["share"].exists();
  if (every == share)
    return Status::invalid("/", "core.sample takes every (each nth record) or share, one of them");
  if (every && config["by"].exists())
    return Status::invalid("/by", "records are counted with every; by belongs to share");
  sample->every_ = static_cast<uint64_t>(config["every"].integer_or(0));
  sample->below_ = static_cast<uint64_t>(std::llround(number_or(config["share"], 0) * kNumbers));
  Status status = every ? Status() : setup->optional_expression("by", &sample->by_, "@");
  if (!status.ok()) return status;
  return sample;
}

std::vector<LookedAt> Sample::looked_at() {
  if (!by_) return {};
  return {{"/by", &by_->program(), &findings_}};
}

Status Sample::transform_batch(Batch batch, const Cancel& cancel) {
  return every_ ? take_every(batch, cancel) : take_share(batch, cancel);
}

// The count is state, so that records that run again are counted as before.
Status Sample::take_every(Batch batch, const Cancel& cancel) {
  auto stored = state_.get(batch, kCountKey);
  if (!stored.ok()) return stored.status();
  uint64_t count = 0;
  if (*stored) std::from_chars((*stored)->data(), (*stored)->data() + (*stored)->size(), count);
  Status status = for_each_live(batch, cancel, [&](const Record& record) -> const Status* {
    if (count++ % every_) record.filter();
    return nullptr;
  });
  return status.ok() ? state_.put(batch, kCountKey, std::to_string(count)) : status;
}

Status Sample::take_share(Batch batch, const Cancel& cancel) {
  expression::Evaluator evaluator(by_->program(), batch.abi());
  Status status = for_each_live(
      batch, cancel, [&](const Record& record) { return take_by_key(record, evaluator); });
  tell_notes(findings_, evaluator);
  return status;
}

const Status* Sample::take_by_key(const Record& record, expression::Evaluator& evaluator) {
  const sluice_value* const key = evaluator.evaluate(&record.abi()->root);
  const bool read = key && expression::Canonical(evaluator, digest_).write(*key);
  const std::string digest = digest_.take();
  if (!read) return failure_ = told_of(evaluator.failure(), "by", record), &failure_;
  if (number_at(digest) >= below_) record.filter();
  return nullptr;
}

}  // namespace sluice::core
