// The real program in a folder of its own and a simulated shop of 60 products for it to read.
#pragma once

#include <doctest/doctest.h>

#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "program.hpp"
#include "unit/simulator/shop_client.hpp"

namespace sluice::test {

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

// Without those that say that a pipeline is over, and that the state folder is new.
inline std::vector<std::string> error_lines(const std::string& text) {
  std::vector<std::string> out = lines_of(text);
  std::erase_if(out, [](const std::string& line) {
    return has(line, ": read ") || has(line, " is new: pipelines begin");
  });
  return out;
}

class ShopRun : public Program {
 public:
  // A client of the shop with short waits; `more` are further settings (", retry: …").
  std::string client(const std::string& token = "T",
                     const std::string& more = ", rate: {window_s: 1}") const {
    return "host: {state: state}\nclients:\n  shop: {use: lightspeedhq.client, base_uri: '" +
           shop.server.origin() + "', proxy: '', token: '" + token + "'" +
           ", retry: {attempts: 2, base_ms: 1, max_ms: 2}" + more + "}\npipelines:\n";
  }
  // Products, seven a page, deleted ones too, into products.ndjson.
  static std::string products() {
    return "  products:\n    retry: {attempts: 2, initial_ms: 1, max_ms: 2}\n"
           "    subscriber: {use: lightspeedhq.subscriber, client: shop, entity: products,"
           " request: {query: {page_size: 7, deleted: true}}}\n"
           "    publisher: {use: file.publisher, path: products.ndjson}\n";
  }
  void configure(const std::string& text) const { folder().write("c.yaml", text); }

  // What the shop was asked for, in order: "GET /api/…".
  std::vector<std::string> asked() const {
    std::vector<std::string> out;
    const auto log = shop.control("GET", "/requests").json();
    for (const auto& request : log["requests"].GetArray())
      out.push_back(std::string(request["method"].GetString()) + " " +
                    request["target"].GetString());
    return out;
  }
  void forget_requests() const { REQUIRE(shop.control("POST", "/requests/clear").status == 200); }
  std::vector<std::string> products_written() const {
    return lines_of(read_file(folder() / "products.ndjson"));
  }
  // The first members, {"id":"…", of what was written; a set, so each product once.
  std::set<std::string> ids_written() const {
    std::set<std::string> out;
    for (const std::string& line : products_written()) out.insert(line.substr(0, line.find(',')));
    return out;
  }
  // The committed cursor of a pipeline.
  std::string cursor(const std::string& pipeline) const {
    const std::string state = run("state show c.yaml " + pipeline + " --json").out;
    const std::string name = "\"cursor\":\"";
    const size_t at = state.find(name);
    if (at == state.npos) return {};
    return state.substr(at + name.size(), state.find('"', at + name.size()) - at - name.size());
  }

  simulator::TestShop shop;
};

}  // namespace sluice::test
