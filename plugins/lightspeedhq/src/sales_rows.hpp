// The catalogue: sales, quotes, fulfilment, service orders, search.
#pragma once

#include "row_words.hpp"

namespace lightspeedhq {

constexpr Text kSale =
    "source!{author_id!,register_id},state!,attributes[],customer_id,date,invoice_number,"
    "line_items[]{product!{id!},quantity!:number,pricing!{price!:number,cost:number,"
    "discount:number,loyalty_amount:number,adjustments[]{}},tax!{},id,source{},status,"
    "attributes[]{},fulfilment_outlet_id,_metadata{}},payments[]{amount!:number,type!{},id,date,"
    "source{},billing_address_id,billing_address_token},note,pricing{},short_code,"
    "fulfillment_details[]{},fulfillment_outlet_id,accounts_transaction_id,service_fields{},id";
constexpr Text kLineItems = "version!:int,line_items![]{},source_breakdown{}";

// One line per operation, whatever its length; a note may follow on the next.
// clang-format off
inline constexpr Operation kSalesRows[] = {
    get("fulfillments", "list", "/fulfillments").query("outlet_id:list,sale_id:list,fulfillment_type:list,fulfillment_state:list,page_number:int,page_size:int").gives("data[]").walk(kPageNumber, {.default_page_size = 100, .max_page_size = 100}).scopes("fulfillments:read").in(kDated)
         .note("page_number from 1; page_size default 10, max 100; filters repeatable; scope not printed on the operation"),
    post("fulfillments", "fulfill-sale", "/fulfillments/fulfill").json("sale_id!").gives("data[]").scopes("sales:write").repeatable().in(kDated)
         .note("idempotent"),
    post("fulfillments", "fulfill", "/fulfillments/{fulfillment_id}/fulfill").json(kLineItems).gives("data{}").scopes("sales:write").repeatable().in(kDated)
         .note("idempotent; source_breakdown optional"),
    get("fulfillment-history", "list", "/fulfillments/{fulfillment_id}/history").query("limit:int,cursor").gives("data[]").walk(kOpaqueCursor, {.default_page_size = 1000, .max_page_size = 1000}).scopes("fulfillments:read").in(kDated)
         .note("limit 0..1000; omitted or 0 returns everything; oldest first; next_cursor empty on the last page"),
    post("fulfillments", "pack", "/fulfillments/{fulfillment_id}/pack").json(kLineItems).gives("data{}").scopes("sales:write").repeatable().in(kDated)
         .note("idempotent"),
    post("fulfillments", "pick", "/fulfillments/{fulfillment_id}/pick").json(kLineItems).gives("data{}").scopes("sales:write").repeatable().in(kDated)
         .note("idempotent"),
    get("packing-slips", "render", "/packing_slip/{fulfillment_id}").path_types("fulfillment_id:int").query("lang").gives("text").scopes("sales:read").in(kDated)
         .note("id is a positive int64"),
    post("packing-slips", "render-partial", "/partial_packing_slip/{fulfillment_id}").path_types("fulfillment_id:int").json("packed_line_items!").gives("text").scopes("sales:read").reads().in(kDated),
    get("quotes", "list", "/quotes").query("after:int,limit:int").gives("Quotes[]").walk(kAfterId, {.more = "HasNext", .default_page_size = 100}).scopes("sales:read").in(kSince20)
         .note("capitalised envelope; after=<last quote id>; limit default 100"),
    get("quotes", "get", "/quotes/{quote_id}").gives("{}").scopes("sales:read").in(kSince20),
    get("sales", "list", "/sales").query(kWalk).gives("data[]").walk(kVersionCursor).version_at("_metadata.version").scopes("sales:read").webhooks("sale.update").in(kSince20)
         .note("row version is at _metadata.version; no date filter (use search)"),
    post("sales", "create", "/sales").json(kSale).gives("data{}").scopes("sales:write").webhooks("sale.update").repeatable_with("id").reread("get", "sale_id=id").in(kDated)
         .note("optional client-chosen id (uuid); create answers 200"),
    get("sales", "get", "/sales/{sale_id}").gives("data{}").scopes("sales:read").in(kSince20),
    put("sales", "update", "/sales/{sale_id}").json(kSale).gives("data{}").scopes("sales:write").webhooks("sale.update").in(kDated)
         .note("from 2026-10 may be rejected for lines with recognised revenue"),
    post("sales", "return", "/sales/{sale_id}/actions/return").gives("data{}").scopes("sales:write users:read").webhooks("sale.update").in(kDated)
         .note("was PUT in 2.0; creates a new parked return sale"),
    get("search", "search", "/search").query("type!,order_by,order_direction,page_size:int,offset:int,_id,-_id,deleted:bool,status,state,attributes,invoice_number,customer_id,user_id,outlet_id,date_from,date_to,time_from,time_to,timezone,register_id,payment_type_id,product_id,sale_total:number,customer_name,sku,-sku,supplier_id,-supplier_id,brand_id,-brand_id,tag_id,-tag_id,product_type_id,-product_type_id,variant_parent_id,-variant_parent_id,customer_code,email,first_name,last_name,company_name,mobile,phone").gives("data[]").walk(kOffset, {.since = "date_from", .default_page_size = 1000, .max_page_size = 1000}).lower_case("sku,-sku").any_scope("sales:read products:read customers:read").in(kSince20)
         .note("type = sales, products or customers; page_size capped at 1000 silently; sku values must be lower case"),
    get("service-items", "list", "/service_items/customer/{customer_id}").query("after:int,limit:int").gives("job_items[]").walk(kAfterId, {.default_page_size = 100}).scopes("services:read").in(kSince20)
         .note("limit default 100"),
    get("service-statuses", "list", "/service_statuses").gives("[]").scopes("services:read").in(kDated)
         .note("Service Orders module only"),
    post("service-statuses", "create", "/service_statuses").json("name!").gives("{}").success("201").scopes("services:write").reread("list", "name").in(kDated),
    del("service-statuses", "delete", "/service_statuses/{id}").gives("").success("204").scopes("services:write").in(kDated),
    get("service-statuses", "get", "/service_statuses/{id}").gives("{}").scopes("services:read").in(kDated),
    patch("service-statuses", "patch", "/service_statuses/{id}").optional_json("name").gives("{}").scopes("services:write").repeatable().in(kDated),
    get("services", "list", "/services").query("after:int,limit:int").gives("jobs[]").walk(kAfterId, {.row = "service.id", .default_page_size = 100}).scopes("services:read").in(kSince20)
         .note("after=<last service id>; row is {service,service_item}; limit default 100"),
    post("services", "create", "/services").json("outlet_id!,register_id!,customer_id!").gives("{}").scopes("services:write sales:write").in(kDated)
         .note("Service Orders module only"),
    get("services", "get", "/services/{service_id}").gives("{}").scopes("services:read").in(kSince20),
    get("services-agenda", "list", "/services_agenda/outlet/{outlet_id}").query("start_date!,days:int,timezone").gives("[]").scopes("services:read").in(kSince20)
         .note("days default 7"),
    put("sales", "return", "/sales/{sale_id}/actions/return").gives("data?").webhooks("sale.update").in("2.0"),
    get("fulfillments", "list-for-sale", "/sales/{sale_id}/fulfillments").gives("data?").in("2.0"),
    post("fulfillments", "fulfill-sale", "/sales/{sale_id}/fulfill").json("fulfillment_type!").gives("data?").in("2.0"),
    get("pick-lists", "list-for-sale", "/sales/{sale_id}/pick_lists").gives("data?").in("2.0"),
    get("payments", "get", "/payments/{payment_id}").gives("data{}").scopes("payments:read").in("2.0")
         .note("added 2025-07; not in the 2026-07 contract"),
    post("sales", "upsert", "/register_sales").json("register_id!,register_sale_products!,id").gives("register_sale{}").repeatable_with("id").in("0.9")
         .note("root is /api (no version segment); id in the body turns it into an update; superseded by POST/PUT sales in the dated API"),
    get("sales", "list", "/register_sales").query("page:int,page_size:int").gives("register_sales[]").walk(kPageOfPages).webhooks("sale.update").in("0.9")
         .note("page_size max 200"),
    get("sales", "get", "/register_sales/{sale_id}").gives("register_sales[]").in("0.9"),
};
// clang-format on

}  // namespace lightspeedhq
