#pragma once
// What runs the shop from behind: webhooks, workflows, channels, partner billing, security events.
// Under the simulator's lock.

#include "call.hpp"

namespace sluice::simulator {

Answer create_webhook(Call& call);
Answer update_webhook(Call& call);

Answer channel_requests(Call& call);
Answer channel_request_text(Call& call);
Answer security_events(Call& call);

Answer partner_subscriptions_list(Call& call);
Answer get_partner_subscription(Call& call);
Answer create_partner_token(Call& call);
Answer get_partner_token(Call& call);

Answer custom_fields_list(Call& call);
Answer create_custom_field(Call& call);
Answer update_custom_field(Call& call);
Answer delete_custom_field(Call& call);
Answer custom_field_values(Call& call);
Answer set_custom_field_values(Call& call);
Answer rules_list(Call& call);
Answer create_rule(Call& call);
Answer delete_rule(Call& call);

}  // namespace sluice::simulator
