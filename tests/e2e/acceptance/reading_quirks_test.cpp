// Quirks that a reader of the shop meets; those of single walks are in tests/unit/lightspeedhq.
#include "shop.hpp"

using namespace lightspeedhq::test;

TEST_CASE("quirk 6: an expired version is answered by an older contract, so we warn") {
  TestShop simulator(small_shop());
  PluginRig rig(token_client(simulator.server.origin(), "T", R"(,"api_version":"2025-07")"));
  CHECK(has(rig.log_text(), "2025-07"));
  // The shop says nothing: it answers, by the contract of its oldest version.
  CHECK(rig.walk("brands").status.code() == SLUICE_END);
  const auto old = simulator.raw("GET", "/api/2025-07/inventory?page_size=1");
  CHECK(old.status == 200);
  CHECK(old.json().IsObject());
  for (const auto& [name, value] : old.headers) {
    CHECK_FALSE(has(name, "Sunset"));
    CHECK_FALSE(has(name, "Deprecation"));
  }
}

TEST_CASE("quirk 15: a delete is finished by a job, an upload is processed later") {
  Settings settings = small_shop();
  settings.clock = "2026-07-15T15:00:00Z";
  Shop shop(settings);
  const std::string brand = shop.first("brands");
  CHECK(shop.publish("brands", "delete", R"({"path":{"brand_id":")" + brand + "\"}}").status ==
        SLUICE_OK);
  TempFolder folder;
  folder.write("front.jpg", std::string("\xFF\xD8\xFF\xE0 pixels"));
  const std::string product = shop.simulator.get("/products").json()["data"][0]["id"].GetString();
  auto done = shop.publish("product-images", "create",
                           R"({"path":{"product_id":")" + product + R"("},"payload":{"image":")" +
                               (folder / "front.jpg").string() + "\"}}",
                           ",\"image_folder\":\"" + folder.path().string() + "\"");
  REQUIRE_MESSAGE(done.status == SLUICE_OK, done.message);
  auto images = shop.simulator.state("product_images");
  const std::string image = images["data"][images["data"].Size() - 1]["id"].GetString();
  const std::string request = R"({"path":{"product_image_id":")" + image + "\"}}";
  const auto status = [&] {
    auto read = shop.rig.walk("product-images", request, {}, R"(,"action":"get")");
    return text_at(read.records.at(0), "status");
  };
  CHECK(status() == "processing");
  shop.simulator.control("POST", "/clock", R"({"advance_s":1})");
  CHECK(status() == "uploaded");
}

TEST_CASE("quirk 20: 2026-10 has no implicit codes and no variant parent") {
  Shop shop;
  const std::string newest = R"(,"version":"2026-10")";
  auto refused = shop.publish("product-families", "create",
                              R"({"payload":{"name":"f","products":[{}]}})", newest);
  CHECK(refused.status == SLUICE_E_DATA);
  CHECK(has(refused.message, "400"));
  auto made =
      shop.publish("product-families", "create",
                   R"({"payload":{"name":"f","products":[{"codes":[{"code":"c-1"}]}]}})", newest);
  CHECK_MESSAGE(made.status == SLUICE_OK, made.message);
  auto products = shop.rig.walk("products", "{}", {}, newest);
  REQUIRE_FALSE(products.records.empty());
  for (const std::string& record : products.records) {
    CHECK_FALSE(has(record, "\"variant_parent_id\""));
    CHECK_FALSE(text_at(record, "family_id").empty());
  }
  // What 2026-10 replaced is not offered in it.
  auto update =
      shop.publish("products", "update", R"({"path":{"product_id":"p"},"payload":{}})", newest);
  CHECK(update.status == SLUICE_E_INVALID);
  CHECK(has(update.message, "2026-10"));
}
