// Promotions with their promo codes, and the tree of product categories.

#include "common/json_object.hpp"
#include "seed/seed.hpp"
#include "seed/seed_words.hpp"

namespace sluice::simulator {
namespace {

std::string rules(const char* field, const std::string& value) {
  return "[" + SeedRow().text("field", field).text("value", value).done() + "]";
}

void seed_promotion(Store& store, const ShopFrame& frame, std::size_t number) {
  Random& random = store.random();
  const std::string id = std::to_string(3'000 + number);
  const std::int64_t start = seed_time(random);
  const std::string& brand = frame.brands[number % frame.brands.size()].id;
  const bool coded = number % 4 == 0;
  SeedRow condition;
  condition.text("type", "product_set").number("min_quantity", 1);
  condition.raw("include", rules("brand_id", brand)).raw("exclude", "[]");
  SeedRow action;
  action.text("type", "basic_percent_discount").raw("value", "0.1");
  action.raw("include", rules("brand_id", brand)).raw("exclude", "[]");
  SeedRow row;
  row.raw("id", id).text("name", "Promotion " + std::to_string(number)).null("description");
  row.text("start_time", iso_z(start));
  row.raw("end_time", number % 3 == 0 ? "null" : quote(iso_z(start + 40 * 86'400'000LL)));
  row.raw("condition", condition.done()).raw("action", action.done());
  row.raw("outlet_ids", json_texts({frame.outlets[number % frame.outlets.size()].id}));
  row.raw("channels", "[\"IN_STORE\"]").raw("customer_group_ids", "[]");
  row.text("status", "active").truth("use_promo_code", coded).number("loyalty_multiplier", 1);
  store.table("promotions").put({.id = id, .version = store.next_version(), .text = row.done()});
  for (std::size_t i = 0; coded && i < 2; ++i) {
    const std::string code = std::to_string(8'000 + number * 10 + i);
    SeedRow line;
    line.text("id", code).text("code", "SAVE" + code).raw("promotion_id", id).truth("active", true);
    store.table("promo_codes")
        .put({.id = code, .version = store.next_version(), .text = line.done(), .parent = id});
  }
}

}  // namespace

void seed_promotions(Store& store, const ShopFrame& frame, std::size_t rows) {
  for (std::size_t i = 1; i <= rows; ++i) seed_promotion(store, frame, i);
}

void seed_categories(Store& store, std::size_t rows) {
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < rows; ++i) {
    const std::string id = store.random().uuid();
    // Four roots, then children of existing ones.
    const std::string parent = i < 4 ? "" : ids[store.random().below(ids.size())];
    SeedRow row;
    row.text("id", id);
    row.text("name",
             std::string(pick_word(store.random(), Words::kGood)) + " " + std::to_string(i));
    row.raw("parent_category_id", parent.empty() ? "null" : quote(parent)).null("deleted_at");
    const std::int64_t version = store.next_version();
    row.number("version", version);
    store.table("product_categories").put({.id = id, .version = version, .text = row.done()});
    ids.push_back(id);
  }
}

}  // namespace sluice::simulator
