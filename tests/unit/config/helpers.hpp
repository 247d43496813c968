// Configs from text for the tests of host/config, with their problems as lines.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "config/load.hpp"
#include "config/parse.hpp"
#include "config/read.hpp"

namespace sluice::config::test {

inline std::vector<std::string> lines(const Problems& problems) {
  std::vector<std::string> out;
  for (const Problem& problem : problems.sorted()) out.push_back(to_text(problem));
  return out;
}

// All in one text, for a message that shows everything when a check fails.
inline std::string joined(const Problems& problems) {
  std::string out;
  for (const std::string& line : lines(problems)) out += line + "\n";
  return out;
}

struct Parsed {
  Problems problems;
  std::optional<Node> root;
  std::string text() const { return joined(problems); }
  const Node& at(std::string_view pointer) const {
    static const Node none;
    const Node* node = root ? root->at_pointer(pointer) : nullptr;
    return node ? *node : none;
  }
};

inline Parsed parse_as(std::string file, std::string_view text) {
  Parsed out{Problems(std::move(file)), {}};
  out.root = parse(text, out.problems);
  return out;
}
inline Parsed yaml(std::string_view text) { return parse_as("c.yaml", text); }
inline Parsed json(std::string_view text) { return parse_as("c.json", text); }

// The components of these tests.
inline Catalogue catalogue() {
  Catalogue out;
  out.types = {
      {"shop.client", "client",
       R"({"type":"object","additionalProperties":false,"required":["base_uri"],"properties":{
        "base_uri":{"type":"string","description":"Where the shop is. More"},
        "token":{"type":"string","x-secret":true,"minLength":8},
        "timeout_ms":{"type":"integer","default":1000,"minimum":1}}})"},
      {"shop.subscriber", "subscriber",
       R"({"type":"object","additionalProperties":false,"required":["entity","client"],"properties":{
        "client":{"type":"string"},
        "entity":{"type":"string","enum":["products","customers"]},
        "request":{"type":"object","default":{}},
        "pagination":{"type":"boolean","default":true}}})"},
      {"shop.publisher", "publisher",
       R"({"type":"object","properties":{"on_status":{"type":"object"}}})"},
      {"core.filter", "transformer",
       R"({"type":"object","additionalProperties":false,"required":["where"],"properties":{
        "where":{"type":"string","x-expression":true}}})"},
      {"core.order", "transformer",
       R"({"type":"object","additionalProperties":false,"required":["order_by"],"properties":{
        "order_by":{"type":"string","x-expression":true}}})"},
      {"core.map", "transformer",
       R"({"type":"object","additionalProperties":false,"properties":{
        "set":{"type":"object","additionalProperties":{"type":["string","boolean"],"x-expression":true}},
        "const":{"type":"object"},
        "drop":{"type":"array","items":{"type":"string"},"uniqueItems":true}}})"},
      {"file.publisher",
       "publisher",
       R"({"type":"object","additionalProperties":false,"required":["path"],"properties":{
        "path":{"type":"string","minLength":1},
        "mode":{"type":"string","enum":["append","replace"],"default":"append"}}})",
       {},
       {{"mode", "replace"}}},
      {"file.subscriber",
       "subscriber",
       R"({"type":"object","additionalProperties":false,"required":["path"],"properties":{
        "path":{"type":"string"},
        "done":{"type":"string","enum":["keep","move"],"default":"keep"}}})",
       {},
       {},
       {{"done", "move"}}},
  };
  out.types.push_back({"core.deletions",
                       "transformer",
                       R"({"type":"object","properties":{"deletions":{"type":"boolean"}}})",
                       {},
                       {{"deletions", "true"}},
                       {{"by", "*"}, {"over", "always"}}});
  out.types[1].incremental = {"pagination"};
  out.searched = "looked in plugins";
  return out;
}

struct Loaded {
  Problems problems;
  Config config;
  std::vector<std::string> secrets;
  std::string text() const { return joined(problems); }
  std::vector<std::string> lines() const { return test::lines(problems); }
};

using Variables = std::map<std::string, std::string>;

inline Loaded load(std::string_view text, const Variables& variables = {},
                   const Overrides& overrides = {}, const std::string& file = "/etc/s/c.yaml") {
  Loaded out{Problems("c.yaml"), {}, {}};
  ReadOptions options;
  options.file = file;
  options.overrides = overrides;
  options.variable = [&](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
  const std::optional<Draft> draft = read_config_text(text, options, out.problems);
  if (!draft) return out;
  out.config = load_components(
      *draft, catalogue(), [&](std::string_view secret) { out.secrets.emplace_back(secret); },
      out.problems);
  return out;
}

}  // namespace sluice::config::test
