#include "record/minify.hpp"

#include <cstdint>
#include <cstring>

#include "record/scan.hpp"

namespace sluice::record {

namespace {

// The position after the string that opens at p, or null.
const char* string_end(const char* p, const char* end) {
  for (p++; p < end; p++) {
    if (*p == '"') return p + 1;
    if (static_cast<unsigned char>(*p) < 0x20) return nullptr;
    if (*p == '\\') p++;
  }
  return nullptr;
}

const char* token_end(const char* p, const char* end) {
  while (p < end && *p != '"' && !is_space(*p)) p++;
  return p;
}

}  // namespace

size_t minify(const char* text, size_t size, char* out) {
  const char* end = text + size;
  char* const begin = out;
  for (const char* p = text; p < end;) {
    if (is_space(*p)) {
      p++;
      continue;
    }
    const char* stop = *p == '"' ? string_end(p, end) : token_end(p, end);
    if (!stop) return SIZE_MAX;
    std::memcpy(out, p, static_cast<size_t>(stop - p));
    out += stop - p;
    p = stop;
  }
  return static_cast<size_t>(out - begin);
}

}  // namespace sluice::record
