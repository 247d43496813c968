#pragma once
// Gift cards, store credits and loyalty: transactions that a `client_id` or `session_id` makes safe
// to repeat. Under the simulator's lock.

#include "api/call.hpp"

namespace sluice::simulator {

Response create_gift_card(Call& call);
// By id, by number, and the older path without `data`.
Response get_gift_card(Call& call);
Response void_gift_card(Call& call);
Response create_gift_card_transaction(Call& call);
Response get_gift_card_transaction(Call& call);
Response reverse_gift_card_transaction(Call& call);

Response store_credits_list(Call& call);
Response store_credits_report(Call& call);
Response get_store_credit(Call& call);
Response store_credit_balance(Call& call);
Response store_credits_bulk(Call& call);
Response store_credit_balances_bulk(Call& call);
Response create_store_credit_transaction(Call& call);
Response hold_store_credit(Call& call);
Response reverse_store_credit_hold(Call& call);

Response adjust_loyalty(Call& call);

}  // namespace sluice::simulator
