// libFuzzer: a byte for the format and where the records are, one for the size of pieces, the rest
// is the text.
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <string>

#include "fuzz/documents/property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  try {
    file_plugin::test::check_document(text, data[0] & 1, data[0] & 2, data[1] % 8);
  } catch (const std::string& broken) {
    std::cerr << broken << ": \"" << text << "\"\n";
    std::abort();
  }
  return 0;
}
