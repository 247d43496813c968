// The catalogue: outlets, registers, users, webhooks, rules, logs of the shop itself.
#pragma once

#include "row_words.hpp"

namespace lightspeedhq {

constexpr Text kWebhook = "type!,url!,active!:bool";

// One line per operation, whatever its length; a note may follow on the next.
// clang-format off
inline constexpr Operation kShopRows[] = {
    get("audit-events", "list", "/auditlog_events").query("page_size:int,offset:int,from,to,order,user_id,type").gives("data[]").walk(kOffset, {.since = "from", .default_page_size = 100, .max_page_size = 100}).scopes("audit:read").in(kDated)
         .note("page_size default 100, max 100; newest first unless order=asc; from/to full ISO date-time"),
    get("button-layouts", "list", "/button_layouts").query(kWalkDeleted).gives("data[]").walk(kVersionCursor).scopes("registers:read").in(kDated),
    get("button-layouts", "get", "/button_layouts/{button_layout_id}").gives("data{}").scopes("registers:read").in(kDated),
    get("channel-requests", "list", "/channel_requests").query("status_code,request_method,occurred_before,occurred_after,status_code_before,status_code_after,channel_id").gives("data[]").walk(kNone, {.since = "occurred_after"}).scopes("channels:read").in(kSince20)
         .note("without channel_id only rows that carry no channel id are returned"),
    get("channel-requests", "get", "/channel_requests/{request_log_id}").gives("data{}").scopes("channels:read").in(kSince20),
    get("channel-requests", "get-text", "/channel_requests/{request_log_id}.txt").gives("text").scopes("channels:read").in(kSince20),
    get("channels", "list", "/channels").gives("data[]").scopes("channels:read").in(kSince20),
    get("outlet-taxes", "list", "/outlet_taxes").query("outlet_id,after:int,before:int,page_size:int,deleted:bool").gives("data[]").walk(kVersionCursor).scopes("outlets:read").in(kSince20)
         .note("rows have no id; key is outlet_id+product_id"),
    get("outlets", "list", "/outlets").query(kWalkDeleted).gives("data[]").walk(kVersionCursor).scopes("outlets:read").in(kSince20),
    get("outlets", "get", "/outlets/{outlet_id}").gives("data{}").scopes("outlets:read").in(kSince20),
    get("partner-subscriptions", "list", "/partner/billing/subscriptions").gives("data?").scopes("billing:partner_subscription:read").in(kDated),
    get("partner-subscriptions", "get", "/partner/billing/subscriptions/{subscription_id}").gives("data{}").scopes("billing:partner_subscription:read").in(kDated),
    post("partner-tokens", "create", "/partner/billing/token").optional_json("").gives("data{}").scopes("billing:partner_subscription:write").in(kDated),
    get("partner-tokens", "get", "/partner/billing/token/{partner_subscription_token}").gives("data{}").scopes("billing:partner_subscription:read").in(kDated),
    post("partner-tokens", "create-update-token", "/partner/billing/update-subscription/token").optional_json("").gives("data{}").scopes("billing:partner_subscription:write").in(kDated),
    get("payment-types", "list", "/payment_types").query("after:int,before:int,page_size:int,deleted:bool,outlet_id,currency,only_lspay:bool").gives("data[]").walk(kVersionCursor).scopes("payment_types:read").in(kSince20)
         .note("internal payment types are left out"),
    get("registers", "list", "/registers").query(kWalkDeleted).gives("data[]").walk(kVersionCursor).scopes("registers:read").in(kSince20),
    get("registers", "get", "/registers/{register_id}").gives("data{}").scopes("registers:read").in(kSince20),
    put("registers", "close", "/registers/{register_id}/actions/close").optional_json("payments[]{payment_type_id,total}").gives("data{}").scopes("register:close payment_types:read").webhooks("register_closure.create").in(kSince20)
         .note("body payments[]{payment_type_id,total}"),
    put("registers", "open", "/registers/{register_id}/actions/open").optional_json("register_open_time").gives("data{}").scopes("register:open").in(kSince20)
         .note("body register_open_time"),
    get("register-payments-summary", "get", "/registers/{register_id}/payments_summary").gives("data{}").scopes("payments:read").in(kSince20)
         .note("totals are decimal strings"),
    get("retailer", "get", "/retailer").gives("data{}").scopes("retailer:read payment_types:read").in(kSince20)
         .note("singleton; its version is a string"),
    get("security-events", "list", "/security_events").gives("event?").or_bare("id").scopes("audit:read").in(kSince20)
         .note("current user only"),
    get("shifts", "list", "/shifts").query(kWalk).gives("data[]").walk(kVersionCursor).scopes("users:read").in(kSince20),
    get("users", "get-current", "/user").gives("data?").scopes("users:read").in(kSince20)
         .note("example shows a one-element array, the schema an object"),
    get("users", "list", "/users").query(kWalk).gives("data[]").walk(kVersionCursor).scopes("users:read").in(kSince20),
    post("users", "list-bulk", "/users/bulk").json("[]").gives("data[]").scopes("users:read").reads().in(kSince20)
         .note("a POST that reads; body is a bare array of user ids (2.0: object with user_ids)"),
    del("users", "delete", "/users/{user_id}").gives("data?").scopes("users:write").in(kSince20)
         .note("not the current user, not the primary admin"),
    get("users", "get", "/users/{user_id}").gives("data?").scopes("users:read").in(kSince20)
         .note("example shows a one-element array, the schema an object"),
    get("user-sale-totals", "get", "/users/{user_id}/sale_totals").gives("data[]").scopes("users:read").in(kSince20),
    del("user-sessions", "delete", "/users/{user_id}/sessions").gives("").scopes("users:write").in(kSince20)
         .note("also destroys the personal tokens of the user"),
    get("webhooks", "list", "/webhooks").gives("data[]").scopes("webhooks").in(kDated),
    post("webhooks", "create", "/webhooks").json(kWebhook).gives("data{}").success("201").scopes("webhooks").reread("list", "type,url").in(kDated)
         .note("409 {error} for a duplicate type+url"),
    del("webhooks", "delete", "/webhooks/{webhookId}").gives("").scopes("webhooks").in(kDated),
    get("webhooks", "get", "/webhooks/{webhookId}").gives("data{}").scopes("webhooks").in(kDated),
    put("webhooks", "update", "/webhooks/{webhookId}").json(kWebhook).gives("data{}").scopes("webhooks").in(kDated),
    get("custom-fields", "list", "/workflows/custom_fields").query("entity!").gives("data[]").scopes("custom_fields:read").in(kDated)
         .note("entity = sale, line_item, customer or product"),
    post("custom-fields", "create", "/workflows/custom_fields").json("entity!,name!,title!,type!,editable_in_ui:bool,visible_in_ui:bool,print_on_receipt:bool").gives("data{}").scopes("custom_fields:write").in(kDated),
    get("custom-field-values", "list", "/workflows/custom_fields/values").query("entity!,entity_id!").gives("data[]").scopes("custom_fields:read").in(kDated),
    post("custom-field-values", "set", "/workflows/custom_fields/values").json("entity!,entity_id!,values![]{name!}").gives("data[]").scopes("custom_fields:write").repeatable().in(kDated),
    del("custom-fields", "delete", "/workflows/custom_fields/{customFieldId}").gives("").success("204").scopes("custom_fields:write").in(kDated)
         .note("stored values go too"),
    put("custom-fields", "update", "/workflows/custom_fields/{customFieldId}").optional_json("title,editable_in_ui:bool,visible_in_ui:bool,print_on_receipt:bool").gives("data{}").scopes("custom_fields:write").in(kDated),
    get("remote-rules", "list", "/workflows/remote_rules").gives("data[]").scopes("remote_rules:read").in(kDated),
    post("remote-rules", "create", "/workflows/remote_rules").optional_json("").gives("data{}").scopes("remote_rules:write").in(kDated),
    del("remote-rules", "delete", "/workflows/remote_rules/{remoteRuleId}").gives("").success("204").scopes("remote_rules:write").in(kDated),
    get("business-rules", "list", "/workflows/rules").gives("data[]").scopes("business_rules:read").in(kDated),
    post("business-rules", "create", "/workflows/rules").optional_json("").gives("data{}").scopes("business_rules:write").in(kDated),
    del("business-rules", "delete", "/workflows/rules/{ruleId}").gives("").success("204").scopes("business_rules:write").in(kDated),
    post("oauth-token", "exchange", "/token").form("grant_type!,client_id!,client_secret!,code!,redirect_uri!").gives("{}").internal().in("1.0")
         .note("form-encoded; the only 1.0 endpoint still in use"),
    post("oauth-token", "refresh", "/token").form("grant_type!,client_id!,client_secret!,refresh_token!").gives("{}").internal().in("1.0")
         .note("form-encoded; rotates the refresh token"),
    post("webhooks", "create", "/webhooks").form("data!{url!,type!,active!:bool}").gives("").scopes("webhooks").in("0.9")
         .note("form-encoded body data={'url','active','type'}"),
    put("webhooks", "update", "/webhooks/{webhook_id}").form("data!{url!,type!,active!:bool}").gives("").scopes("webhooks").in("0.9")
         .note("form-encoded"),
};
// clang-format on

}  // namespace lightspeedhq
