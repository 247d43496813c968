#include "api/redaction.hpp"
#include "writes/writes.hpp"

namespace sluice::simulator {

void shape_customer(JsonMembers& row) {
  redact_members(row, {"note", "custom_field_1", "custom_field_2", "custom_field_3",
                       "custom_field_4", "company_name"});
  const std::string first = as_text(row.find("first_name")).value_or("");
  const std::string last = as_text(row.find("last_name")).value_or("");
  const std::string gap = first.empty() || last.empty() ? "" : " ";
  const std::string name = first + gap + last;
  row.set("name", name.empty() ? "null" : quote(name));
  for (const char* amount : {"balance", "loyalty_balance", "year_to_date"}) {
    if (row.find(amount) == nullptr) row.set(amount, "0");
  }
}

}  // namespace sluice::simulator
