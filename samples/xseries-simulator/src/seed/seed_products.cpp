#include "seed/seed.hpp"
#include "seed/seed_words.hpp"

namespace sluice::simulator {
namespace {

struct Draft {
  std::string id;
  std::string name;
  std::string variant;
  std::int64_t cost;
  std::int64_t net;
  std::int64_t created;
  bool deleted;
};

const Named& any_of(Random& random, const std::vector<Named>& rows) {
  return rows[random.below(rows.size())];
}

Draft draft_product(Random& random) {
  Draft draft;
  draft.id = random.uuid();
  draft.name = std::string(pick_word(random, Words::kQuality)) + " " +
               std::string(pick_word(random, Words::kGood));
  draft.variant = std::string(pick_word(random, Words::kColour)) + " / " +
                  std::string(pick_word(random, Words::kSize));
  draft.cost = random.between(50, 20'000);
  draft.net = draft.cost + random.between(0, 30'000);
  draft.created = seed_time(random);
  draft.deleted = random.chance(0.03);
  return draft;
}

std::string description(Random& random, const Draft& draft) {
  std::string text = "<p>" + filler_text(random, 10 + random.below(18)) + "</p>";
  if (random.chance(0.3)) text += "\n<ul>\n\t<li>\"" + draft.name + "\" & more</li>\n</ul>";
  if (random.chance(0.05)) text += " 👕🔥";
  if (random.chance(0.05)) text += " C:\\import\\" + draft.id.substr(0, 4);
  return text;
}

// Stock below zero happens: sold before it was received.
std::string stock_list(Random& random, const ShopFrame& frame, const Draft& draft) {
  std::string rows;
  const std::size_t count = 1 + random.below(frame.outlets.size());
  for (std::size_t i = 0; i < count; ++i) {
    if (i != 0) rows += ',';
    rows += SeedRow()
                .text("outlet_id", frame.outlets[i].id)
                .number("current_amount", random.between(-3, 250))
                .number("reorder_point", random.between(0, 20))
                .raw("average_cost", seed_cents(draft.cost))
                .done();
  }
  return "[" + rows + "]";
}

std::string tag_list(Random& random, const ShopFrame& frame) {
  std::string ids;
  for (const Named& tag : frame.tags) {
    if (random.chance(0.3)) ids += (ids.empty() ? "" : ",") + quote(tag.id);
  }
  return "[" + ids + "]";
}

void add_head(Random& random, const Draft& draft, std::size_t number, SeedRow& row) {
  const std::string digits = std::to_string(number);
  const std::string sku =
      "SKU-" + std::string(digits.size() < 6 ? 6 - digits.size() : 0, '0') + digits;
  row.text("name", draft.name).text("variant_name", draft.name + " / " + draft.variant);
  row.text("handle", "item-" + digits).text("sku", sku);
  if (random.chance(0.2)) {
    row.text("supplier_code", "S" + std::to_string(random.below(100'000)));
  } else {
    row.null("supplier_code");
  }
  row.truth("active", random.chance(0.85)).truth("has_inventory", true);
  row.truth("is_composite", random.chance(0.02)).text("description", description(random, draft));
}

void add_prices(Random& random, const Draft& draft, SeedRow& row) {
  row.raw("supply_price", seed_cents(draft.cost)).raw("price_excluding_tax", seed_cents(draft.net));
  row.raw("price_including_tax", std::to_string(draft.net * 120 / 10'000) + "." +
                                     std::to_string(10'000 + draft.net * 120 % 10'000).substr(1));
  row.raw("loyalty_amount", random.chance(0.1) ? "-0.25" : random.chance(0.5) ? "0" : "1.5e0");
  row.raw("weight", random.chance(0.5) ? "null" : seed_cents(random.between(1, 900)));
}

void add_relations(Random& random, const ShopFrame& frame, const Draft& draft, SeedRow& row) {
  const Named& brand = any_of(random, frame.brands);
  const Named& supplier = any_of(random, frame.suppliers);
  const Named& type = any_of(random, frame.types);
  row.reference("brand", brand.id, brand.name).reference("supplier", supplier.id, supplier.name);
  row.reference("type", type.id, type.name).raw("tag_ids", tag_list(random, frame));
  const std::size_t slash = draft.variant.find(" / ");
  row.raw(
      "variant_options",
      "[" + SeedRow().text("name", "Colour").text("value", draft.variant.substr(0, slash)).done() +
          "," +
          SeedRow().text("name", "Size").text("value", draft.variant.substr(slash + 3)).done() +
          "]");
  row.raw("inventory", stock_list(random, frame, draft));
  row.raw("product_codes",
          "[" +
              SeedRow()
                  .text("type", "EAN")
                  .text("code", std::to_string(4'000'000'000'000 + random.between(1, 999'999'999)))
                  .done() +
              "]");
}

void add_images(Random& random, SeedRow& row) {
  const std::string key = random.uuid().substr(0, 8);
  row.text("image_url", "https://img.example.test/p/" + key + ".jpg");
  row.text("image_thumbnail_url", "https://img.example.test/t/" + key + ".jpg");
  row.raw("images", "[" +
                        SeedRow()
                            .text("id", random.uuid())
                            .text("url", "https://img.example.test/p/" + key + ".jpg")
                            .done() +
                        "]");
}

void add_times(const Draft& draft, SeedRow& row) {
  row.text("created_at", iso_offset(draft.created));
  row.text("updated_at", iso_offset(draft.created + 864'000'000));
  if (draft.deleted) {
    row.text("deleted_at", iso_offset(draft.created + 1'728'000'000));
  } else {
    row.null("deleted_at");
  }
}

void seed_stock(Store& store, const ShopFrame& frame, const std::string& product_id) {
  for (const Named& outlet : frame.outlets) {
    Random& random = store.random();
    const std::string id = random.uuid();
    const std::int64_t version = store.next_version();
    SeedRow row;
    row.text("id", id).text("outlet_id", outlet.id).text("product_id", product_id);
    row.number("current_inventory_level", random.between(0, 250));
    row.number("quantity_to_procure", random.chance(0.1) ? random.between(1, 9) : 0);
    row.raw("average_cost", seed_cents(random.between(50, 20'000))).null("reorder_method");
    row.number("reorder_point", random.between(0, 20)).null("deleted_at");
    row.number("version", version);
    store.table("inventory")
        .put({.id = id, .version = version, .text = row.done(), .parent = product_id});
  }
}

}  // namespace

void seed_products(Store& store, const ShopFrame& frame, std::size_t count) {
  std::vector<std::string> ids;
  for (std::size_t i = 1; i <= count; ++i) {
    Random& random = store.random();
    const Draft draft = draft_product(random);
    SeedRow row(random.chance(0.15));
    row.text("id", draft.id);
    row.raw("source_id", random.chance(0.7) ? "null" : quote(std::to_string(random.next() >> 8)));
    row.raw("variant_parent_id",
            ids.empty() || random.chance(0.8) ? "null" : quote(ids[random.below(ids.size())]));
    add_head(random, draft, i, row);
    add_prices(random, draft, row);
    add_relations(random, frame, draft, row);
    add_images(random, row);
    add_times(draft, row);
    const std::int64_t version = store.next_version();
    row.number("version", version);
    store.table("products").put({draft.id, version, draft.deleted, row.done()});
    if (!draft.deleted) ids.push_back(draft.id);
  }
  for (const std::string& id : ids) seed_stock(store, frame, id);
}

}  // namespace sluice::simulator
