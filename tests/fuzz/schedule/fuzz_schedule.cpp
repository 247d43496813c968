// libFuzzer: a byte for the zone, eight for the moment, the rest is the expression.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>

#include "fuzz/schedule/property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  int64_t moment = 0;
  if (size < 1 + sizeof moment) return 0;
  std::memcpy(&moment, data + 1, sizeof moment);
  const std::string_view text(reinterpret_cast<const char*>(data) + 1 + sizeof moment,
                              size - 1 - sizeof moment);
  try {
    sluice::schedule::test::check_cron(text, data[0], moment);
    sluice::schedule::test::check_cron(text, data[0], moment % 10'000'000'000'000);
  } catch (const std::string& broken) {
    std::cerr << broken << ": \"" << text << "\" from " << moment << "\n";
    std::abort();
  }
  return 0;
}
