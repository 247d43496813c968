// The catalogue: stock, its counts, moves and orders.
#pragma once

#include "row_words.hpp"

namespace lightspeedhq {

constexpr Text kConsignment =
    "data!{name!,outlet_id!,type!,consignment_date,due_at,received_at,status,supplier_id,"
    "source_outlet_id,supplier_invoice,reference}";
constexpr Text kConsignmentProduct = "data!{product_id!,product_sku,count,received,cost}";
// The required one depends on the consignment's type: SUPPLIER and RETURN, OUTLET, STOCKTAKE.
constexpr Text kConsignmentScopes =
    "consignments:write:stock_order consignments:write:stock_transfer "
    "consignments:write:inventory_count";
constexpr Text kConsignmentEvents = "consignment.send,consignment.receive";

// One line per operation, whatever its length; a note may follow on the next.
// clang-format off
inline constexpr Operation kStockRows[] = {
    get("consignments", "list", "/consignments").query("type,status,outlet_id,after:int,before:int,page_size:int").gives("data[]").walk(kVersionCursor).scopes("consignments:read").webhooks(kConsignmentEvents).in(kSince20),
    post("consignments", "create", "/consignments").json(kConsignment).gives("data{}").success("201").any_scope(kConsignmentScopes).webhooks(kConsignmentEvents).in(kSince20),
    del("consignments", "delete", "/consignments/{consignment_id}").gives("").success("204").any_scope(kConsignmentScopes).webhooks(kConsignmentEvents).in(kSince20),
    get("consignments", "get", "/consignments/{consignment_id}").gives("data{}").scopes("consignments:read").in(kSince20),
    put("consignments", "update", "/consignments/{consignment_id}").json(kConsignment).gives("data{}").any_scope(kConsignmentScopes).webhooks(kConsignmentEvents).in(kSince20)
         .note("status moves follow the per-type workflow"),
    post("consignment-products", "upsert-bulk", "/consignments/{consignment_id}/bulk").json("[1..500]{product_id!,product_sku,count,received,cost}").gives("data=").any_scope(kConsignmentScopes).repeatable().bulk({"", 500}).in(kSince20)
         .note("array body; each item needs count or received; stay at or below 500 items"),
    get("consignment-products", "list", "/consignments/{consignment_id}/products").query(kWalk).gives("data[]").walk(kVersionCursor).scopes("consignments:read").in(kSince20)
         .note("rows have no id; key is product_id"),
    post("consignment-products", "create", "/consignments/{consignment_id}/products").json(kConsignmentProduct).gives("data{}").any_scope(kConsignmentScopes).in(kSince20),
    del("consignment-products", "delete", "/consignments/{consignment_id}/products/{product_id}").gives("").success("204").any_scope(kConsignmentScopes).in(kSince20),
    put("consignment-products", "update", "/consignments/{consignment_id}/products/{product_id}").json(kConsignmentProduct).gives("data{}").any_scope(kConsignmentScopes).in(kSince20),
    get("consignment-totals", "get", "/consignments/{consignment_id}/totals").gives("data[]").scopes("consignments:read").in(kSince20)
         .note("one-element array of decimal strings"),
    get("custom-inventory-adjustment-reasons", "list", "/custom_inventory_adjustment_reasons").query(kWalk).gives("data[]").walk(kVersionCursor, {.default_page_size = 100, .max_page_size = 100}).scopes("inventory:write").in(kDated)
         .note("page_size default 100, max 100; a read that needs a write scope"),
    post("custom-inventory-adjustment-reasons", "create", "/custom_inventory_adjustment_reasons").json("name!,enabled!:bool,type!").gives("data{}").scopes("inventory:write").in(kDated)
         .note("create answers 200"),
    put("custom-inventory-adjustment-reasons", "update", "/custom_inventory_adjustment_reasons/{custom_reason_id}").optional_json("name,enabled:bool,type").gives("data{}").scopes("inventory:write").in(kDated),
    post("inventory", "list", "/inventory").optional_json("after:int,before:int,size:int,sort_direction,product_id,variants:bool,include_deleted:bool").gives("[]").walk(kBodyVersionCursor, {.deleted = "include_deleted", .default_page_size = 1000, .max_page_size = 5000}).reads().scopes("inventory:read").webhooks("inventory.update").in(kSince2604)
         .note("a POST that reads; body after,before,size(1000,max 5000),sort_direction(default desc),product_id,variants,include_deleted"),
    post("inventory-reorder-points", "upsert-bulk", "/inventory/reorder_points").json("[1..1000]{method!,outlet_id!,product_id!}").gives("data[]").scopes("inventory:write").repeatable().bulk({"", 1000}).in(kSince2604)
         .note("method FIXED or MIN_MAX"),
    get("inventory", "get", "/inventory/{product_id}").query("after:int,before:int,page_size:int,variants:bool,include_deleted:bool,order_direction").gives("[]").walk(kRowVersionCursor, {.deleted = "include_deleted", .default_page_size = 1000, .max_page_size = 5000}).scopes("inventory:read").in(kSince2604)
         .note("page_size default 1000, max 5000; order_direction default asc"),
    post("inventory-levels", "list", "/inventory_levels").optional_json("size:int,offset:int,sort_direction,sort_type,product_ids[],root_product_ids[],location_ids[],supplier_ids[],group_variants:bool,include_composites:bool,include_inactive:bool,to_be_procured_only:bool").gives("[]").walk(kBodyOffset, {.default_page_size = 1000, .max_page_size = 10000}).scopes("inventory:read").webhooks("inventory.update").reads().in(kSince2604)
         .note("a POST that reads; body size(100,max 10000),offset,sort_direction,sort_type,product_ids|root_product_ids,location_ids,supplier_ids,...; rows have no id"),
    get("inventory-levels", "get", "/inventory_levels/{product_id}").query("include_inactive:bool").gives("[]").scopes("inventory:read").in(kSince2604),
    get("purchase-orders", "list", "/purchase_orders").query(kWalk).gives("data[]").walk(kVersionCursor, {.default_page_size = 1000, .max_page_size = 1000}).scopes("consignments:read").in(kSince2604)
         .note("page_size default 100, max 1000; costs need products:read:costs"),
    get("purchase-orders", "get", "/purchase_orders/{purchase_order_id}").gives("data{}").scopes("consignments:read").in(kSince2604),
    get("purchase-order-deliveries", "list", "/purchase_orders/{purchase_order_id}/deliveries").query(kWalk).gives("data[]").walk(kVersionCursor, {.default_page_size = 1000, .max_page_size = 1000}).scopes("consignments:read").in(kSince2604),
    get("purchase-order-delivery-line-items", "list", "/purchase_orders/{purchase_order_id}/deliveries/{delivery_id}/line_items").query(kWalk).gives("data[]").walk(kVersionCursor, {.default_page_size = 1000, .max_page_size = 1000}).scopes("consignments:read").in(kSince2604),
    get("purchase-order-line-items", "list", "/purchase_orders/{purchase_order_id}/line_items").query(kWalk).gives("data[]").walk(kVersionCursor, {.default_page_size = 1000, .max_page_size = 1000}).scopes("consignments:read").in(kSince2604),
    get("serial-numbers", "list", "/serialnumbers").query("product_id,outlet_id,sale_id,line_item_id,after:int,before:int,page_size:int").gives("data[]").walk(kVersionCursor).scopes("serial_numbers:read").in(kSince20),
    post("serial-numbers", "create", "/serialnumbers").json("code!,outlet_id!,product_id!").gives("data{}").success("201").scopes("serial_numbers:write").in(kSince20),
    del("serial-numbers", "delete", "/serialnumbers/{serialnumber_id}").gives("").success("204").scopes("serial_numbers:write").in(kSince20),
    get("serial-numbers", "get", "/serialnumbers/{serialnumber_id}").gives("data{}").scopes("serial_numbers:read").in(kSince20),
    get("stock-adjustments", "list", "/stock_adjustments").query(kWalk).gives("data[]").walk(kVersionCursor, {.default_page_size = 1000, .max_page_size = 1000}).scopes("inventory:write").webhooks("inventory.update").in(kDated)
         .note("page_size default 100, max 1000; a read that needs a write scope"),
    post("stock-adjustments", "create-bulk", "/stock_adjustments").json("stock_adjustments![1..1000]{product_id!,outlet_id!,quantity!,reason!,custom_inventory_adjustment_reason_id}").gives("data[]").success("201").scopes("inventory:write").webhooks("inventory.update").bulk({"stock_adjustments", 1000}).in(kDated)
         .note("quantity is a decimal string whose sign must fit the reason; unknown members rejected"),
    get("inventory", "list", "/inventory").query(kWalk).gives("data[]").walk(kVersionCursor).webhooks("inventory.update").in(kBefore2604),
    get("inventory", "list-for-product", "/products/{product_id}/inventory").query(kWalk).gives("data[]").walk(kVersionCursor).in(kBefore2604),
};
// clang-format on

}  // namespace lightspeedhq
