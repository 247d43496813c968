// A transport with requests straight to it: no retry, no redirect, no budget in between.
#pragma once

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "http/network_transport.hpp"
#include "unit/http/fixtures.hpp"

namespace sluice::http::test {

inline SessionSettings session(uint64_t number) {
  SessionSettings out;
  out.number = number;
  out.proxied = false;
  out.max_body_bytes = 64 << 20;
  return out;
}

inline Request make(const std::string& method, const std::string& url, std::string body = {}) {
  Request out;
  out.method = method;
  out.url = url;
  out.body = Body(std::move(body));
  out.repeatable = method == "GET" || method == "HEAD";
  return out;
}

class TransportRig {
 public:
  explicit TransportRig(PlainHttp plain = plain_carrier()) : transport(&pages, plain) {}

  // A request that leaves now and stays as long as the rig.
  Transfer& begin(Request request) { return begin(std::move(request), settings); }
  Transfer& begin(Request request, const SessionSettings& with) {
    requests_.push_back(std::make_unique<Request>(std::move(request)));
    transfers.push_back(transport.begin(*requests_.back(), with));
    return *transfers.back();
  }
  Outcome fetch(Request request) { return fetch(std::move(request), settings); }
  Outcome fetch(Request request, const SessionSettings& with) {
    Outcome out = transport.wait(begin(std::move(request), with), nullptr);
    transfers.pop_back();
    return out;
  }

  SessionSettings settings = session(1);
  record::PagePool pages;
  NetworkTransport transport;

 private:
  std::vector<std::unique_ptr<Request>> requests_;

 public:
  std::vector<std::unique_ptr<Transfer>> transfers;
};

inline std::string body_of(const Outcome& outcome) {
  return outcome.response.body.size()
             ? std::string(outcome.response.body.data(), outcome.response.body.size())
             : std::string();
}

}  // namespace sluice::http::test
