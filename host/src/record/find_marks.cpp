#include "record/find_marks.hpp"

#include <array>
#include <bit>
#include <vector>

#include "record/scan.hpp"

#if defined(__x86_64__) && !defined(SLUICE_PORTABLE_SCAN)
#include <immintrin.h>
#endif

namespace sluice::record {

namespace {

uint16_t* find_portable(const char* text, size_t size, uint16_t* places) {
  for (size_t i = 0; i < size; i++) {
    *places = static_cast<uint16_t>(i);
    places += is_special(text[i]);
  }
  return places;
}

#if defined(__x86_64__) && !defined(SLUICE_PORTABLE_SCAN)

constexpr size_t kBlock = 64;

// The positions of the set bits of a byte, and how many there are.
struct BitTable {
  alignas(16) uint16_t places[256][8] = {};
  uint8_t counts[256] = {};
};
constexpr BitTable kBits = [] {
  BitTable table;
  for (unsigned byte = 0; byte < 256; byte++)
    for (unsigned bit = 0; bit < 8; bit++)
      if (byte >> bit & 1) table.places[byte][table.counts[byte]++] = static_cast<uint16_t>(bit);
  return table;
}();

// The bits of the last block that belong to the text.
SLUICE_HOT uint64_t inside(uint64_t mask, size_t left) {
  return left < kBlock ? mask & ((uint64_t{1} << left) - 1) : mask;
}

// Counts the bits of a byte: a table for machines that may lack the instruction.
struct TableCount {
  SLUICE_HOT static size_t of(uint8_t byte) { return kBits.counts[byte]; }
};
struct MachineCount {
  SLUICE_HOT static size_t of(uint8_t byte) {
    return static_cast<size_t>(__builtin_popcount(byte));
  }
};

// Eight elements for eight bits: the next ones overwrite unused ones. No branch depends on
// the text, since a misprediction costs more than the stores.
template <class Count>
SLUICE_HOT uint16_t* put_places(uint64_t mask, size_t first, uint16_t* places) {
  __m128i base = _mm_set1_epi16(static_cast<int16_t>(first));
  const auto put = [&](uint8_t byte) __attribute__((always_inline)) {
    const __m128i bits = _mm_load_si128(reinterpret_cast<const __m128i*>(kBits.places[byte]));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(places), _mm_add_epi16(base, bits));
    places += Count::of(byte);
    base = _mm_add_epi16(base, _mm_set1_epi16(8));
  };
  const auto part = [&](unsigned bit) { return static_cast<uint8_t>(mask >> bit); };
  put(part(0)), put(part(8)), put(part(16)), put(part(24));
  put(part(32)), put(part(40)), put(part(48)), put(part(56));
  return places;
}

SLUICE_HOT uint64_t special_sse2(const char* p) {
  const __m128i v = _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
  const __m128i hits = _mm_or_si128(
      _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('"')), _mm_cmpeq_epi8(v, _mm_set1_epi8('\\'))),
      _mm_cmpeq_epi8(_mm_min_epu8(v, _mm_set1_epi8(0x1f)), v));
  return static_cast<unsigned>(_mm_movemask_epi8(hits));
}

uint16_t* find_sse2(const char* text, size_t size, uint16_t* places) {
  for (size_t i = 0; i < size; i += kBlock) {
    const char* p = text + i;
    const uint64_t mask = special_sse2(p) | special_sse2(p + 16) << 16 |
                          special_sse2(p + 32) << 32 | special_sse2(p + 48) << 48;
    places = put_places<TableCount>(inside(mask, size - i), i, places);
  }
  return places;
}

__attribute__((target("avx2"))) inline uint64_t special_avx2(const char* p) {
  const __m256i v = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p));
  const __m256i hits =
      _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('"')),
                                      _mm256_cmpeq_epi8(v, _mm256_set1_epi8('\\'))),
                      _mm256_cmpeq_epi8(_mm256_min_epu8(v, _mm256_set1_epi8(0x1f)), v));
  return static_cast<unsigned>(_mm256_movemask_epi8(hits));
}

__attribute__((target("avx2,popcnt"))) uint16_t* find_avx2(const char* text, size_t size,
                                                           uint16_t* places) {
  for (size_t i = 0; i < size; i += kBlock) {
    const uint64_t mask = special_avx2(text + i) | special_avx2(text + i + 32) << 32;
    places = put_places<MachineCount>(inside(mask, size - i), i, places);
  }
  return places;
}

#define SLUICE_AVX512 "avx512f,avx512bw,avx512vbmi,avx512vbmi2,popcnt"

__attribute__((target(SLUICE_AVX512))) inline void put_half(__m256i bytes, __m512i base,
                                                            uint16_t* places) {
  const __m512i wide = _mm512_maskz_cvtepu8_epi16(~__mmask32{0}, bytes);
  _mm512_storeu_si512(places, _mm512_add_epi16(base, wide));
}

// The positions of up to 32 marks are written with one store; more in a block are rare.
__attribute__((target(SLUICE_AVX512))) uint16_t* find_avx512(const char* text, size_t size,
                                                             uint16_t* places) {
  alignas(64) static constexpr auto kOrder = [] {
    std::array<uint8_t, kBlock> order{};
    for (size_t i = 0; i < kBlock; i++) order[i] = static_cast<uint8_t>(i);
    return order;
  }();
  const __m512i order = _mm512_load_si512(kOrder.data());
  for (size_t i = 0; i < size; i += kBlock) {
    const __m512i v = _mm512_loadu_si512(text + i);
    const uint64_t mask = inside(_mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('"')) |
                                     _mm512_cmpeq_epi8_mask(v, _mm512_set1_epi8('\\')) |
                                     _mm512_cmplt_epu8_mask(v, _mm512_set1_epi8(0x20)),
                                 size - i);
    const __m512i found = _mm512_maskz_compress_epi8(mask, order);
    const __m512i base = _mm512_set1_epi16(static_cast<int16_t>(i));
    const auto count = static_cast<unsigned>(__builtin_popcountll(mask));
    put_half(_mm512_maskz_extracti64x4_epi64(0xFF, found, 0), base, places);
    if (count > 32) put_half(_mm512_maskz_extracti64x4_epi64(0xFF, found, 1), base, places + 32);
    places += count;
  }
  return places;
}

bool has_avx512() {
  return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
         __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2") &&
         __builtin_cpu_supports("popcnt");
}
#endif

std::vector<MarkFinder> all_finders() {
  std::vector<MarkFinder> finders{find_portable};
#if defined(__x86_64__) && !defined(SLUICE_PORTABLE_SCAN)
  finders.push_back(find_sse2);
  if (__builtin_cpu_supports("avx2")) finders.push_back(find_avx2);
  if (has_avx512()) finders.push_back(find_avx512);
#endif
  return finders;
}

}  // namespace

std::span<const MarkFinder> mark_finders() {
  static const std::vector<MarkFinder> finders = all_finders();
  return finders;
}

}  // namespace sluice::record
