#pragma once
// A simulator on a free port and a plain HTTP client for it: what every test here starts with.
// One thread.

#include <Poco/Exception.h>
#include <doctest/doctest.h>
#include <rapidjson/document.h>

#include <map>
#include <string>
#include <vector>

#include "server/http_server.hpp"

namespace sluice::simulator {

struct Reply {
  int status = 0;
  std::string reason;
  std::string body;
  std::map<std::string, std::string> headers;

  rapidjson::Document json() const;
};

// A shop of 60 products and 20 customers with one token for everything, "T".
Settings small_shop();

class TestShop {
 public:
  explicit TestShop(const Settings& settings = small_shop()) : server(settings) {}

  // `path` behind /api/2026-07; throws Poco::Exception when the connection breaks.
  Reply get(const std::string& path, const std::string& token = "T") const;
  Reply send(const std::string& method, const std::string& path, const std::string& body) const;
  // Any target, sent as it is.
  Reply raw(const std::string& method, const std::string& target, const std::string& body = "",
            const std::string& authorization = "Bearer T") const;
  // A body of another type than JSON.
  Reply typed(const std::string& method, const std::string& target, const std::string& body,
              const std::string& content_type) const;
  // No body, and one header more.
  Reply with_header(const std::string& method, const std::string& target, const std::string& name,
                    const std::string& value) const;
  // A form in the body, without token.
  Reply form(const std::string& target, const std::string& fields) const;
  Reply control(const std::string& method, const std::string& path,
                const std::string& body = "") const;
  void arm(const std::string& fault) const;
  // Rows of the table as the store has them, deleted ones included.
  rapidjson::Document state(const std::string& path) const;

  HttpServer server;
};

// The id of the first row of a list.
std::string first_id(const TestShop& shop, const std::string& path);

struct Walk {
  std::vector<std::string> ids;  // in the order in which they came
  std::vector<std::int64_t> versions;
  int requests = 0;
  std::int64_t cursor = 0;
};

// Walks a version list until a page is empty.
Walk walk(const TestShop& shop, const std::string& list, const std::string& parameters,
          std::int64_t after = 0);

}  // namespace sluice::simulator
