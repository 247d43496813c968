// Lists over HTTP for subscribers of plugins: 7 rows, 3 a page. Main thread.
#pragma once

#include <algorithm>
#include <string>

#include "conformance/http_target.hpp"
#include "conformance/walks.hpp"

namespace sluice::conformance {

class HttpSource {
 public:
  static constexpr long kRows = 7, kPage = 3;

  std::string origin() const { return server_.origin(); }

 private:
  static long number_in(const std::string& request, const std::string& name, long other) {
    const size_t at = request.find(name + "=");
    return at == request.npos ? other : std::stol(request.substr(at + name.size() + 1));
  }
  static std::string rows(long from) {
    std::string out;
    for (long n = from; n < std::min(from + kPage, kRows); n++)
      out += (out.empty() ? "" : ",") + ("{\"id\":\"r" + std::to_string(n)) +
             "\",\"version\":" + std::to_string(n + 1) + "}";
    return out;
  }
  // By page, by offset, or behind a version, as it is asked.
  static http::test::Reply reply(const std::string& request) {
    const long page = number_in(request, "page", 1);
    const long after = number_in(request, "after", (page - 1) * kPage);
    const long from = number_in(request, "offset", after);
    const std::string list = rows(from);
    const std::string most = list.empty() ? "null" : std::to_string(std::min(from + kPage, kRows));
    const std::string next =
        from + kPage < kRows ? "\"/in?offset=" + std::to_string(from + kPage) + "\"" : "null";
    return {http::test::response(200, "{\"data\":[" + list + "],\"next\":" + next +
                                          ",\"version\":{\"min\":null,\"max\":" + most + "}}")};
  }

  http::test::ScriptedServer server_{
      [](const std::string& request, size_t) { return reply(request); }};
};

// What is wrong with a subscriber of that plugin, a sentence a line.
inline std::string found_in_walks(const HttpSubject& subject, const HttpSource& source,
                                  bool goes_on = true) {
  HttpHost host(subject.plugin);
  const auto client =
      host.maker.make(subject.client, R"({"base_uri":")" + source.origin() + R"(","proxy":"")" +
                                          subject.client_settings + "}");
  WalkSubject walks;
  walks.make = [&] { return host.maker.make(subject.component, subject.settings, client.get()); };
  const std::string cut =
      subject.settings.substr(0, subject.settings.size() - 1) + ",\"max_pages\":1}";
  walks.make_cut = [&] { return host.maker.make(subject.component, cut, client.get()); };
  walks.records = HttpSource::kRows;
  walks.goes_on = goes_on;
  std::string out;
  for (const std::string& sentence : check_walks(walks)) out += sentence + "\n";
  return out;
}

}  // namespace sluice::conformance
