// Acme's API: orders and customers are read, products are written. Its quirks: /v2 in front of
// every path, an edition in a header, and 409 for a moment of maintenance.
#include <sluice/plugin.hpp>
#include <sluice/rest.hpp>

namespace {

using namespace sluice::rest;
using enum PaginationKind;

// One row per operation: to add an entity, add a row.
constexpr Operation kRows[] = {
    get("orders", "list", "/orders")
        .query("offset:int,limit:int,status")
        .gives("orders[]")
        .walk(kOffset, {.page_size = "limit", .default_page_size = 2}),
    get("customers", "list", "/customers")
        .query("page_token,limit:int")
        .gives("items[]")
        .walk(kOpaqueCursor, {.cursor = "page_token", .next = "next"}),
    post("products", "create", "/products").json("name!,price").gives("{}").success("201"),
    put("products", "update", "/products/{id}").json("name,price").gives("{}"),
    del("products", "delete", "/products/{id}").gives("").success("204"),
};
constexpr Catalogue kCatalogue("acme", kRows);
constexpr Connector kAcme{.catalogue = kCatalogue,
                          .client = "acme.client",
                          .subscriber = "acme.subscriber",
                          .publisher = "acme.publisher",
                          .example = "acme"};

class Client final : public RestClient {
 public:
  static constexpr std::string_view kId = kAcme.client;
  static sluice::Result<std::unique_ptr<Client>> create(sluice::Context& context) {
    auto config = context.config();
    if (!config) return config.status();
    auto made = make<Client>(context, {});
    if (made) (*made)->edition_ = (*config)["edition"].string_or("world");
    return made;
  }
  using RestClient::RestClient;

 protected:
  void add_to(Additions& add) const override {
    add.prefix = {"v2"};
    add.headers = {{"X-Acme-Edition", edition_}};
  }
  sluice::Status decide(const sluice::Response& response) const override {
    if (response.status() == 409) return {SLUICE_E_UNAVAILABLE, "acme is in maintenance"};
    return RestClient::decide(response);
  }

 private:
  std::string edition_;
};

class Subscriber final : public RestSubscriber {
 public:
  static constexpr std::string_view kId = kAcme.subscriber;
  static auto create(sluice::Context& context) { return make<Subscriber>(context, kAcme); }
  static auto describe(std::string_view topic, bool json) { return kAcme.describe(topic, json); }
  using RestSubscriber::RestSubscriber;
};

class Publisher final : public RestPublisher {
 public:
  static constexpr std::string_view kId = kAcme.publisher;
  static auto create(sluice::Context& context) { return make<Publisher>(context, kAcme); }
  using RestPublisher::RestPublisher;
};

}  // namespace

SLUICE_PLUGIN(Client, Subscriber, Publisher)
