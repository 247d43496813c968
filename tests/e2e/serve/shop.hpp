// A folder config for the tests of `sluice serve`, with pipelines from a file to a file.
#pragma once

#include <csignal>
#include <filesystem>
#include <string>

#include "child.hpp"
#include "program.hpp"

namespace sluice::test {

struct Shop : Program {
  Shop() {
    std::filesystem::create_directory(folder() / "shop");
    folder().write("in.ndjson", "{\"n\":1}\n");
  }
  void write(const std::string& name, const std::string& text) const {
    folder().write("shop/" + name, text);
  }
  // A pipeline in a file of its own, which writes NAME.ndjson. `input`: beside the folder, unless
  // it is in quotes.
  void pipeline(const std::string& name, const std::string& schedule,
                const std::string& input = "in.ndjson") const {
    const bool quoted = input.starts_with('"') || input.starts_with('\'');
    write(name + ".yaml",
          "pipelines:\n  " + name + ":\n    schedule: " + schedule +
              "\n    subscriber: {use: file.subscriber, path: " + (quoted ? "" : "../") + input +
              "}\n    publisher: {use: file.publisher, path: ../" + name + ".ndjson}\n");
  }
  Child serve() const { return Child(folder().path(), {"serve", "shop"}); }
};

}  // namespace sluice::test
