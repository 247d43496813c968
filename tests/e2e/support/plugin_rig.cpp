#include "e2e/support/plugin_rig.hpp"

#include <Poco/URI.h>

#include <stdexcept>

#include "services/own_services.hpp"
#include "sluice/ext/authorization.h"
#include "sluice/ext/credentials.h"
#include "sluice/ext/http.h"

namespace lightspeedhq::test {

using sluice::Result;
using sluice::Status;

namespace {

constexpr const char* kRedirect = "http://127.0.0.1:1/callback";

struct Text {
  std::string value;
  sluice_text abi{sizeof(sluice_text),
                  [](sluice_text* self, sluice_slice text) {
                    static_cast<Text*>(self->host_data)->value = sluice::view(text);
                  },
                  this};
};

}  // namespace

std::string token_client(const std::string& origin, const std::string& token,
                         const std::string& more) {
  return R"({"base_uri":")" + origin + R"(","token":")" + token + R"(","proxy":"")" + more + "}";
}

std::string oauth_client(const std::string& origin, const std::string& more) {
  return R"({"base_uri":")" + origin +
         R"(","proxy":"","oauth":{"client_id":"simulator","client_secret":"simulator-secret",)"
         R"("scopes":["products:read","customers:read"],"authorize_uri":")" +
         origin + R"(/connect"})" + more + "}";
}

PluginRig::PluginRig(const std::string& client, const TempFolder* credentials)
    : service_({redactor_, [this](int, std::string_view, std::string_view line) { note(line); },
                clock, 1, 64u << 20, &pages_}),
      registry_(sluice::loader::Registry::scan({SLUICE_LIGHTSPEEDHQ})) {
  sluice::services::offer_own(environment_);
  environment_.offer(SLUICE_EXT_HTTP, sluice::http::Service::table(), &service_);
  if (credentials) {
    store_ = std::make_unique<sluice::store::SqliteShared>((*credentials / "sluice.db").string());
    credentials_ = std::make_unique<sluice::credentials::Service>(
        *store_, *store_, *sluice::credentials::Cipher::from_text(std::string(64, '5')));
    environment_.offer(SLUICE_EXT_CREDENTIALS, sluice::credentials::Service::table(),
                       credentials_.get());
  }
  auto made = make("lightspeedhq.client", client, nullptr);
  if (!made) throw std::runtime_error(made.status().message());
  client_ = *std::move(made);
}

Result<std::unique_ptr<sluice::loader::Component>> PluginRig::make(const std::string& id,
                                                                   const std::string& config,
                                                                   const Component* client) {
  const std::string name = client ? "test" : "clients.shop";
  instances_.push_back(std::make_unique<sluice::services::Instance>(name, environment_));
  return registry_.create(id, *instances_.back(), config, client ? client->handle() : nullptr);
}

Polled PluginRig::Reader::poll() {
  sluice::record::Batch batch{{}};
  Status status = component_->call(&sluice_subscriber::poll, batch.abi(), cancel_.abi());
  return sluice::test::polled(batch, std::move(status));
}

Polled PluginRig::Reader::walk() {
  return sluice::test::walk_by([this] { return poll(); });
}

Result<std::unique_ptr<PluginRig::Reader>> PluginRig::open(const std::string& entity,
                                                           const std::string& request,
                                                           const std::string& cursor,
                                                           const std::string& more) {
  auto made =
      make("lightspeedhq.subscriber",
           R"({"entity":")" + entity + R"(","request":)" + request + more + "}", client_.get());
  if (!made) return made.status();
  auto out = std::make_unique<Reader>();
  out->component_ = *std::move(made);
  Text identity;
  if (Status s =
          out->component_->call(&sluice_subscriber::open, sluice::slice(request), &identity.abi);
      !s)
    return s;
  if (Status s = out->component_->call(&sluice_subscriber::seek, sluice::slice(cursor)); !s)
    return s;
  return out;
}

std::unique_ptr<PluginRig::Reader> PluginRig::reader(const std::string& entity,
                                                     const std::string& request,
                                                     const std::string& cursor,
                                                     const std::string& more) {
  auto out = open(entity, request, cursor, more);
  INFO(out.status().message());
  REQUIRE(out.ok());
  return *std::move(out);
}

Polled PluginRig::walk(const std::string& entity, const std::string& request,
                       const std::string& cursor, const std::string& more) {
  return reader(entity, request, cursor, more)->walk();
}

Published PluginRig::publish(const std::string& entity, const std::string& action,
                             const std::string& lines, const std::string& more) {
  auto made = make("lightspeedhq.publisher",
                   R"({"entity":")" + entity + R"(","action":")" + action + "\"" + more + "}",
                   client_.get());
  if (!made) return {made.status(), {}};
  sluice::record::Batch batch{{}};
  sluice::test::read_lines(batch, lines);
  sluice::http::test::TestCancel cancel;
  return sluice::test::published(batch, [&](sluice_outcome* outcomes) {
    return (*made)->call(&sluice_publisher::publish, batch.abi(), outcomes, cancel.abi());
  });
}

std::string PluginRig::begin_authorization() {
  Text url;
  Status status = client_->call(&sluice_authorization::begin, sluice::slice(kRedirect),
                                sluice::slice("st"), &url.abi);
  if (!status) throw std::runtime_error(status.message());
  return url.value;
}

Status PluginRig::complete_authorization(const std::string& returned_to) {
  const auto query = Poco::URI(returned_to).getQueryParameters();
  std::vector<sluice_pair> pairs;
  for (const auto& [name, value] : query)
    pairs.push_back({sluice::slice(name), sluice::slice(value)});
  Text granted;
  sluice::http::test::TestCancel cancel;
  return client_->call(&sluice_authorization::complete, sluice::slice(kRedirect), pairs.data(),
                       pairs.size(), &granted.abi, cancel.abi());
}

std::string PluginRig::log_text() {
  std::lock_guard lock(log_mutex_);
  return log_text_;
}

void PluginRig::note(std::string_view line) {
  std::lock_guard lock(log_mutex_);
  log_text_.append(line).append("\n");
}

}  // namespace lightspeedhq::test
