#include "store/text_marks.hpp"

#include <cstring>

namespace sluice::store {
namespace {

constexpr uint32_t lower(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 'A' && byte <= 'Z' ? byte + 32u : byte;
}

// Of a number below 2^24, by multiplication: neighbours are far from each other.
constexpr uint32_t bit_of(uint32_t three, uint32_t bits) {
  return static_cast<uint32_t>((uint64_t{three} * 0x9E3779B1u & 0xFFFFFFFFu) * bits >> 32);
}

uint64_t marks_at(std::string_view bytes, size_t index) {
  uint64_t out = 0;
  std::memcpy(&out, bytes.data() + index * sizeof out, sizeof out);
  return out;
}

}  // namespace

void TextMarks::add(std::string_view text) {
  uint32_t three = 0;
  for (size_t i = 0; i < text.size(); i++) {
    three = (three << 8 | lower(text[i])) & 0xFFFFFFu;
    if (i < 2) continue;
    const uint32_t bit = bit_of(three, kBytes * 8);
    words_[bit / 64] |= uint64_t{1} << (bit % 64);
  }
}

void TextMarks::merge(std::string_view bytes) {
  if (bytes.size() != kBytes) return words_.fill(~uint64_t{0});
  for (size_t i = 0; i < kWords; i++) words_[i] |= marks_at(bytes, i);
}

bool TextMarks::may_hold(std::string_view bytes, const TextMarks& wanted) {
  if (bytes.size() != kBytes) return true;
  for (size_t i = 0; i < kWords; i++)
    if (wanted.words_[i] & ~marks_at(bytes, i)) return false;
  return true;
}

std::string TextMarks::bytes() const {
  std::string out(kBytes, '\0');
  std::memcpy(out.data(), words_.data(), kBytes);
  return out;
}

}  // namespace sluice::store
