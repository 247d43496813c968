#pragma once
// Gift cards, store credits and loyalty: transactions that a `client_id` or `session_id` makes safe
// to repeat. Under the simulator's lock.

#include "call.hpp"

namespace sluice::simulator {

Answer create_gift_card(Call& call);
// By id, by number, and the older path without `data`.
Answer get_gift_card(Call& call);
Answer void_gift_card(Call& call);
Answer create_gift_card_transaction(Call& call);
Answer get_gift_card_transaction(Call& call);
Answer reverse_gift_card_transaction(Call& call);

Answer store_credits_list(Call& call);
Answer store_credits_report(Call& call);
Answer get_store_credit(Call& call);
Answer store_credit_balance(Call& call);
Answer store_credits_bulk(Call& call);
Answer store_credit_balances_bulk(Call& call);
Answer create_store_credit_transaction(Call& call);
Answer hold_store_credit(Call& call);
Answer reverse_store_credit_hold(Call& call);

Answer adjust_loyalty(Call& call);

}  // namespace sluice::simulator
