
#include "lists/channels.hpp"
#include "server/route_handler.hpp"
#include "server/units.hpp"
#include "writes/back_office.hpp"
#include "writes/writes.hpp"

namespace sluice::simulator {

RouteHandlers back_office_handlers() {
  static constexpr RouteHandler kHandlers[] = {
      {"POST", "/webhooks", create_webhook},
      {"PUT", "/webhooks/{webhookId}", update_webhook},
      {"PUT", "/webhooks/{webhook_id}", update_webhook},
      {"DELETE", "/webhooks/{webhookId}", delete_row},
      {"GET", "/channel_requests", channel_requests},
      {"GET", "/channel_requests/{request_log_id}.txt", channel_request_text},
      {"GET", "/security_events", security_events},
      {"GET", "/partner/billing/subscriptions", partner_subscriptions_list},
      {"GET", "/partner/billing/subscriptions/{subscription_id}", get_partner_subscription},
      {"POST", "/partner/billing/token", create_partner_token},
      {"GET", "/partner/billing/token/{partner_subscription_token}", get_partner_token},
      {"POST", "/partner/billing/update-subscription/token", create_partner_token},
      {"GET", "/workflows/custom_fields", custom_fields_list},
      {"POST", "/workflows/custom_fields", create_custom_field},
      {"PUT", "/workflows/custom_fields/{customFieldId}", update_custom_field},
      {"DELETE", "/workflows/custom_fields/{customFieldId}", delete_custom_field},
      {"GET", "/workflows/custom_fields/values", custom_field_values},
      {"POST", "/workflows/custom_fields/values", set_custom_field_values},
      {"GET", "/workflows/remote_rules", rules_list},
      {"POST", "/workflows/remote_rules", create_rule},
      {"DELETE", "/workflows/remote_rules/{remoteRuleId}", delete_rule},
      {"GET", "/workflows/rules", rules_list},
      {"POST", "/workflows/rules", create_rule},
      {"DELETE", "/workflows/rules/{ruleId}", delete_rule},
  };
  return kHandlers;
}

}  // namespace sluice::simulator
