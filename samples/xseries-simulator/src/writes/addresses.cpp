// Customer addresses: int64 ids, lengths, and postcodes by country.

#include <algorithm>

#include "api/row_writer.hpp"
#include "common/api_error.hpp"
#include "common/body_reader.hpp"
#include "common/stored_row.hpp"
#include "writes/people.hpp"

namespace sluice::simulator {
namespace {

constexpr const char* kAddresses = "addresses";

struct Length {
  const char* member;
  std::size_t most;
};

constexpr Length kLengths[] = {{"address_line_1", 50}, {"address_line_2", 50}, {"city", 28},
                               {"suburb", 35},         {"state", 35},          {"postcode", 35}};

// 9: a digit, A: a letter, X: either; anything else stands for itself. Several are split by `|`.
struct Pattern {
  std::string_view country, shapes;
};

constexpr Pattern kPatterns[] = {{"US", "99999|99999-9999"},
                                 {"CA", "A9A 9A9|A9A9A9"},
                                 {"GB", "A9 9AA|A99 9AA|AA9 9AA|AA99 9AA|A9A 9AA|AA9A 9AA"},
                                 {"AT", "9999"},
                                 {"AU", "9999"},
                                 {"BE", "9999"},
                                 {"BG", "9999"},
                                 {"BR", "99999-999|99999999"},
                                 {"CH", "9999"},
                                 {"CN", "999999"},
                                 {"CZ", "999 99|99999"},
                                 {"DE", "99999"},
                                 {"DK", "9999"},
                                 {"EE", "99999"},
                                 {"ES", "99999"},
                                 {"FI", "99999"},
                                 {"FR", "99999"},
                                 {"GR", "999 99|99999"},
                                 {"HR", "99999"},
                                 {"HU", "9999"},
                                 {"IE", "XXX XXXX|XXXXXXX"},
                                 {"IN", "999999"},
                                 {"IS", "999"},
                                 {"IT", "99999"},
                                 {"JP", "999-9999|9999999"},
                                 {"KR", "99999"},
                                 {"LT", "99999|LT-99999"},
                                 {"LU", "9999"},
                                 {"LV", "LV-9999|9999"},
                                 {"MT", "AAA 9999|AAA9999"},
                                 {"MX", "99999"},
                                 {"MY", "99999"},
                                 {"NL", "9999 AA|9999AA"},
                                 {"NO", "9999"},
                                 {"NZ", "9999"},
                                 {"PL", "99-999"},
                                 {"PT", "9999-999"},
                                 {"RO", "999999"},
                                 {"SE", "999 99|99999"},
                                 {"SG", "999999"},
                                 {"SI", "9999"},
                                 {"SK", "999 99|99999"},
                                 {"TH", "99999"},
                                 {"ZA", "9999"}};

bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool digit(char c) { return c >= '0' && c <= '9'; }

bool fits_one(std::string_view shape, std::string_view text) {
  if (shape.size() != text.size()) return false;
  for (std::size_t i = 0; i < shape.size(); ++i) {
    const char c = text[i];
    const bool fits = shape[i] == '9'   ? digit(c)
                      : shape[i] == 'A' ? letter(c)
                      : shape[i] == 'X' ? digit(c) || letter(c)
                                        : c == shape[i];
    if (!fits) return false;
  }
  return true;
}

bool fits(std::string_view shapes, std::string_view text) {
  while (!shapes.empty()) {
    const std::size_t bar = std::min(shapes.find('|'), shapes.size());
    if (fits_one(shapes.substr(0, bar), text)) return true;
    shapes.remove_prefix(std::min(bar + 1, shapes.size()));
  }
  return false;
}

// Strict from 2026-07; earlier versions accepted anything.
void check_postcode(const Call& call, const std::string& country, const std::string& postcode) {
  if (call.match.version < "2026-07") return;
  for (const Pattern& pattern : kPatterns) {
    if (pattern.country == country && !fits(pattern.shapes, postcode)) {
      throw ApiError(400, "postcode is not valid for " + country);
    }
  }
}

void check_address(Call& call) {
  for (const Length& length : kLengths) {
    if (text_or_empty(call.body, length.member).size() > length.most) {
      throw ApiError(400, std::string(length.member) + " is longer than " +
                              std::to_string(length.most) + " characters");
    }
  }
  required_text(call.body, "address_line_1");
  required_text(call.body, "city");
  const std::string country = required_text(call.body, "country_code");
  const bool needs_state = country == "US" || country == "CA";
  if (needs_state && text_or_empty(call.body, "state_code").empty()) {
    throw ApiError(400, "state_code is required");
  }
  check_postcode(call, country, required_text(call.body, "postcode"));
  const std::string type = required_text(call.body, "type");
  if (type != "BILLING" && type != "SHIPPING")
    throw ApiError(400, "type must be BILLING or SHIPPING");
}

const Row& named_address(Call& call) {
  const std::string& customer = named_customer(call, "customer_id");
  const Row* row = call.table(kAddresses).find(call.param("address_id"));
  if (row == nullptr || row->deleted || row->parent != customer) {
    throw ApiError(404, "address not found");
  }
  return *row;
}

constexpr const char* kAddressMembers[] = {"address_line_1", "address_line_2", "suburb",
                                           "city",           "postcode",       "state",
                                           "state_code",     "country_code",   "type"};

// Addresses have no version of their own in the contract.
std::string store(Call& call, const std::string& customer, const std::string& id,
                  const std::string& created) {
  JsonMembers row;
  row.set("id", id);
  row.set("customer_id", quote(customer));
  for (const char* name : kAddressMembers) {
    const std::string* raw = call.body.find(name);
    row.set(name, raw == nullptr ? "null" : *raw);
  }
  row.set("country_name", "null");
  row.set("created_at", created);
  row.set("updated_at", now_in(call.shop, kAddresses));
  return call.table(kAddresses)
      .put({.id = id,
            .version = call.shop.store.next_version(),
            .text = row.text(),
            .parent = customer})
      .text;
}

Response with_address(const Call& call, const std::string& text) {
  return {.status = call.route.success_status, .body = "{\"data\":" + text + "}"};
}

}  // namespace

const std::string& named_customer(Call& call, const char* parameter) {
  const std::string& id = call.param(parameter);
  const Row* row = call.table("customers").find(id);
  if (row == nullptr || row->deleted) throw ApiError(404, "customer not found");
  return id;
}

Response create_address(Call& call) {
  const std::string& customer = named_customer(call, "customer_id");
  check_address(call);
  const std::size_t number = call.table(kAddresses).size() + 1;
  const std::string id = std::to_string(910'000'000'000 + static_cast<std::int64_t>(number));
  JsonMembers row = *JsonMembers::parse(store(call, customer, id, now_in(call.shop, kAddresses)));
  row.set("id_token", quote(call.shop.store.random().uuid()));  // in this response only
  return with_address(call, row.text());
}

Response get_address(Call& call) { return with_address(call, named_address(call).text); }

Response update_address(Call& call) {
  const Row& known = named_address(call);
  check_address(call);
  const std::string created = *members_of(known).find("created_at");
  const std::string id = known.id;
  return with_address(call, store(call, named_customer(call, "customer_id"), id, created));
}

Response delete_address(Call& call) {
  store_deleted(call.shop, kAddresses, named_address(call));
  return {.status = call.route.success_status, .body = {}};
}

}  // namespace sluice::simulator
