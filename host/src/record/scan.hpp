// The inner loops over JSON text: SSE2 where available, a portable form elsewhere (both
// always compile, so both are tested). Every scan may read 31 bytes past its result and
// stops at a NUL. Pure functions.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

// Must be inlined into each loop that uses it, whatever its size.
#define SLUICE_HOT inline __attribute__((always_inline))

namespace sluice::record {

inline bool is_space(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
constexpr bool is_digit(char c) { return static_cast<unsigned char>(c - '0') < 10; }
constexpr bool is_hex(char c) {
  return is_digit(c) || static_cast<unsigned char>((c | 0x20) - 'a') < 6;
}
// A byte that may not be in a JSON string unescaped.
inline bool is_special(char c) {
  return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
}

// White space is exactly four bytes; other control bytes are errors and stay for the caller.
inline const char* skip_space(const char* p) {
  if (static_cast<unsigned char>(*p) > ' ') return p;
  while (is_space(*p)) p++;
  return p;
}

// Compares two bytes at once.
inline bool is_pair(const char* p, char first, char second) {
  const char pair[2] = {first, second};
  return std::memcmp(p, pair, 2) == 0;
}

// Properties of sixteen bytes: how many precede the first special one, and whether all are ASCII.
struct Block {
  static constexpr unsigned kSize = 16;
  unsigned clean;
  bool ascii;
};

// special() finds the first quote, backslash or control byte at or after p; here eight bytes at
// a time.
struct PortableScan {
  static const char* special(const char* p) {
    for (;; p += 8) {
      uint64_t word;
      std::memcpy(&word, p, sizeof word);
      if (!any_special(word)) continue;
      while (!is_special(*p)) p++;
      return p;
    }
  }

  static Block block(const char* p) {
    uint64_t words[2];
    std::memcpy(words, p, sizeof words);
    Block b{Block::kSize, ((words[0] | words[1]) & kHighs) == 0};
    if (any_special(words[0]) || any_special(words[1]))
      for (b.clean = 0; b.clean < Block::kSize && !is_special(p[b.clean]);) b.clean++;
    return b;
  }

  static uint32_t no_digits(const char* p) {
    uint32_t bits = ~uint32_t{0} << 16;
    for (unsigned i = 0; i < 16; i++) bits |= static_cast<uint32_t>(!is_digit(p[i])) << i;
    return bits;
  }

  // Bit i: byte i of 32 differs.
  static uint32_t differing(const char* a, const char* b) {
    uint32_t bits = 0;
    for (unsigned i = 0; i < 32; i++) bits |= static_cast<uint32_t>(a[i] != b[i]) << i;
    return bits;
  }

 private:
  static constexpr uint64_t kOnes = 0x0101010101010101;
  static constexpr uint64_t kHighs = 0x8080808080808080;

  static uint64_t below(uint64_t word, uint64_t bound) {
    return (word - kOnes * bound) & ~word & kHighs;
  }
  // Exact as a yes or no for the word; the byte's position depends on byte order.
  static bool any_special(uint64_t word) {
    return (below(word, 0x20) | below(word ^ (kOnes * '"'), 1) | below(word ^ (kOnes * '\\'), 1)) !=
           0;
  }
};

#if defined(__SSE2__)
// The same, sixteen bytes at a time.
struct Sse2Scan {
  // Most strings end in the first block; for long ones two per step are faster.
  static const char* special(const char* p) {
    unsigned hits = special_mask(load(p));
    if (hits) return p + std::countr_zero(hits);
    for (p += 16;; p += 32) {
      hits = special_mask(load(p)) | special_mask(load(p + 16)) << 16;
      if (hits) return p + std::countr_zero(hits);
    }
  }

  static Block block(const char* p) {
    const __m128i v = load(p);
    const unsigned hits = special_mask(v) | 1u << Block::kSize;
    return {static_cast<unsigned>(std::countr_zero(hits)), _mm_movemask_epi8(v) == 0};
  }

  // Bit i: byte i of sixteen is not a decimal digit; bit 16 is set.
  static uint32_t no_digits(const char* p) {
    const __m128i v = _mm_sub_epi8(load(p), _mm_set1_epi8('0'));
    const __m128i digits = _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(9)), v);
    return ~static_cast<uint32_t>(_mm_movemask_epi8(digits));
  }

  static uint32_t differing(const char* a, const char* b) {
    return ~(equal(a, b) | equal(a + 16, b + 16) << 16);
  }

 private:
  static unsigned equal(const char* a, const char* b) {
    return static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(load(a), load(b))));
  }
  static __m128i load(const char* p) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
  }
  static unsigned special_mask(__m128i v) {
    const __m128i last_control = _mm_set1_epi8(0x1f);
    const __m128i hits = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')), _mm_cmpeq_epi8(v, _mm_set1_epi8('\\'))),
        _mm_cmpeq_epi8(_mm_min_epu8(v, last_control), v));
    return static_cast<unsigned>(_mm_movemask_epi8(hits));
  }
};
#endif

#if defined(__SSE2__) && !defined(SLUICE_PORTABLE_SCAN)
using Scan = Sse2Scan;
#else
using Scan = PortableScan;
#endif

}  // namespace sluice::record
