// A shop that answers what a test says, page by page, and remembers what it was asked. Its own
// thread answers; everything else is one thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "unit/http/scripted_server.hpp"
#include "unit/lightspeedhq/shop_rig.hpp"

namespace lightspeedhq::test {

// A request as it went over the wire.
struct Call {
  std::string text;

  std::string method() const { return text.substr(0, text.find(' ')); }
  // Behind /api/2026-07.
  std::string target() const {
    const size_t start = text.find(' ') + 1;
    std::string all = text.substr(start, text.find(' ', start) - start);
    return all.substr(all.find('/', 5));
  }
  std::string path() const { return target().substr(0, target().find('?')); }
  // A query parameter as it was sent; "-" if it was not.
  std::string query(const std::string& name) const {
    const std::string all = "&" + target().substr(std::min(target().size(), path().size() + 1));
    const size_t at = all.find("&" + name + "=");
    if (at == all.npos) return "-";
    const size_t start = at + name.size() + 2;
    return all.substr(start, all.find('&', start) - start);
  }
  std::string body() const { return text.substr(text.find("\r\n\r\n") + 4); }
  // A number in the query or in the body's top level; `other` if it is not there.
  long number(const std::string& name, long other) const {
    if (query(name) != "-") return std::stol(query(name));
    const size_t at = body().find("\"" + name + "\":");
    return at == std::string::npos ? other : std::stol(body().substr(at + name.size() + 3));
  }
};

class ScriptedShop {
 public:
  using Response = std::function<std::string(const Call&)>;  // the JSON of a 200

  explicit ScriptedShop(Response response)
      : server_([response](const std::string& request, size_t) {
          return sluice::http::test::Reply{
              sluice::http::test::response(200, response(Call{request}), "Date: x\r\n")};
        }),
        rig(server_.origin()) {}

  std::vector<Call> calls() {
    std::vector<Call> out;
    for (auto& seen : server_.seen()) out.push_back({seen.text});
    return out;
  }

 private:
  sluice::http::test::ScriptedServer server_;

 public:
  ShopRig rig;
};

// [first, last] as {"id":"n","version":5000000000+n}, upwards or downwards.
inline std::string shop_rows(long first, long last) {
  std::string out = "[";
  const long step = first <= last ? 1 : -1;
  for (long n = first; n != last + step; n += step)
    out += (out.size() > 1 ? ",{\"id\":\"" : "{\"id\":\"") + std::to_string(n) +
           "\",\"version\":" + std::to_string(5'000'000'000 + n) + "}";
  return out + "]";
}
inline std::string shop_slice(long from, long last, long size) {
  return from > last ? "[]" : shop_rows(from, std::min(last, from + size - 1));
}

inline std::vector<long> ids_of(const Polled& walk) {
  std::vector<long> out;
  for (const std::string& record : walk.records)
    out.push_back(std::stol(record.substr(record.find("\"id\":\"") + 6)));
  return out;
}
inline std::vector<long> count_up(long first, long last) {
  std::vector<long> out;
  for (long n = first; n <= last; n++) out.push_back(n);
  return out;
}

}  // namespace lightspeedhq::test
