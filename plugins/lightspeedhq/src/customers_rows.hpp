// The catalogue: customers and their groups, addresses, cards and credits.
#pragma once

#include "row_words.hpp"

namespace lightspeedhq {

constexpr Text kCustomer =
    "first_name!,last_name!,company_name,customer_code,customer_group_id,date_of_birth,"
    "do_not_email:bool,email,enable_loyalty:bool,enable_promotional_sms:bool,fax,gender,mobile,"
    "note,"
    "on_account_limit:number,phone,tax_id,twitter,website,custom_field_1,custom_field_2,"
    "custom_field_3,custom_field_4,physical_address_1,physical_address_2,physical_suburb,"
    "physical_city,physical_postcode,physical_state,physical_country_id,postal_address_1,"
    "postal_address_2,postal_suburb,postal_city,postal_postcode,postal_state,postal_country_id";
constexpr Text kAddress =
    "address_line_1!,city!,postcode!,country_code!,type!,address_line_2,state,state_code,suburb";
// A code belongs to one customer; a mail address may belong to a family.
constexpr Reread kFindCustomer = {"search", "customer_code|email,first_name,last_name", "search",
                                  "type=customers"};

// One line per operation, whatever its length; a note may follow on the next.
// clang-format off
inline constexpr Operation kCustomersRows[] = {
    get("customer-groups", "list", "/customer_groups").query(kWalkDeleted).gives("data[]").walk(kVersionCursor).scopes("customers:read").in(kSince20),
    post("customer-groups", "create", "/customer_groups").json("name!,group_id").gives("data{}").success("201").scopes("customers:write").reread({"list", "name"}).in(kSince20),
    get("customer-groups", "get", "/customer_groups/{customer_group_id}").gives("data{}").scopes("customers:read").in(kSince20),
    put("customer-groups", "update", "/customer_groups/{customer_group_id}").json("name!,group_id").gives("data{}").scopes("customers:write").in(kSince20)
         .note("no delete operation in the dated contract"),
    del("customer-group-members", "delete-bulk", "/customer_groups/{customer_group_id}/customers").json("customer_ids![]").gives("").success("204").scopes("customers:write").bulk({"customer_ids", 100}).in(kSince20)
         .note("DELETE with a JSON body"),
    get("customer-group-members", "list", "/customer_groups/{customer_group_id}/customers").query(kWalk).gives("data[]").walk(kVersionCursor).scopes("customers:read").in(kSince20),
    post("customer-group-members", "create-bulk", "/customer_groups/{customer_group_id}/customers").json("customer_ids![]").gives("=").success("201").scopes("customers:write").repeatable().bulk({"customer_ids", 100}).in(kSince20),
    get("customers", "list", "/customers").query(kWalkDeleted).gives("data[]").walk(kVersionCursor).scopes("customers:read").webhooks("customer.update").in(kSince20)
         .note("the published list example omits version"),
    post("customers", "create", "/customers").json(kCustomer).gives("data{}").success("201").scopes("customers:write").webhooks("customer.update").reread(kFindCustomer).in(kSince20)
         .note("the two required members may be null"),
    del("customers", "delete", "/customers/{customer_id}").gives("").success("204").scopes("customers:write").webhooks("customer.update").in(kSince20),
    get("customers", "get", "/customers/{customer_id}").gives("data{}").scopes("customers:read").in(kSince20),
    put("customers", "update", "/customers/{customer_id}").json(kCustomer).gives("data{}").scopes("customers:write").webhooks("customer.update").in(kSince20)
         .note("same body schema as create"),
    get("customer-addresses", "list", "/customers/{customer_id}/addresses").gives("data[]").scopes("customers:read").in(kDated)
         .note("address id is an int64, not a uuid"),
    post("customer-addresses", "create", "/customers/{customer_id}/addresses").json(kAddress).gives("data{}").success("201").scopes("customers:write").in(kDated)
         .note("state_code also required for US and CA; response adds id_token"),
    del("customer-addresses", "delete", "/customers/{customer_id}/addresses/{address_id}").path_types("address_id:int").gives("").success("204").scopes("customers:write").in(kDated)
         .note("403 also when the address is read-only"),
    get("customer-addresses", "get", "/customers/{customer_id}/addresses/{address_id}").path_types("address_id:int").gives("data{}").scopes("customers:read").in(kDated),
    put("customer-addresses", "update", "/customers/{customer_id}/addresses/{address_id}").path_types("address_id:int").json(kAddress).gives("data{}").scopes("customers:write").in(kDated),
    get("gift-cards", "list", "/gift_cards").query("before,page_size:int,card_number,status").gives("data[]").walk(kBeforeId, {.default_page_size = 1000, .max_page_size = 1000}).scopes("gift_cards:read").in(kSince2604)
         .note("before=<gift card id>; newest first; page_size default 1000, max 1000; no version block"),
    post("gift-cards", "create", "/gift_cards").json("amount!,number!,expires_at,time_zone,user_id").gives("data{}").success("201").scopes("gift_cards:write:issue").reread({"get-by-number", "card_number=number"}).in(kSince2604)
         .note("amount is a decimal string; 422 when already activated"),
    del("gift-cards", "void-by-id", "/gift_cards/by_id/{id}").gives("data{}").scopes("gift_cards:write:issue").in(kSince2604),
    get("gift-cards", "get-by-id", "/gift_cards/by_id/{id}").gives("data{}").scopes("gift_cards:read").in(kSince2604),
    del("gift-cards", "void-by-number", "/gift_cards/by_number/{card_number}").gives("data{}").scopes("gift_cards:write:issue").in(kSince2604),
    get("gift-cards", "get-by-number", "/gift_cards/by_number/{card_number}").gives("data{}").scopes("gift_cards:read").in(kSince2604),
    del("gift-card-transactions", "reverse", "/gift_cards/transactions/{transaction_id}").gives("data{}").scopes("gift_cards:write:redeem").in(kSince2604)
         .note("only REDEEMING can be reversed"),
    get("gift-card-transactions", "get", "/gift_cards/transactions/{transaction_id}").query("system_id").gives("data{}").scopes("gift_cards:read").in(kSince2604)
         .note("system_id x-series (default) or e-series; answers the gift card"),
    post("gift-card-transactions", "create", "/gift_cards/{card_number}/transactions").json("amount!,client_id!,type!,expires_at,time_zone,user_id").gives("data{}").success("201").scopes("gift_cards:write:redeem").repeatable_with("client_id").in(kSince2604)
         .note("client_id makes the call idempotent; REDEEMING negative, RELOADING positive"),
    del("gift-cards", "void", "/gift_cards/{number}").gives("{}").scopes("gift_cards:write:issue").in(kSince2604)
         .note("older form; no data wrapper"),
    get("gift-cards", "get", "/gift_cards/{number}").gives("{}").scopes("gift_cards:read").in(kSince2604)
         .note("older form; no data wrapper"),
    post("loyalty-adjustments", "create-bulk", "/loyalty/adjustments/bulk").optional_json("session_id,adjustments[]{}").gives("applied[]").success("200,207").scopes("loyalty.transaction.write").repeatable_with("session_id").bulk({"adjustments", 100, "errors", "customer_id", "session_id"}).in(kDated)
         .note("session_id (uuid v4) de-duplicates; 207 = partial; 409 = same session_id with other items"),
    get("store-credits", "list", "/store_credits").query("page_size:int,includes[]").gives("[]").scopes("store_credits:read").in(kDated)
         .note("no cursor; includes[]=customer"),
    post("store-credits", "balances-bulk", "/store_credits/balances-bulk").json("[]").gives("data[]").scopes("store_credits:read").reads().in(kDated)
         .note("a POST that reads; array of customer ids"),
    post("store-credits", "list-bulk", "/store_credits/bulk").json("[]").gives("data[]").scopes("store_credits:read").reads().in(kDated)
         .note("a POST that reads"),
    get("store-credits", "report", "/store_credits/report").gives("{}").scopes("store_credits:read").in(kDated),
    get("store-credits", "get", "/store_credits/{customerId}").gives("{}").scopes("store_credits:read").in(kDated),
    get("store-credits", "balance", "/store_credits/{customerId}/balance").gives("{}").scopes("store_credits:read").in(kDated),
    post("store-credit-transactions", "hold", "/store_credits/{customerId}/hold").json("amount!").gives("{}").in(kDated)
         .note("no scope printed"),
    post("store-credit-transactions", "reverse-hold", "/store_credits/{customerId}/hold/reverse").optional_json("reference_id").gives("").in(kDated)
         .note("body reference_id; no scope printed"),
    post("store-credit-transactions", "create", "/store_credits/{customerId}/transactions").json("amount!:number,client_id!,type!,notes,user_id").gives("{}").any_scope("store_credits:write:redeem store_credits:write:issue").repeatable_with("client_id").in(kDated)
         .note("client_id makes the call idempotent; create answers 200"),
    del("customer-groups", "delete", "/customer_groups/{customer_group_id}").gives("data?").success("204").in("2.0"),
    post("customer-taxes", "update-bulk", "/customer_taxes/bulk").optional_json("").gives("").in("2.0")
         .note("added 2025-07; not in the 2026-07 contract"),
};
// clang-format on

}  // namespace lightspeedhq
