// Fuzz target of the config loader: any bytes are a model or problems. The first byte chooses the
// format.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "../../unit/config/helpers.hpp"
#include "sluice/printable.hpp"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace sluice::config;
  if (size == 0) return 0;
  Problems problems(data[0] & 1 ? "c.json" : "c.yaml");
  ReadOptions options;
  options.file = "/nonexistent/" + problems.file();
  options.variable = [](const std::string&) { return std::optional<std::string>("x"); };
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::optional<Draft> draft = read_config_text(text, options, problems);
  if (!draft && problems.empty()) abort();
  if (draft) load_components(*draft, test::catalogue(), {}, problems);
  for (const Problem& problem : problems.sorted()) {
    // As the console shows it.
    if (sluice::printable(to_text(problem)).find('\n') != std::string::npos) abort();
  }
  return 0;
}
