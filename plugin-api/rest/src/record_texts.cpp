#include "sluice/rest/record_texts.hpp"

#include <cstring>

namespace sluice::rest {

Status RecordTexts::read(Batch batch, bool with_text) {
  live_.clear();
  starts_.clear();
  sluice_slice out{};
  if (with_text)
    if (auto code = batch.abi()->json->write_lines(batch.abi(), &out))
      return {code, "the records cannot be written as JSON"};
  // Only now: a record that could not be written is no longer live, and the host parks it.
  for (size_t i = 0; i < batch.size(); i++)
    if (batch[i].live()) live_.push_back(static_cast<uint32_t>(i));
  if (!with_text) return {};
  text_ = view(out);
  // JSON on one line has no line feed except at its end.
  for (size_t at = 0; at < text_.size();) {
    starts_.push_back(at);
    const void* end = std::memchr(text_.data() + at, '\n', text_.size() - at);
    if (!end) return Status::internal("the host's last line has no end");
    at = static_cast<size_t>(static_cast<const char*>(end) - text_.data()) + 1;
  }
  starts_.push_back(text_.size());
  if (starts_.size() == live_.size() + 1) return {};
  return Status::internal("the host wrote " + std::to_string(starts_.size() - 1) + " lines for " +
                          std::to_string(live_.size()) + " records");
}

}  // namespace sluice::rest
