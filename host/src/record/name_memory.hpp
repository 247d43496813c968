// The names of the object parsed last, in order. Records of a page mostly have the same names in
// the same places: a name in the same place as last time is known to be well-formed, and an
// object whose names were all recognised in order has no duplicates. Borrows the text that contains
// them. [lane]: belongs to one batch.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <span>

#include "record/scan.hpp"
#include "sluice/abi.h"

namespace sluice::record {

class NameMemory {
 public:
  NameMemory() = default;
  NameMemory(const NameMemory&) = delete;
  NameMemory& operator=(const NameMemory&) = delete;

  void forget() { end_ = names_.data(); }
  size_t count() const { return static_cast<size_t>(end_ - names_.data()); }

  // Before an object's first name.
  void begin() {
    due_ = names_.data();
    all_known_ = true;
  }

  // If the name at `p` (its opening quote) and the colon directly after it are the expected
  // ones, or those after them: fills `out` and returns the position after the colon. Else null, and
  // the name has to be read. REQUIRES: 32 bytes can be read
  SLUICE_HOT const char* recognise(const char* p, sluice_member* out) {
    if (due_ < end_ && stands_at(*due_, p)) return take(p, out);
    return recognise_next(p, out);
  }

  // The next name is not searched for.
  void miss() { all_known_ = false; }

  // Every name since begin() was recognised, so they are distinct.
  bool all_known() const { return all_known_; }

  // Keeps the names of an object without duplicates, whose text is [begin, end) and unchanged
  // until forget(). A name with escapes is stored elsewhere, and one may have blanks before its
  // colon: then nothing is kept.
  void learn(std::span<const sluice_member> members, const char* begin, const char* end) {
    forget();
    if (members.size() > kMost) return;
    for (const sluice_member& m : members)
      if (std::less<>()(m.key, begin) || !std::less<>()(m.key, end) || m.key[m.key_size + 1] != ':')
        return;
    for (const sluice_member& m : members) *end_++ = name_of(m);
  }

 private:
  static constexpr size_t kMost = 128;
  struct Name {
    const char* text;  // from its opening quote
    uint32_t size;     // without quotes
    uint32_t head;
    uint32_t others;  // bits of the first 32 bytes that belong to the text after it
  };
  static constexpr uint32_t kAround = 3;  // quotes and colon
  static constexpr uint32_t kAtOnce = 32;

  static Name name_of(const sluice_member& m) {
    const uint32_t whole = m.key_size + kAround;
    const uint32_t others = whole < kAtOnce ? ~uint32_t{0} << whole : 0;
    return {m.key - 1, m.key_size, m.key_head, others};
  }

  SLUICE_HOT static bool stands_at(const Name& name, const char* p) {
    if (Scan::differing(p, name.text) & ~name.others) return false;
    return name.size <= kAtOnce - kAround || rest_stands_at(name, p);
  }

  // Step by step: a text that ends within the name is not read past its padding.
  static bool rest_stands_at(const Name& name, const char* p) {
    const size_t whole = name.size + kAround;
    for (size_t at = kAtOnce; at < whole; at += kAtOnce) {
      const size_t left = whole - at;
      const uint32_t mine = left < kAtOnce ? ~(~uint32_t{0} << left) : ~uint32_t{0};
      if (Scan::differing(p + at, name.text + at) & mine) return false;
    }
    return true;
  }

  SLUICE_HOT const char* take(const char* p, sluice_member* out) {
    const Name& name = *due_++;
    out->key = p + 1;
    out->key_size = name.size;
    out->key_head = name.head;
    return p + name.size + kAround;
  }

  // The expected one is missing, or another one is in its place.
  const char* recognise_next(const char* p, sluice_member* out) {
    if (due_ < end_) due_++;
    if (due_ < end_ && stands_at(*due_, p)) return take(p, out);
    all_known_ = false;
    return nullptr;
  }

  std::array<Name, kMost> names_;
  Name* end_ = names_.data();
  const Name* due_ = names_.data();
  bool all_known_ = false;
};

}  // namespace sluice::record
