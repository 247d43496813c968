// run_plugin PLUGIN COMPONENT CONFIG RECORD: what a transformer of a plugin makes of a record.
#include <cstdio>

#include "run_transformer.hpp"

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fputs("usage: run_plugin PLUGIN COMPONENT CONFIG RECORD\n", stderr);
    return 2;
  }
  const auto out = sluice::test::run_transformer(argv[1], argv[2], argv[3], argv[4]);
  if (!out) {
    std::fprintf(stderr, "run_plugin: %s\n", out.status().message().c_str());
    return 1;
  }
  std::fputs(out->c_str(), stdout);
  return 0;
}
