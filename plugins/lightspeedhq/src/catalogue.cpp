#include "catalogue.hpp"

namespace lightspeedhq {
namespace {

using sluice::rest::Operation;
using sluice::rest::PaginationKind;
using Text = std::string_view;

// Every version-cursor list takes the first three; most also show deleted rows when asked.
constexpr Text kPaging = "after,before,page_size";
constexpr Text kPagingDeleted = "after,before,page_size,deleted";

constexpr Operation list(Text entity, Text path, Text query, Text scopes) {
  Operation row;
  row.entity = entity;
  row.action = "list";
  row.method = "GET";
  row.path = path;
  row.query = query;
  row.envelope = "data";
  row.pagination = PaginationKind::kVersionCursor;
  row.scopes = scopes;
  return row;
}

constexpr Operation list_with_version_at(Text version, Operation row) {
  row.row_version = version;
  return row;
}

constexpr Operation list_unpaged_with(Text names, Operation row) {
  row.unpaged_with = names;
  return row;
}

struct Method {
  Text action, method;
};
constexpr Method kCreate{"create", "POST"}, kUpdate{"update", "PUT"}, kDelete{"delete", "DELETE"};

constexpr Operation write(Text entity, Method method, Text path, Text success, Text scopes) {
  Operation row;
  row.entity = entity;
  row.action = method.action;
  row.method = method.method;
  row.path = path;
  row.success = success;
  row.scopes = scopes;
  return row;
}

// One line an operation, whatever its length.
// clang-format off
constexpr Operation kRows[] = {
    list("brands", "/brands", kPagingDeleted, "products:read"),
    list("button-layouts", "/button_layouts", kPagingDeleted, "registers:read"),
    list("consignments", "/consignments", "type,status,outlet_id,after,before,page_size", "consignments:read"),
    list("consignment-products", "/consignments/{consignment_id}/products", kPaging, "consignments:read"),
    list("custom-inventory-adjustment-reasons", "/custom_inventory_adjustment_reasons", kPaging, "inventory:write"),
    list("customer-groups", "/customer_groups", kPagingDeleted, "customers:read"),
    list("customer-group-members", "/customer_groups/{customer_group_id}/customers", kPaging, "customers:read"),
    list("customers", "/customers", kPagingDeleted, "customers:read"),
    write("customers", kCreate, "/customers", "201", "customers:write"),
    write("customers", kUpdate, "/customers/{customer_id}", "200", "customers:write"),
    write("customers", kDelete, "/customers/{customer_id}", "204", "customers:write"),
    list("outlet-taxes", "/outlet_taxes", "outlet_id,after,before,page_size,deleted", "outlets:read"),
    list("outlets", "/outlets", kPagingDeleted, "outlets:read"),
    list("payment-types", "/payment_types", "after,before,page_size,deleted,outlet_id,currency,only_lspay", "payment_types:read"),
    list("price-book-products", "/price_book_products", kPaging, "products:read:price_books"),
    list("price-books", "/price_books", "after,before,page_size,deleted,order,direction,customer_group_id", "products:read:price_books customers:read outlets:read"),
    list("product-types", "/product_types", kPagingDeleted, "products:read"),
    // Each of the three switches off all other parameters, the cursor too.
    list_unpaged_with("sku,name,family_name", list("products", "/products", "after,before,page_size,deleted,sku,name,family_name,includes[],include_images", "products:read")),
    write("products", kCreate, "/products", "200", "products:write"),
    write("products", kUpdate, "/products/{product_id}", "200", "products:write"),
    write("products", kDelete, "/products/{product_id}", "200", "products:write"),
    list("purchase-orders", "/purchase_orders", kPaging, "consignments:read"),
    list("purchase-order-deliveries", "/purchase_orders/{purchase_order_id}/deliveries", kPaging, "consignments:read"),
    list("purchase-order-delivery-line-items", "/purchase_orders/{purchase_order_id}/deliveries/{delivery_id}/line_items", kPaging, "consignments:read"),
    list("purchase-order-line-items", "/purchase_orders/{purchase_order_id}/line_items", kPaging, "consignments:read"),
    list("registers", "/registers", kPagingDeleted, "registers:read"),
    list_with_version_at("_metadata.version", list("sales", "/sales", kPaging, "sales:read")),
    list("serial-numbers", "/serialnumbers", "product_id,outlet_id,sale_id,line_item_id,after,before,page_size", "serial_numbers:read"),
    list("shifts", "/shifts", kPaging, "users:read"),
    list("stock-adjustments", "/stock_adjustments", kPaging, "inventory:write"),
    list("suppliers", "/suppliers", kPagingDeleted, "suppliers:read"),
    list("tags", "/tags", kPagingDeleted, "products:read"),
    list("taxes", "/taxes", kPaging, "taxes:read"),
    list("users", "/users", kPaging, "users:read"),
};
// clang-format on

constexpr sluice::rest::Catalogue kCatalogue("lightspeedhq", kRows);

}  // namespace

const sluice::rest::Catalogue& catalogue() { return kCatalogue; }

}  // namespace lightspeedhq
