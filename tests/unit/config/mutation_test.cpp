// The loader under thousands of small mutilations of a good config: it must always response with a
// model or with problems that have a place, never with anything else. Deterministic; the same body
// as the fuzz target's.
#include <doctest/doctest.h>

#include <random>

#include "helpers.hpp"

using namespace sluice::config;
using namespace sluice::config::test;

namespace {

const std::string kSeed = R"(host:
  state: ${S:-state}
  limits: {record: 4096, depth: 10}
clients:
  shop: {use: shop.client, base_uri: "https://x", token: '${file:none}'}
pipelines:
  products:
    subscriber:
      use: shop.subscriber
      client: shop
      entity: products
      request: {query: {page_size: 200, deleted: true}}
    transformers:
      - use: core.filter
        where: "!deleted_at"
      - {use: core.map, set: {a: b}, drop: [c]}
    publishers:
      - use: file.publisher
        path: |
          out.ndjson
)";

std::string mutate(std::string text, std::mt19937& random) {
  static const std::string kAlphabet = "{}[]:,-?&*!|>'\"%@`#$~ \n\t\r\\0a\xC3\xFF";
  const auto below = [&](size_t n) { return random() % n; };
  for (size_t edits = 1 + below(4); edits && !text.empty(); edits--) {
    const size_t at = below(text.size());
    switch (below(4)) {
      case 0:
        text[at] = kAlphabet[below(kAlphabet.size())];
        break;
      case 1:
        text.insert(at, 1, kAlphabet[below(kAlphabet.size())]);
        break;
      case 2:
        text.erase(at, 1 + below(5));
        break;
      default:
        text.insert(below(text.size()), text.substr(at, below(40)));
    }
  }
  return text;
}

}  // namespace

TEST_CASE("any mutilation of a config is answered with a model or with placed problems") {
  std::mt19937 random(20260731);
  size_t refused = 0;
  for (int i = 0; i < 3000; i++) {
    const std::string text = mutate(kSeed, random);
    CAPTURE(text);
    const auto out = load(text);
    refused += out.problems.empty() ? 0 : 1;
    for (const std::string& line : out.lines()) {
      CHECK(line.substr(0, 7) == "c.yaml:");
    }
  }
  CHECK(refused > 2000);
}

TEST_CASE("any mutilation of a JSON config is answered, too") {
  std::mt19937 random(7);
  Problems ignored("c.yaml");
  const std::string seed = to_json(*parse_yaml(kSeed, ignored));
  for (int i = 0; i < 3000; i++) {
    const Parsed parsed = parse_as("c.json", mutate(seed, random));
    CHECK((parsed.root.has_value() || !parsed.problems.empty()));
  }
}
