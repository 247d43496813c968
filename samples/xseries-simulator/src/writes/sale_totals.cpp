
#include "api/redaction.hpp"
#include "common/body_reader.hpp"
#include "common/decimal.hpp"
#include "common/json_object.hpp"
#include "common/stored_row.hpp"
#include "writes/selling.hpp"

namespace sluice::simulator {
namespace {

struct LineSum {
  Decimal price, tax;
  std::string tax_id;
};

// The rate of the line's tax; a line with none, or an unknown one, is not taxed.
Decimal rate_of(Store& store, const std::string& tax_id) {
  const Row* tax = tax_id.empty() ? nullptr : store.table("taxes").find(tax_id);
  if (tax == nullptr) return {};
  return decimal_member(members_of(*tax), "rate");
}

LineSum sum_of(Store& store, const JsonMembers& line) {
  const JsonMembers pricing = object_member(line, "pricing");
  const Decimal each = decimal_member(pricing, "price") - decimal_member(pricing, "discount");
  LineSum sum;
  sum.tax_id = stored_text(object_member(line, "tax"), "id");
  sum.price = each * decimal_member(line, "quantity");
  sum.tax = sum.price * rate_of(store, sum.tax_id);
  return sum;
}

std::string finished_line(Store& store, JsonMembers line, const LineSum& sum) {
  if (line.find("id") == nullptr || *line.find("id") == "null") {
    line.set("id", quote(store.random().uuid()));
  }
  line.set("total_price", sum.price.shortest());
  line.set("total_tax", sum.tax.shortest());
  if (line.find("status") == nullptr) line.set("status", "\"confirmed\"");
  return line.text();
}

std::string finished_payments(Store& store, const JsonMembers& sale, Decimal& paid) {
  std::vector<std::string> rows;
  for (JsonMembers& payment : object_list(sale, "payments")) {
    paid = paid + decimal_member(payment, "amount");
    if (payment.find("id") == nullptr) payment.set("id", quote(store.random().uuid()));
    if (payment.find("date") == nullptr) payment.set("date", *sale.find("date"));
    rows.push_back(payment.text());
  }
  return json_array(rows);
}

std::string tax_entry(const LineSum& sum) {
  return JsonObject().text("id", sum.tax_id).raw("amount", sum.tax.shortest()).done();
}

}  // namespace

void redact_sale(JsonMembers& sale) {
  redact_members(sale, {"note", "short_code", "invoice_number", "accounts_transaction_id"});
}

void total_sale(Store& store, JsonMembers& sale) {
  Decimal price, tax, paid;
  std::vector<std::string> lines, taxes;
  for (JsonMembers& line : object_list(sale, "line_items")) {
    const LineSum sum = sum_of(store, line);
    price = price + sum.price;
    tax = tax + sum.tax;
    if (!sum.tax_id.empty()) taxes.push_back(tax_entry(sum));
    redact_members(line, {"note"});
    lines.push_back(finished_line(store, std::move(line), sum));
  }
  sale.set("line_items", json_array(lines));
  sale.set("payments", finished_payments(store, sale, paid));
  sale.set("taxes", json_array(taxes));
  JsonObject totals;
  totals.raw("price", price.shortest()).raw("tax", tax.shortest());
  totals.raw("price_incl", (price + tax).shortest()).raw("paid", paid.shortest());
  sale.set("totals", totals.done());
}

}  // namespace sluice::simulator
