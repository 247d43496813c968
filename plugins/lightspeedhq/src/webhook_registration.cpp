#include "webhook_registration.hpp"

#include "sluice/rest/document.hpp"
#include "sluice/rest/json_body.hpp"
#include "sluice/rest/request.hpp"
#include "sluice/rest/value_path.hpp"

namespace lightspeedhq {

using sluice::Result;
using sluice::Status;
using sluice::Value;
using sluice::rest::json_string;

namespace {

constexpr int32_t kThereAlready = 409;

class Registration {
 public:
  Registration(const sluice::Host& host, const sluice::ClientRef& client,
               const WebhookSettings& settings, const sluice::Cancel& cancel)
      : host_(host), client_(client), settings_(settings), cancel_(cancel) {}

  Status ensure() {
    auto response = ask({.segments = {"webhooks"}});
    if (!response) return response.status();
    auto document = sluice::rest::Document::parse(host_, *response, "the list of webhooks");
    if (!document) return document.status();
    const Value rows = document->root()["data"];
    for (const std::string& type : settings_.types)
      if (Status s = ensure_type(type, rows); !s) return s.in("webhook " + type);
    return {};
  }

 private:
  Status ensure_type(const std::string& type, Value rows) const {
    const std::string url = settings_.url_of(type);
    for (size_t i = 0; i < rows.size(); i++) {
      const Value row = rows.item(i);
      if (row["type"].string_or("") != type || row["url"].string_or("") != url) continue;
      if (row["active"].bool_or(true)) return {};
      const auto id = sluice::rest::text_at(row, "id");
      if (!id) return Status::data("the list of webhooks holds one without id");
      return tell("switched on: ", type,
                  ask({.method = "PUT", .segments = {"webhooks", *id}, .body = body(type, url)}));
    }
    return tell("registered: ", type,
                ask({.method = "POST", .segments = {"webhooks"}, .body = body(type, url)}));
  }

  Status tell(const char* what, const std::string& type,
              const Result<std::string>& response) const {
    if (!response && response.status().remote_code() != kThereAlready) return response.status();
    if (response)
      host_.log(SLUICE_LOG_INFO,
                "webhook " + std::string(what) + type + " to " + settings_.url_of(type));
    return {};
  }

  static std::string body(const std::string& type, const std::string& url) {
    return "{\"active\":true,\"type\":" + json_string(type) + ",\"url\":" + json_string(url) + "}";
  }

  Result<std::string> ask(const sluice::rest::Request& request) const {
    return sluice::rest::ask(client_, request, cancel_);
  }

  const sluice::Host& host_;
  const sluice::ClientRef& client_;
  const WebhookSettings& settings_;
  const sluice::Cancel& cancel_;
};

}  // namespace

Status ensure_webhooks(const sluice::Host& host, const sluice::ClientRef& client,
                       const WebhookSettings& settings, const sluice::Cancel& cancel) {
  return Registration(host, client, settings, cancel).ensure();
}

}  // namespace lightspeedhq
