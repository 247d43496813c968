#include "api/profiles.hpp"

#include "common/clock.hpp"

namespace sluice::simulator {
namespace {

constexpr JsonKind kText = JsonKind::kString;
constexpr JsonKind kNumber = JsonKind::kNumber;
constexpr JsonKind kTruth = JsonKind::kBoolean;

void add_texts(std::vector<Column>& columns, const std::vector<std::string>& names) {
  for (const std::string& name : names) columns.push_back({name, kText});
}

std::vector<Column> customer_columns() {
  std::vector<Column> columns;
  add_texts(columns, {"first_name", "last_name", "company_name", "customer_code",
                      "customer_group_id", "date_of_birth"});
  columns.push_back({"do_not_email", kTruth, "false"});
  columns.push_back({"email", kText});
  columns.push_back({"enable_loyalty", kTruth, "false"});
  columns.push_back({"enable_promotional_sms", kTruth, "false"});
  add_texts(columns, {"fax", "gender", "mobile", "note"});
  columns.push_back({"on_account_limit", kNumber});
  add_texts(columns, {"phone", "tax_id", "twitter", "website", "custom_field_1", "custom_field_2",
                      "custom_field_3", "custom_field_4"});
  for (const std::string prefix : {"physical_", "postal_"}) {
    for (const char* part :
         {"address_1", "address_2", "suburb", "city", "postcode", "state", "country_id"}) {
      columns.push_back({prefix + part, kText});
    }
  }
  return columns;
}

Profile read_only(std::string table, TimeStyle times = TimeStyle::kOffset) {
  return {.table = std::move(table), .columns = {}, .times = times};
}

Profile named(std::string table, std::vector<Column> more = {}) {
  std::vector<Column> columns = {{"name", kText}};
  columns.insert(columns.end(), more.begin(), more.end());
  return {.table = std::move(table), .columns = std::move(columns), .writable = true};
}

std::vector<Profile> build_profiles() {
  std::vector<Profile> profiles;
  profiles.push_back({.table = "customers",
                      .columns = customer_columns(),
                      .writable = true,
                      .put_replaces = true,
                      .name_required = false});
  profiles.push_back(named("brands", {{"description", kText}}));
  profiles.push_back(named("tags"));
  profiles.push_back(
      named("suppliers",
            {{"description", kText}, {"default_markup", kNumber}, {"contact", JsonKind::kObject}}));
  profiles.push_back(named("customer_groups"));
  profiles.push_back(named("variant_attributes"));
  profiles.push_back(named("price_books", {{"customer_group_ids", JsonKind::kArray, "[]"},
                                           {"outlet_ids", JsonKind::kArray, "[]"},
                                           {"restrict_to_platform", kText},
                                           {"valid_from", kText},
                                           {"valid_to", kText}}));
  profiles.push_back(named("taxes", {{"display_name", kText},
                                     {"is_default", kTruth, "false"},
                                     {"rate", kNumber},
                                     {"rates", JsonKind::kArray, "[]"}}));
  profiles.back().unique_name = true;
  profiles.push_back(
      named("custom_inventory_adjustment_reasons", {{"enabled", kTruth, "true"},
                                                    {"type", kText},
                                                    {"is_from_external_source", kTruth, "false"}}));
  profiles.back().unique_name = true;
  profiles.back().times = TimeStyle::kZulu;
  profiles.push_back({.table = "serialnumbers",
                      .columns = {{"code", kText},
                                  {"outlet_id", kText},
                                  {"product_id", kText},
                                  {"sale_id", kText},
                                  {"line_item_id", kText}},
                      .times = TimeStyle::kZulu,
                      .writable = true});
  for (const char* table : {"products", "outlets", "registers", "product_types", "users",
                            "price_book_products", "payment_types", "outlet_taxes", "consignments",
                            "sales", "button_layouts", "shifts", "consignment_products"}) {
    profiles.push_back(read_only(table));
  }
  for (const char* table :
       {"stock_adjustments", "purchase_orders", "fulfillments", "auditlog_events", "inventory"}) {
    profiles.push_back(read_only(table, TimeStyle::kZulu));
  }
  return profiles;
}

}  // namespace

const Profile* find_profile(std::string_view table) {
  static const std::vector<Profile> profiles = build_profiles();
  for (const Profile& profile : profiles) {
    if (profile.table == table) return &profile;
  }
  return nullptr;
}

const Profile& profile_of(std::string_view table) {
  static const Profile plain = {.table = {}, .columns = {}, .times = TimeStyle::kZulu};
  const Profile* profile = find_profile(table);
  return profile == nullptr ? plain : *profile;
}

std::string format_time(const Profile& profile, std::int64_t ms) {
  return profile.times == TimeStyle::kZulu ? iso_z(ms) : iso_offset(ms);
}

}  // namespace sluice::simulator
