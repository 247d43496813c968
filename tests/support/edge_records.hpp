// Records at the edges of what a step may meet: empty, without the member, with null, of another
// kind, huge, with Unicode; and what its words for one of them must be.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace sluice::test {

// `k` is the member that a step looks at.
inline std::vector<std::string> edge_records() {
  std::string deep = "1";
  for (int i = 0; i < 100; i++) deep = "[" + deep + "]";
  return {R"({})",
          R"({"other":1})",
          R"({"k":null})",
          R"({"k":""})",
          R"({"k":[]})",
          R"({"k":{}})",
          R"({"k":"text"})",
          R"({"k":true})",
          R"({"k":[null,1,"a",{}]})",
          R"({"k":{"k":{"k":null}}})",
          R"({"k":"Zoë \u00e9 e\u0301 \ud83d\ude00 漢字 \u202e rtl"})",
          R"({"k":"\u0000 \u001b[31m \" \\ \n"})",
          R"({"ключ":"значение","k":"ß"})",
          R"({"k":)" + std::string(2000, '9') + "}",
          R"({"k":1e400})",
          R"({"k":-0.0})",
          R"({"k":")" + std::string(1 << 20, 'x') + "\"}",
          R"({"k":)" + deep + "}",
          "null",
          "true",
          "7",
          "\"text\"",
          "[]",
          "[{\"k\":1}]"};
}

// A result as Harness::change() gives it. It fails no batch; a parked record's message is long
// enough for what it names, and fit for a terminal.
inline void check_edge(const std::string& result, const std::string& record) {
  CHECK_MESSAGE(result.compare(0, 8, "status: ") != 0, record.substr(0, 80) << " -> " << result);
  if (result.compare(0, 8, "failed: ") != 0) return;
  CHECK_MESSAGE(result.size() > 12, record.substr(0, 80));
  CHECK_MESSAGE(result.size() < 2000, record.substr(0, 80));
  for (const char c : result) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
}

}  // namespace sluice::test
