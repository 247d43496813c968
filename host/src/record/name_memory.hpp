// The names of the object parsed last, in order. Records of a page have mostly the same names in
// the same places: a name that stands where it stood last time is known to be well-formed, and an
// object all of whose names were recognised in order has none twice. Borrows the text they stand
// in. [lane]: belongs to one batch.
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

  // Before an object's first name.
  void begin() {
    due_ = names_.data();
    all_known_ = true;
  }

  // If the name at `p` (its opening quote) is the one that is due, or the one behind it: fills
  // `out` and returns the closing quote. Else null, and the name has to be read.
  SLUICE_HOT const char* recognise(const char* p, sluice_member* out) {
    if (due_ < end_ && stands_at(*due_, p)) return take(p, out);
    return recognise_next(p, out);
  }

  // Every name since begin() was recognised, so they are distinct.
  bool all_known() const { return all_known_; }

  // Keeps the names of an object that has none twice, whose text is [begin, end) and stays as it
  // is until forget(). A name with escapes stands elsewhere: then nothing is kept.
  void learn(std::span<const sluice_member> members, const char* begin, const char* end) {
    forget();
    if (members.size() > kMost) return;
    for (const sluice_member& m : members)
      if (std::less<>()(m.key, begin) || !std::less<>()(m.key, end)) return;
    for (const sluice_member& m : members) *end_++ = {m.key, m.key_size, m.key_head};
  }

 private:
  static constexpr size_t kMost = 128;
  struct Name {
    const char* text;  // behind its opening quote
    uint32_t size, head;
  };

  SLUICE_HOT static bool stands_at(const Name& name, const char* p) {
    return Scan::same(p + 1, name.text, name.size + 1);
  }

  SLUICE_HOT const char* take(const char* p, sluice_member* out) {
    const Name& name = *due_++;
    out->key = p + 1;
    out->key_size = name.size;
    out->key_head = name.head;
    return p + 1 + name.size;
  }

  // The due one was left out, or another one stands in its place.
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
