
#include "server/route_handler.hpp"
#include "server/units.hpp"
#include "writes/money.hpp"

namespace sluice::simulator {

RouteHandlers money_handlers() {
  static constexpr RouteHandler kHandlers[] = {
      {"POST", "/gift_cards", create_gift_card},
      {"GET", "/gift_cards/by_id/{id}", get_gift_card},
      {"DELETE", "/gift_cards/by_id/{id}", void_gift_card},
      {"GET", "/gift_cards/by_number/{card_number}", get_gift_card},
      {"DELETE", "/gift_cards/by_number/{card_number}", void_gift_card},
      {"GET", "/gift_cards/{number}", get_gift_card},
      {"DELETE", "/gift_cards/{number}", void_gift_card},
      {"POST", "/gift_cards/{card_number}/transactions", create_gift_card_transaction},
      {"GET", "/gift_cards/transactions/{transaction_id}", get_gift_card_transaction},
      {"DELETE", "/gift_cards/transactions/{transaction_id}", reverse_gift_card_transaction},
      {"GET", "/store_credits", store_credits_list},
      {"GET", "/store_credits/report", store_credits_report},
      {"POST", "/store_credits/bulk", store_credits_bulk},
      {"POST", "/store_credits/balances-bulk", store_credit_balances_bulk},
      {"GET", "/store_credits/{customerId}", get_store_credit},
      {"GET", "/store_credits/{customerId}/balance", store_credit_balance},
      {"POST", "/store_credits/{customerId}/transactions", create_store_credit_transaction},
      {"POST", "/store_credits/{customerId}/hold", hold_store_credit},
      {"POST", "/store_credits/{customerId}/hold/reverse", reverse_store_credit_hold},
      {"POST", "/loyalty/adjustments/bulk", adjust_loyalty},
  };
  return kHandlers;
}

}  // namespace sluice::simulator
