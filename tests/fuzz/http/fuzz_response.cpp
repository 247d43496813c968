// libFuzzer over the oracle of responses.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "fuzz/http/oracle.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string bad = sluice::http::oracle({reinterpret_cast<const char*>(data), size});
  if (!bad.empty()) {
    std::fprintf(stderr, "%s\n", bad.c_str());
    std::abort();
  }
  return 0;
}
