// The catalogue: members of the rows that lists give, in the notation of operation.hpp. Complete
// are those whose schema of version 2026-07 was read in full; of the others the members are those
// of 2.0, and there may be more.
#pragma once

#include "row_words.hpp"

namespace lightspeedhq {

constexpr Text kCustomersMembers =
    "first_name,last_name,company_name,customer_code,customer_group_id,date_of_birth,"
    "do_not_email:bool,email,enable_loyalty:bool,enable_promotional_sms:bool,fax,gender,"
    "mobile,note,on_account_limit:number,phone,tax_id,twitter,website,custom_field_1,"
    "custom_field_2,custom_field_3,custom_field_4,physical_address_1,physical_address_2,"
    "physical_suburb,physical_city,physical_postcode,physical_state,physical_country_id,"
    "postal_address_1,postal_address_2,postal_suburb,postal_city,postal_postcode,"
    "postal_state,postal_country_id,id,name,balance:number,loyalty_balance:number,"
    "year_to_date:number,created_at,updated_at,deleted_at,version:int";
constexpr Text kCustomerGroupsMembers =
    "name,id,group_id,retailer_id,created_at,updated_at,deleted_at,version:int";
constexpr Text kCustomerAddressesMembers =
    "address_line_1,address_line_2,city,country_code,postcode,state,state_code,suburb,"
    "type:BILLING|SHIPPING,id:int,customer_id,country_name,created_at,updated_at";
constexpr Text kGiftCardTransactionsMembers =
    "id,amount,client_id,created_at,source,source_id,"
    "type:ACTIVATION|REDEEMING|IMPORTING|VOIDING|EXPIRING|REVERSING|RELOADING,user_id";
constexpr Text kStoreCreditsMembers =
    "customer_id,balance:number,total_credit_issued:number,total_credit_redeemed:number,id,"
    "created_at,store_credit_transactions[]{id,amount:number,client_id,"
    "type:ISSUE|REDEMPTION|REVERSE,created_at,notes,sale_id,user_id}";
constexpr Text kInventoryMembers =
    "id,outlet_id,product_id,current_inventory_level:number,quantity_to_procure:number,"
    "average_cost:number,reorder_method,reorder_point:number,reorder_amount:number,"
    "reorder_target:number,deleted_at,version:int";
constexpr Text kInventoryLevelsMembers =
    "product_id,root_product_id,location_id,name,brand_id,supplier_id,product_type_id,"
    "current_inventory_level:number,quantity_to_procure:number,average_cost:number,"
    "total_cost:number,reorder_method,reorder_threshold:number,reorder_amount:number,"
    "reorder_target:number";
constexpr Text kSerialNumbersMembers =
    "id,code,outlet_id,product_id,sale_id,line_item_id,version:int";
constexpr Text kStockAdjustmentsMembers =
    "id,user_id,product_id,outlet_id,quantity,"
    "reason:DAMAGE|EXPIRY|INTERNAL_USE|THEFT|DONATION|STOCK_FOUND|SAMPLE_FOR_SALE|CUSTOM,"
    "custom_inventory_adjustment_reason_id,created_at,updated_at,version:int";
constexpr Text kCustomInventoryAdjustmentReasonsMembers =
    "id,name,enabled:bool,type:POSITIVE|NEGATIVE,is_from_external_source:bool,version:int,"
    "created_at,updated_at";
constexpr Text kConsignmentsMembers =
    "id,outlet_id,name,consignment_date,due_at,received_at,"
    "type:SUPPLIER|OUTLET|STOCKTAKE|RETURN,"
    "status:OPEN|SENT|DISPATCHED|RECEIVED|STOCKTAKE_IN_PROGRESS|STOCKTAKE_SCHEDULED|"
    "STOCKTAKE_IN_PROGRESS_PROCESSED|STOCKTAKE_COMPLETE|CLOSED|CANCELLED,supplier_id,"
    "source_outlet_id,supplier_invoice,reference,total_count_gain:number,"
    "total_cost_gain:number,total_count_loss:number,total_cost_loss:number,created_at,"
    "updated_at,deleted_at,version:int";
constexpr Text kProductsMembers =
    "id,name,description,handle,sku,source,source_id,source_variant_id,active:bool,"
    "has_inventory:bool,is_composite:bool,has_variants:bool,variant_parent_id,variant_name,"
    "variant_options[]{name,value},variant_count:int,price_including_tax:number,"
    "price_excluding_tax:number,supply_price:number,supplier_id,supplier_code,supplier{id,"
    "name,deleted_at},product_type_id,product_codes[]{type:CUSTOM|EAN|ISBN|ITF|JAN|UPC,"
    "code},product_suppliers[]{supplier_id,price:number,code},type{id,name,"
    "leaf_category:bool,category_path[]{name,id},deleted_at,version:int},brand_id,brand{id,"
    "name,deleted_at,version:int},tag_ids[],categories[]{name,id,deleted_at},"
    "attributes[]{key,value},image_url,image_thumbnail_url,images[]{id,url,version:int},"
    "account_code,account_code_purchase,button_order:int,loyalty_amount:number,"
    "weight:number,weight_unit:CT|G|OZ|LB|KG,length:number,width:number,height:number,"
    "dimensions_unit:IN|CM|MM|YD,created_at,updated_at,deleted_at,version:int";
constexpr Text kBrandsMembers = "id,name,deleted_at";
constexpr Text kProductTypesMembers =
    "name,id,leaf_category:bool,category_path[]{name,id},deleted_at";
constexpr Text kPriceBooksMembers =
    "name,customer_group_id,id,valid_from,valid_to,restrict_to_platform_key,outlet_id,"
    "restrict_to_platform_label,version:int,deleted_at,created_at,updated_at";
constexpr Text kPriceBookProductsMembers =
    "price:number,product_id,tax_id,id,price_book_id,adjustment:number,adjustment_type,"
    "default_display_price:number,discount:number,loyalty_value:number,min_units:number,"
    "max_units:number,retail_tax:number,rounding,created_at,updated_at,deleted_at,"
    "version:int";
constexpr Text kSuppliersMembers =
    "id,deleted_at,name,description,default_markup:number,contact{first_name,last_name,"
    "company_name,phone,mobile,fax,website,email,postal_address1,postal_address2,"
    "postal_suburb,postal_city,postal_postcode,postal_state,postal_country_id,"
    "physical_address1,physical_address2,physical_suburb,physical_city,physical_postcode,"
    "physical_state,physical_country_id}";
constexpr Text kTagsMembers = "id,name,deleted_at,version:int";
constexpr Text kTaxesMembers =
    "id,name,display_name,is_default:bool,rates[],deleted_at,version:int";
constexpr Text kSalesMembers =
    "id,state:parked|pending|voided|closed,attributes[],customer_id,date,created_at,"
    "updated_at,deleted_at,invoice_number,receipt_number,short_code,note,source{},"
    "line_items[],payments[],taxes[],totals{},adjustments[],ecom_custom_charges[],"
    "external_applications[],return{},_metadata{version:int,complete_open_sequence_id,"
    "has_unsynced_on_account_payments:bool,xero_reference}";
constexpr Text kServiceStatusesMembers =
    "id,retailer_id,status_key,display_name,display_order:int,system_default:bool,"
    "created_at,updated_at";
constexpr Text kChannelsMembers =
    "id,store_url,channel_type,register_id,payment_type_id,inventory_outlet_ids[],"
    "created_at,sales_last_imported_at,products_last_imported_at";
constexpr Text kOutletsMembers =
    "id,name,time_zone,default_tax_id,currency,currency_symbol,display_prices,"
    "physical_address_1,physical_address_2,physical_suburb,physical_city,physical_postcode,"
    "physical_state,physical_country_id,attributes[]{key,value},deleted_at,version:int,"
    "email";
constexpr Text kOutletTaxesMembers = "outlet_id,product_id,tax_id,deleted_at,version:int";
constexpr Text kPaymentTypesMembers = "id,name,type_id:int,deleted_at,version:int";
constexpr Text kRegistersMembers =
    "id,name,outlet_id,ask_for_note_on_save:number,print_note_on_receipt:bool,"
    "ask_for_user_on_sale:bool,show_discounts_on_receipts:bool,print_receipt:bool,"
    "email_receipt:bool,invoice_prefix,invoice_suffix,invoice_sequence:number,"
    "button_layout_id,is_open:bool,receipt_template_id,register_open_time,"
    "register_close_time,register_open_sequence_id,cash_managed_payment_type_id,deleted_at,"
    "version:int";
constexpr Text kShiftsMembers =
    "id,user_id,retailer_id,time_in,time_out,created_at,updated_at,updated_by,version:int";
constexpr Text kUsersMembers =
    "id,username,display_name,email,email_verified_at,switch_id,"
    "account_type:cashier|manager|admin,roles[]{id,name,system_role_id},enabled:bool,"
    "restricted_outlet_id,restricted_outlet_ids[],permissions[],is_primary_user:bool,"
    "image_source,target_daily:number,target_weekly:number,target_monthly:number,seen_at,"
    "created_at,updated_at,deleted_at,time_until_deletion,version:int,enabled_mfa:bool,"
    "require_password_change:bool";
constexpr Text kWebhooksMembers =
    "id,retailer_id,"
    "type:sale.update|product.update|customer.update|inventory.update|"
    "register_closure.create|consignment.send|consignment.receive,url,active:bool";

inline constexpr EntityMembers kMembers[] = {
    {"customers", kCustomersMembers, true},
    {"customer-group-members", kCustomersMembers, true, "list"},
    {"customer-groups", kCustomerGroupsMembers, true},
    {"customer-addresses", kCustomerAddressesMembers, true},
    {"gift-card-transactions", kGiftCardTransactionsMembers, true, "get"},
    {"store-credits", kStoreCreditsMembers, true},
    {"inventory", kInventoryMembers, true},
    {"inventory-levels", kInventoryLevelsMembers, true},
    {"serial-numbers", kSerialNumbersMembers, true},
    {"stock-adjustments", kStockAdjustmentsMembers, true},
    {"custom-inventory-adjustment-reasons", kCustomInventoryAdjustmentReasonsMembers, true},
    {"consignments", kConsignmentsMembers, false},
    {"products", kProductsMembers, false},
    {"brands", kBrandsMembers, false},
    {"product-types", kProductTypesMembers, false},
    {"price-books", kPriceBooksMembers, false},
    {"price-book-products", kPriceBookProductsMembers, true,
     "list,list-for-price-book,list-for-product"},
    {"suppliers", kSuppliersMembers, false},
    {"tags", kTagsMembers, true},
    {"taxes", kTaxesMembers, true},
    {"sales", kSalesMembers, true},
    {"service-statuses", kServiceStatusesMembers, true},
    {"channels", kChannelsMembers, false},
    {"outlets", kOutletsMembers, false},
    {"outlet-taxes", kOutletTaxesMembers, false},
    {"payment-types", kPaymentTypesMembers, false},
    {"registers", kRegistersMembers, false},
    {"shifts", kShiftsMembers, true},
    {"users", kUsersMembers, false, "list,get,get-current"},
    {"webhooks", kWebhooksMembers, true},
};

}  // namespace lightspeedhq
