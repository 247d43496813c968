#include "api/profiles.hpp"
#include "seed/seed.hpp"
#include "seed/seed_words.hpp"

namespace sluice::simulator {
namespace {

// Values that a seeded customer has; columns not named here stay at their default.
JsonMembers seeded_values(Random& random, const ShopFrame& frame, std::size_t number) {
  const std::string first(pick_word(random, Words::kFirstName));
  const std::string last(pick_word(random, Words::kLastName));
  const std::string street(pick_word(random, Words::kStreet));
  JsonMembers values;
  values.set("first_name", random.chance(0.1) ? quote_ascii(first) : quote(first));
  values.set("last_name", quote(last));
  values.set("name", quote(first + " " + last));
  values.set("customer_code", quote("C-" + std::to_string(100'000 + number)));
  values.set("customer_group_id", quote(frame.groups[random.below(frame.groups.size())].id));
  values.set("email", quote("customer" + std::to_string(number) + "@example.test"));
  values.set("do_not_email", random.chance(0.2) ? "true" : "false");
  values.set("enable_loyalty", random.chance(0.5) ? "true" : "false");
  if (random.chance(0.3)) values.set("company_name", quote(last + " & Söhne \"KG\""));
  if (random.chance(0.4)) values.set("date_of_birth", "\"1984-02-29\"");
  if (random.chance(0.3)) values.set("note", quote(filler_text(random, 6) + "\nsecond line"));
  if (random.chance(0.1)) values.set("on_account_limit", "500.00");
  values.set("phone", quote("+43 1 " + std::to_string(random.between(1'000'000, 9'999'999))));
  values.set("physical_address_1", quote(street + " " + std::to_string(random.between(1, 99))));
  values.set("physical_city", quote(pick_word(random, Words::kCity)));
  values.set("physical_country_id", "\"AT\"");
  return values;
}

void add_balances(Random& random, SeedRow& row) {
  row.raw("balance", random.chance(0.1) ? seed_cents(random.between(-50'000, -1)) : "0");
  row.raw("loyalty_balance", seed_cents(random.between(0, 10'000)));
  row.raw("year_to_date", seed_cents(random.between(0, 1'000'000)));
}

}  // namespace

void seed_customers(Store& store, const ShopFrame& frame, std::size_t count) {
  const Profile& profile = *find_profile("customers");
  for (std::size_t i = 1; i <= count; ++i) {
    Random& random = store.random();
    const std::string id = random.uuid();
    const std::int64_t created = seed_time(random);
    const bool deleted = random.chance(0.03);
    const JsonMembers values = seeded_values(random, frame, i);
    SeedRow row;
    row.text("id", id);
    for (const Column& column : profile.columns) {
      const std::string* value = values.find(column.name);
      row.raw(column.name, value != nullptr ? *value : column.absent);
    }
    row.raw("name", *values.find("name"));
    add_balances(random, row);
    row.text("created_at", iso_offset(created)).text("updated_at", iso_offset(created + 1'000));
    row.raw("deleted_at", deleted ? quote(iso_offset(created + 86'400'000)) : "null");
    const std::int64_t version = store.next_version();
    row.number("version", version);
    store.table("customers").put({id, version, deleted, row.done()});
  }
}

}  // namespace sluice::simulator
