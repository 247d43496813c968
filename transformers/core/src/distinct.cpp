#include "distinct.hpp"

#include <openssl/sha.h>

#include <charconv>

#include "expression/values.hpp"

namespace sluice::core {
namespace {

constexpr std::string_view kGenerationKey = "g";
constexpr size_t kLongestKey = 128;  // longer ones are stored as their digest
constexpr size_t kDigestBytes = 16;  // of a record; two versions of one record must not collide

std::string digest(std::string_view text, size_t bytes) {
  unsigned char out[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), out);
  return {reinterpret_cast<const char*>(out), bytes};
}

uint64_t number_of(std::string_view text) {
  uint64_t out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

}  // namespace

Result<std::unique_ptr<Distinct>> Distinct::create(Context& context) {
  Result<Setup> setup = Setup::of(context);
  if (!setup.ok()) return setup.status();
  Result<State> state = State::of(context.host());
  if (!state.ok()) return state.status();
  Value config = setup->config();
  const std::string_view over = config["over"].string_or("walk");
  std::unique_ptr<Distinct> out(new Distinct(*state, config["keep"].string_or("last") == "last",
                                             over == "walk"  ? Over::kWalk
                                             : over == "run" ? Over::kRun
                                                             : Over::kAlways));
  Value by = config["by"];
  const size_t count = by.is_array() ? by.size() : 1;
  Status failure;
  for (size_t i = 0; i < count; i++) {
    const std::string pointer = by.is_array() ? "/by/" + std::to_string(i) : "/by";
    auto one = setup->expression((by.is_array() ? by.item(i) : by).string_or(""), pointer);
    if (one.ok())
      out->by_.push_back(*std::move(one));
    else
      failure = first_failure({failure, one.status()});
  }
  if (!failure.ok()) return failure;
  return out;
}

Status Distinct::begin(Batch batch) {
  auto stored = state_.get(batch, kGenerationKey);
  if (!stored.ok()) return stored.status();
  if (!generation_) read_generation(*stored);
  // A batch that was lost took the number with it.
  if (*stored == generation_) return {};
  return state_.put(batch, kGenerationKey, *generation_);
}

void Distinct::read_generation(const std::optional<std::string>& stored) {
  const bool goes_on = over_ == Over::kAlways || (over_ == Over::kWalk && state_.resumed());
  if (stored && goes_on) {
    seen_.add_all();
    generation_ = *stored;
  } else {
    generation_ = std::to_string(stored ? number_of(*stored) + 1 : 1);
  }
}

Status Distinct::transform(Batch batch, const Cancel& cancel) {
  if (auto status = begin(batch); !status.ok()) return status;
  std::vector<expression::Evaluator> by;
  for (auto& one : by_) by.emplace_back(one.program(), batch.abi());
  std::vector<std::string> keys(batch.size());
  std::unordered_map<std::string_view, size_t> last;
  Status status = for_each_live(batch, cancel, [&](const Record& record) -> const Status* {
    std::string& key = keys[record.index()];
    if (!read_key(record, by, &key)) return &failure_;
    if (auto [at, added] = last.try_emplace(key, record.index()); !added && keep_last_) {
      batch[at->second].filter();
      at->second = record.index();
    }
    return nullptr;
  });
  for (size_t i = 0; status.ok() && i < keys.size(); i++)
    if (batch[i].live() && !keys[i].empty()) status = pass_or_drop(batch, batch[i], keys[i]);
  return status;
}

bool Distinct::append_value(sluice_batch* batch, sluice_value* value, std::string* key) {
  sluice_slice text{};
  const auto code = value->kind == SLUICE_STRING ? batch->json->decode(batch, value, &text)
                                                 : batch->json->write(batch, value, &text);
  if (code) return failure_ = Status(code, ""), false;
  key->append(1, static_cast<char>('0' + value->kind)).append(view(text)).append(1, '\0');
  return true;
}

bool Distinct::read_key(const Record& record, std::vector<expression::Evaluator>& by,
                        std::string* key) {
  bool has_value = false;
  for (expression::Evaluator& one : by) {
    sluice_value* value = one.evaluate(&record.abi()->root);
    if (!value) return failure_ = one.failure(), false;
    has_value |= value->kind != SLUICE_NULL;
    if (!append_value(one.batch(), value, key)) return false;
  }
  if (!has_value) return failure_ = Status::data("core.distinct: by gives null"), false;
  *key = key->size() > kLongestKey ? "d" + digest(*key, SHA256_DIGEST_LENGTH) : "k" + *key;
  return true;
}

Result<std::string> Distinct::mark_of(const Record& record) const {
  if (!keep_last_) return *generation_;
  auto text = record.root().json();
  if (!text.ok()) return text.status();
  return *generation_ + ":" + digest(*text, kDigestBytes);
}

// To keep the first is to drop every repeat. To keep the last is to drop a repeat that brings
// nothing new: what was delivered cannot be taken back, and a changed record must arrive.
Status Distinct::pass_or_drop(Batch batch, const Record& record, const std::string& key) {
  auto mark = mark_of(record);
  if (!mark.ok()) return mark.status();
  if (seen_.may_have(key)) {
    auto stored = state_.get(batch, key);
    if (!stored.ok()) return stored.status();
    if (*stored == *mark) return record.filter(), Status();
  }
  seen_.add(key);
  return state_.put(batch, key, *mark);
}

}  // namespace sluice::core
