#include "catalogue.hpp"

#include <array>

#include "customers_rows.hpp"
#include "members.hpp"
#include "products_rows.hpp"
#include "sales_rows.hpp"
#include "shop_rows.hpp"
#include "stock_rows.hpp"

namespace lightspeedhq {
namespace {

using sluice::rest::ApiVersion;

// A dated version is guaranteed for twelve months. None of the older ones has a published end
// except
// 1.0, which was removed in about 2020 except its token endpoint.
constexpr ApiVersion kVersions[] = {
    {"0.9", ""},
    {"1.0", "2020-01"},
    {"2.0", ""},
    {"2.1", ""},
    {"3.0", ""},
    {"2026-01", "2027-01"},
    {"2026-04", "2027-04"},
    {"2026-07", "2027-07"},
    {"2026-10", "2027-10"},
};

template <size_t... Sizes>
constexpr auto joined(const Operation (&... tables)[Sizes]) {
  std::array<Operation, (Sizes + ...)> out{};
  size_t at = 0;
  auto add = [&](const auto& table) {
    for (const Operation& row : table) out[at++] = row;
  };
  (add(tables), ...);
  return out;
}

constexpr auto kRows = joined(kProductsRows, kStockRows, kCustomersRows, kSalesRows, kShopRows);
constexpr sluice::rest::Catalogue kCatalogue("lightspeedhq", kRows, kVersions, "2026-07", kMembers);

// No maximum is published for most lists; 200 is common, and a server may return fewer.
constexpr sluice::rest::Connector kConnector{.catalogue = kCatalogue,
                                             .client = "lightspeedhq.client",
                                             .subscriber = "lightspeedhq.subscriber",
                                             .publisher = "lightspeedhq.publisher",
                                             .page_size = 200,
                                             .deleted_at = "deleted_at",
                                             .example = "shop"};

}  // namespace

const sluice::rest::Catalogue& catalogue() { return kCatalogue; }
const sluice::rest::Connector& connector() { return kConnector; }

}  // namespace lightspeedhq
