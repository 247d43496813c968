// The catalogue: products and what belongs to them, price books, promotions, suppliers, taxes.
#pragma once

#include "row_words.hpp"

namespace lightspeedhq {

constexpr Text kProduct =
    "name!,description,handle,sku,product_codes[]{type,code},source,source_id,source_variant_id,"
    "is_active:bool,price_including_tax:number,price_excluding_tax:number,supply_price:number,"
    "supplier_id,supplier_code,product_suppliers[]{supplier_id,price:number,code},product_type_id,"
    "product_category_id,brand_id,tag_ids[],attributes{},images[]{},inventory[]{current_amount!:"
    "number,outlet_id!,reorder_amount:number,reorder_point:number},account_code_sale,"
    "account_code_purchase,loyalty_amount:number,weight:number,weight_unit,length:number,"
    "width:number,height:number,dimensions_unit,variants[]{},all_outlets_tax{},"
    "outlet_taxes[]{outlet_id!,tax_id!},composite[]{product_id,quantity:number}";
constexpr Text kProductUpdate =
    "common{name,description,brand_id,product_category_id,product_suppliers[]{},tag_ids[],"
    "track_inventory:bool,variant_attributes[]{},account_code_purchase,account_code_sale},"
    "details{is_active:bool,price_excluding_tax:number,price_including_tax:number,"
    "product_codes[]{},product_suppliers[]{},inventory[]{},outlet_taxes[]{},all_outlets_tax{},"
    "loyalty_amount:number,variant_attribute_values[]{},composite_components[]{},packaging[]{},"
    "weight:number,length:number,height:number,dimensions_unit}";
constexpr Text kPriceBook =
    "name!,customer_group_ids![],outlet_ids![],restrict_to_platform,valid_from,valid_to";
constexpr Text kPriceBookProducts =
    "data![1..100]{product_id!,price!:number,tax_id!,id,price_book_id,adjustment:number,"
    "adjustment_type,default_display_price:number,discount:number,loyalty_value:number,"
    "min_units:number,max_units:number,retail_tax:number,rounding}";
constexpr Text kPromotion =
    "name!,start_time!,condition!{},action!{},use_promo_code!:bool,description,end_time,"
    "loyalty_multiplier:number,outlet_ids[],channels[],customer_group_ids[],status,"
    "add_promo_code[]{}";
constexpr Text kSupplier = "name!,description,default_markup:number,contact{}";

// One line per operation, whatever its length; a note may follow on the next.
// clang-format off
inline constexpr Operation kProductsRows[] = {
    get("brands", "list", "/brands").query(kWalkDeleted).gives("data[]").walk(kVersionCursor).scopes("products:read").in(kSince20),
    post("brands", "create", "/brands").json("name!,description").gives("data=").scopes("products:write").reread({"list", "name"}).in(kSince20)
         .note("responses only the new id"),
    del("brands", "delete", "/brands/{brand_id}").gives("payload.data{}").scopes("products:write").in(kSince20)
         .note("extra payload wrapper in the contract; products are detached by an asynchronous job"),
    get("brands", "get", "/brands/{brand_id}").gives("data{}").scopes("products:read").in(kSince20),
    put("brands", "update", "/brands/{brand_id}").json("name!,description").gives("data{}").scopes("products:write").in(kSince20),
    post("discounts", "apply", "/discount").json("channel!,customer!{customer_group_id},outlet_id!,sale!{line_items[]{},total_price:number,total_tax:number,sale_date},promo_code,is_tax_inclusive:bool").gives("data{}").scopes("promotions:read outlets:read").reads().in(kSince20)
         .note("pure calculation; changes nothing on the server"),
    get("price-book-products", "list", "/price_book_products").query(kWalk).gives("data[]").walk(kVersionCursor).scopes("products:read:price_books").in(kSince20)
         .note("schema has no version block: take the highest row version"),
    get("price-books", "list", "/price_books").query("after:int,before:int,page_size:int,deleted:bool,order,direction,customer_group_id").gives("data[]").walk(kVersionCursor, {.unwalkable = "order,direction"}).scopes("products:read:price_books customers:read outlets:read").in(kSince20)
         .note("embeds outlets and customer groups; no version block in the schema"),
    post("price-books", "create", "/price_books").json(kPriceBook).gives("data{}").scopes("products:write:price_books customers:read").in(kSince20),
    get("price-books", "get", "/price_books/{id}").gives("data{}").scopes("products:read:price_books customers:read outlets:read").in(kSince20),
    put("price-books", "update", "/price_books/{id}").json(kPriceBook).gives("data{}").scopes("products:write:price_books customers:read").in(kDated)
         .note("no delete operation in the dated contract"),
    del("price-book-products", "delete-bulk", "/price_books/{price_book_id}/products").json("data!{price_book_product_ids![1..100]}").gives("data=").scopes("products:write:price_books").bulk({"data.price_book_product_ids", 100}).in(kSince20)
         .note("at most 100; JSON body on DELETE, or the same JSON in a request header named data"),
    get("price-book-products", "list-for-price-book", "/price_books/{price_book_id}/products").query("product_ids").gives("data[]").scopes("products:read:price_books").in(kSince20)
         .note("product_ids comma separated; prices are tax exclusive"),
    patch("price-book-products", "patch-bulk", "/price_books/{price_book_id}/products").json(kPriceBookProducts).gives("data=").scopes("products:write:price_books products:read").repeatable().bulk({"data", 100}).in(kSince20)
         .note("at most 100"),
    post("price-book-products", "create-bulk", "/price_books/{price_book_id}/products").json(kPriceBookProducts).gives("data=").scopes("products:write:price_books products:read").bulk({"data", 100}).in(kSince20)
         .note("at most 100; price is in the store tax mode on write, tax exclusive on read"),
    put("price-book-products", "update-bulk", "/price_books/{price_book_id}/products").json(kPriceBookProducts).gives("data=").scopes("products:write:price_books products:read").bulk({"data", 100}).in(kSince20)
         .note("at most 100"),
    get("product-categories", "list", "/product_categories").query("parent,include,page_size:int,after").gives("data.categories[]").walk(kLastSeen, {.default_page_size = 1000}).scopes("products:read").in(kSince20)
         .note("after=<category id> from page_info.last_seen; stop when page_info.has_next is false; page_size default 1000"),
    del("product-categories", "delete-bulk", "/product_categories/bulk").json("category_ids![]").gives("data.categories[]").scopes("products:write").bulk({"category_ids", 100}).in(kSince20)
         .note("descendants go too; JSON body on DELETE"),
    post("product-categories", "upsert-bulk", "/product_categories/bulk").json("categories![]{id,name,payload_id,parent_category_id,payload_parent_category_id}").gives("data[]").scopes("products:write").bulk({"categories", 100}).in(kSince20)
         .note("payload_id / payload_parent_category_id link new rows inside one request"),
    del("product-images", "delete", "/product_images/{product_image_id}").gives("").success("204").scopes("products:write").in(kUntil2607),
    get("product-images", "get", "/product_images/{product_image_id}").gives("data{}").scopes("products:read").in(kSince20)
         .note("status processing, uploaded or error"),
    put("product-images", "update", "/product_images/{product_image_id}").json("position!:number").gives("data{}").scopes("products:write").in(kSince20),
    get("product-types", "list", "/product_types").query(kWalkDeleted).gives("data[]").walk(kVersionCursor).scopes("products:read").in(kSince20)
         .note("deprecated; use product-categories"),
    get("product-types", "get", "/product_types/{product_type_id}").gives("data{}").scopes("products:read").in(kSince20),
    get("products", "list", "/products").query("after:int,before:int,page_size:int,deleted:bool,sku,name,family_name,includes[],include_images:bool").gives("data[]").walk(kVersionCursor).unpaged_with("sku,name,family_name").scopes("products:read").webhooks("product.update").in(kUntil2607)
         .note("sku, name or family_name switches every other parameter off, the cursor included"),
    post("products", "create", "/products").json(kProduct).gives("data=").scopes("products:write").webhooks("product.update").reread({"search", "sku", "search", "type=products"}).in(kUntil2607)
         .note("price_including_tax and price_excluding_tax exclude each other; answers ids only"),
    del("products", "delete", "/products/{product_id}").gives("").scopes("products:write").webhooks("product.update").in(kUntil2607)
         .note("200, not 204"),
    get("products", "get", "/products/{product_id}").gives("data{}").scopes("products:read").in(kUntil2607),
    put("products", "update", "/products/{product_id}").optional_json(kProductUpdate).gives("{}").scopes("products:write").webhooks("product.update").in(kDatedUntil2607)
         .note("body is {common:{..family fields..},details:{..one product..}}, not the read shape"),
    post("product-images", "create", "/products/{product_id}/actions/image_upload").multipart("image!").gives("data{}").success("201").scopes("products:write").in(kUntil2607)
         .note("multipart/form-data, part named image, jpg or png; the contract wrongly says octet-stream"),
    del("products", "delete-family", "/products/{product_id}/all").gives("").scopes("products:write").webhooks("product.update").in(kUntil2607)
         .note("removes the whole variant family"),
    get("price-book-products", "list-for-product", "/products/{product_id}/price_book_products").gives("data[]").scopes("products:read:price_books").in(kSince20),
    del("promo-codes", "delete-bulk", "/promocode/bulk").json("[]").gives("data?").scopes("promotions:write").bulk({"", 100}).in(kSince20)
         .note("array of ids in a DELETE body"),
    post("promo-codes", "get-active-bulk", "/promocode/bulk/active").json("[]").gives("{}").scopes("promotions:read").reads().in(kSince20)
         .note("a POST that reads"),
    get("promotions", "list", "/promotions").query("end_time_to,end_time_from,page_size:int").gives("data[]").scopes("promotions:read").in(kSince20)
         .note("no cursor at all: use search to walk; the two time filters cannot be combined"),
    post("promotions", "create", "/promotions").json(kPromotion).gives("{}").success("200,201").scopes("promotions:write").in(kSince20),
    get("promotions", "search", "/promotions/search").query("scope,name,start_time,end_time,outlet_id,order_by,direction,offset:int,page_size:int").gives("data[]").walk(kOffset, {.default_page_size = 1000}).scopes("promotions:read").in(kSince20)
         .note("offset default 1, page_size default 1000, direction default desc"),
    get("promotions", "get", "/promotions/{promotion_id}").path_types("promotion_id:int").gives("data{}").scopes("promotions:read").in(kSince20)
         .note("integer id"),
    put("promotions", "update", "/promotions/{promotion_id}").path_types("promotion_id:int").json(kPromotion).gives("{}").scopes("promotions:write").in(kSince20)
         .note("full replacement only"),
    get("promotion-products", "list", "/promotions/{promotion_id}/products").path_types("promotion_id:int").query("page_size:int,offset:int,name").gives("data.condition_products,data.action_products[]").walk(kOffset).scopes("promotions:read products:read").in(kSince20),
    get("promo-codes", "list-for-promotion", "/promotions/{promotion_id}/promocodes").path_types("promotion_id:int").gives("data[]").scopes("promotions:read").in(kSince20),
    get("suppliers", "list", "/suppliers").query(kWalkDeleted).gives("data[]").walk(kVersionCursor).scopes("suppliers:read").in(kSince20),
    post("suppliers", "create", "/suppliers").json(kSupplier).gives("data=").scopes("suppliers:write").reread({"list", "name"}).in(kSince20)
         .note("responses only the new id"),
    del("suppliers", "delete", "/suppliers/{supplier_id}").gives("data{}").scopes("suppliers:write").in(kSince20)
         .note("products are detached by an asynchronous job"),
    get("suppliers", "get", "/suppliers/{supplier_id}").gives("data{}").scopes("suppliers:read").in(kSince20),
    put("suppliers", "update", "/suppliers/{supplier_id}").json(kSupplier).gives("{}").scopes("suppliers:write").in(kSince20)
         .note("no data wrapper on the response"),
    get("tags", "list", "/tags").query(kWalkDeleted).gives("data[]").walk(kVersionCursor).scopes("products:read").in(kSince20),
    post("tags", "create", "/tags").json("name!").gives("data=").scopes("products:write").reread({"list", "name"}).in(kSince20)
         .note("responses only the new id"),
    del("tags", "delete", "/tags/{tag_id}").gives("data{}").scopes("products:write").in(kSince20),
    get("tags", "get", "/tags/{tag_id}").gives("data{}").scopes("products:read").in(kSince20),
    put("tags", "update", "/tags/{tag_id}").json("name!").gives("data{}").scopes("products:write").in(kSince20),
    get("taxes", "list", "/taxes").query(kWalk).gives("data[]").walk(kVersionCursor).scopes("taxes:read").in(kSince20)
         .note("schema has no version block: take the highest row version"),
    post("taxes", "create", "/taxes").json("name!,rate!:number,clothing_footwear_exemption:bool,clothing_footwear_threshold_value:number,tax_over_threshold:bool").gives("data{}").success("201").scopes("taxes:write").reread("list", "name,rate").in(kDated)
         .note("409 on a duplicate name; rate 0.1 = 10%"),
    get("taxes", "get", "/taxes/{tax_id}").gives("data{}").scopes("taxes:read").in(kDated),
    get("variant-attributes", "list", "/variant_attributes").query("deleted:bool").gives("data[]").scopes("products:read").in(kSince20),
    post("variant-attributes", "create", "/variant_attributes").json("name!").gives("data{}").success("201").scopes("products:write").in(kSince20),
    del("variant-attributes", "delete", "/variant_attributes/{attribute-id}").gives("data{}").scopes("products:write").in(kSince20)
         .note("refused while a family uses it"),
    get("variant-attributes", "get", "/variant_attributes/{attribute-id}").query("deleted:bool").gives("{}").scopes("products:read").in(kSince20)
         .note("no data wrapper"),
    put("variant-attributes", "update", "/variant_attributes/{attribute-id}").json("name!").gives("data{}").scopes("products:write").in(kSince20),
    get("products", "list", "/products").query("after:int,before:int,page_size:int,deleted:bool,sku,includes[]").gives("data[]").walk(kVersionCursor).scopes("products:read").webhooks("product.update").in("2026-10")
         .note("family_id on every row; includes[] families, brands, categories, tags, variant_attributes"),
    get("products", "get", "/products/{product_id}").query("includes[]").gives("data{}").scopes("products:read").in("2026-10"),
    get("product-families", "get-for-product", "/products/{product_id}/family").query("includes[]").gives("data{}").scopes("products:read").in("2026-10"),
    patch("products", "patch", "/products/{product_id}").json("").gives("data{}").scopes("products:write").webhooks("product.update").repeatable().in("2026-10")
         .note("unknown members rejected; an omitted member is left alone; replaces the PUT of 2026-07"),
    del("products", "delete", "/products/{product_id}").gives("").scopes("products:write").webhooks("product.update").in("2026-10"),
    post("product-images", "create", "/products/{product_id}/images").multipart("image").gives("").success("200,201,202,204").scopes("products:write").in("2026-10")
         .note("body format not published in what was found"),
    del("product-images", "delete", "/products/{product_id}/images/{image_id}").gives("").success("200,201,202,204").scopes("products:write").in("2026-10"),
    post("product-codes", "generate", "/products/generate_product_codes").json("codes![]{count!:int,prefix}").gives("data[]").scopes("products:write").in("2026-10")
         .note("optional prefix per entry; at most 200 codes a request"),
    post("product-families", "create", "/product_families").json("name!,products![]{codes!},classification,variant_attribute_ids[]").gives("data{}").scopes("products:write").in("2026-10")
         .note("classification STANDARD (default), VARIANT or COMPOSITE; VARIANT needs 1-3 variant_attribute_ids and as many variant_attributes per product; a product without codes is rejected"),
    get("product-families", "get", "/product_families/{product_family_id}").query("includes[]").gives("data{}").scopes("products:read").in("2026-10")
         .note("data.products[] holds the members"),
    patch("product-families", "patch", "/product_families/{product_family_id}").json("").gives("data{}").scopes("products:write").repeatable().in("2026-10")
         .note("collections such as composite_components and tag_ids are replaced whole"),
    post("price-books", "update", "/price_books/{price_book_id}").json("customer_group_id!,name!,valid_from,valid_to,restrict_to_platform,outlet_id").gives("data?").in("2.0")
         .note("deprecated"),
    del("price-books", "delete", "/price_books/{price_book_id}").gives("data?").in("2.0"),
    put("products", "update", "/products/{product_id}").optional_json(kProductUpdate).gives("{}").scopes("products:write").webhooks("product.update").in("2.1")
         .note("{common,details}: the shape the dated API uses up to 2026-07"),
    post("products", "add-variant", "/products").optional_json("").gives("data?").scopes("products:write").in("2.1")
         .note("adds one variant to an existing family"),
    get("price-books", "list", "/price_books").query("after:int,before:int,page_size:int,order,direction,deleted:bool,customer_group_id").gives("data[]").walk(kVersionCursor, {.unwalkable = "order,direction"}).scopes("products:read:price_books").in("3.0")
         .note("carried into the dated API"),
    post("price-books", "create", "/price_books").json(kPriceBook).gives("data{}").scopes("products:write:price_books").in("3.0")
         .note("carried into the dated API"),
    get("price-books", "get", "/price_books/{id}").gives("data{}").scopes("products:read:price_books").in("3.0")
         .note("carried into the dated API"),
    put("price-books", "update", "/price_books/{id}").json(kPriceBook).gives("data{}").scopes("products:write:price_books").in("3.0")
         .note("carried into the dated API"),
    get("products", "list", "/products").query("since_version:int,page_size:int,include_deleted:bool").gives("data[]").walk(kSinceVersion, {.deleted = "include_deleted"}).scopes("products:read").webhooks("product.update").in("3.0")
         .note("beta"),
    get("products", "get", "/products/{id}").gives("data{}").scopes("products:read").in("3.0")
         .note("beta"),
    get("products", "list", "/products").query("page:int,page_size:int").gives("products[]").walk(kPageOfPages).webhooks("product.update").in("0.9")
         .note("page_size max 200; deprecated since 2023-02"),
    post("products", "upsert", "/products").optional_json("id,name,handle,sku").gives("product{}").repeatable_with("id").in("0.9")
         .note("deprecated since 2023-02"),
    post("suppliers", "upsert", "/supplier").json("name!,id,description").gives("").repeatable_with("id").in("0.9")
         .note("singular path"),
    del("suppliers", "delete", "/supplier/{supplier_id}").gives("").in("0.9")
         .note("singular path"),
    post("taxes", "create", "/taxes").json("name!,rate!:number").gives("").in("0.9"),
    get("taxes", "get", "/taxes/{tax_id}").gives("{}").in("0.9"),
};
// clang-format on

}  // namespace lightspeedhq
