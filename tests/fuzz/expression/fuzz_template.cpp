// libFuzzer: the last line is the record, the rest the template.
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "fuzz/expression/property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const size_t line = input.rfind('\n');
  const std::string_view record = line == input.npos ? "{}" : input.substr(line + 1);
  try {
    sluice::expression::check_template(input.substr(0, line), record);
  } catch (const std::string& broken) {
    std::cerr << broken << "\n";
    std::abort();
  }
  return 0;
}
