// The program in a folder with a pipeline that copies a file.
#pragma once

#include <string>

#include "program.hpp"

namespace sluice::test {

// A file through a filter into a file: needs no network.
inline const std::string kConfig = R"(host: {state: state}
pipelines:
  copy:
    subscriber: {use: file.subscriber, path: in.ndjson}
    transformers:
      - {use: core.filter, where: active}
    publishers:
      - {use: file.publisher, path: out.ndjson}
)";

inline const std::string kIn =
    "{\"id\":1,\"active\":true}\n{\"id\":2,\"active\":false}\n{\"id\":3,\"active\":true}\n";
inline const std::string kOut = "{\"id\":1,\"active\":true}\n{\"id\":3,\"active\":true}\n";

struct Copy : Program {
  Copy() {
    folder().write("c.yaml", kConfig);
    folder().write("in.ndjson", kIn);
  }
};

}  // namespace sluice::test
