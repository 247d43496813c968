// libFuzzer over the record model's oracle.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "oracle.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  uint32_t seed = 1;
  for (size_t i = 0; i < size; i++) seed = seed * 31 + data[i];
  const std::string text(reinterpret_cast<const char*>(data), size);
  const std::string bad = sluice::record::oracle(text, seed);
  if (!bad.empty()) {
    std::fprintf(stderr, "%s\n", bad.c_str());
    std::abort();
  }
  return 0;
}
