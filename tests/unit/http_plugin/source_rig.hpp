// An http.subscriber that reads from a server that answers from a script and counts. One thread.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "publish_rig.hpp"
#include "subscriber.hpp"

namespace http_plugin::test {

using Lines = std::vector<std::string>;

// The parameter of a request, as it was sent; `other`: it has none.
inline std::string param(const std::string& request, const std::string& name,
                         const std::string& other = {}) {
  const std::string target = target_of(request);
  for (const char before : {'?', '&'})
    if (const size_t at = target.find(before + name + "="); at != target.npos) {
      const size_t from = at + name.size() + 2;
      return target.substr(from, target.find('&', from) - from);
    }
  return other;
}

inline long number_param(const std::string& request, const std::string& name, long other) {
  const std::string text = param(request, name);
  return text.empty() ? other : std::stol(text);
}

// {"n":5},{"n":6}: rows `from` to before `to`.
inline std::string numbered_rows(long from, long to) {
  std::string out;
  for (long n = from; n < to; n++)
    out.append(out.empty() ? "" : ",").append("{\"n\":").append(std::to_string(n)).append("}");
  return out;
}

// What the records look like that numbered_rows(from, to) become.
inline Lines numbered_records(long from, long to) {
  Lines out;
  for (long n = from; n < to; n++) out.push_back("{\"n\":" + std::to_string(n) + "}");
  return out;
}

class SourceRig : public PublishRig {
 public:
  using Polled = sluice::test::Polled;

  explicit SourceRig(const ScriptedServer& server, const std::string& base = {})
      : PublishRig(server.origin() + base, ",\"retry\":{\"attempts\":1}") {
    environment.unix_us = [this] { return now_s * 1'000'000; };
  }

  // `config`: JSON behind the client.
  SourceRig& given(const std::string& config, const std::string& request = "{}",
                   const std::string& cursor = {}) {
    subscriber_ =
        make<http_plugin::Subscriber>("{\"client\":\"target\"," + config + "}", "source", &handle);
    auto opened = subscriber_->open(request);
    INFO(opened.status().message());
    REQUIRE(opened.ok());
    identity = *opened;
    const sluice::Status sought = subscriber_->seek(cursor);
    INFO(sought.message());
    REQUIRE(sought.ok());
    return *this;
  }
  Polled poll() { return sluice::test::poll(*subscriber_); }
  Polled walk() { return sluice::test::walk(*subscriber_); }
  std::string refusal(const std::string& config) {
    auto made = create<http_plugin::Subscriber>("{\"client\":\"target\"," + config + "}", "source",
                                                &handle);
    return made.status().message();
  }

  int64_t now_s = 1'800'000'000;  // 2027-01-15T08:00:00Z
  std::string identity;

 private:
  std::unique_ptr<http_plugin::Subscriber> subscriber_;
};

// Targets of all requests, as they came.
inline Lines asked_for(ScriptedServer& server) {
  Lines out;
  for (const auto& request : server.seen()) out.push_back(target_of(request.text));
  return out;
}

}  // namespace http_plugin::test
