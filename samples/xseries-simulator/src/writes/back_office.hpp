#pragma once
// The back office of the shop: webhooks, workflows, channels, partner billing, security events.
// Under the simulator's lock.

#include "api/call.hpp"

namespace sluice::simulator {

Response create_webhook(Call& call);
Response update_webhook(Call& call);

Response partner_subscriptions_list(Call& call);
Response get_partner_subscription(Call& call);
Response create_partner_token(Call& call);
Response get_partner_token(Call& call);

Response custom_fields_list(Call& call);
Response create_custom_field(Call& call);
Response update_custom_field(Call& call);
Response delete_custom_field(Call& call);
Response custom_field_values(Call& call);
Response set_custom_field_values(Call& call);
Response rules_list(Call& call);
Response create_rule(Call& call);
Response delete_rule(Call& call);

}  // namespace sluice::simulator
