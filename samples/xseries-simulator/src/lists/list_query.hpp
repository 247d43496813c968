#pragma once
// Query parameters of lists, checked. Throws ApiError 400. Any thread.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/request.hpp"
#include "common/settings.hpp"

namespace sluice::simulator {

// Nothing when it was not given; 400 when it is not a whole number.
std::optional<std::int64_t> integer_parameter(const Query& query, std::string_view name);
// Empty when it was not given.
std::string text_parameter(const Query& query, std::string_view name);
bool flag_parameter(const Query& query, std::string_view name);
// Rows of a page, by default and at most, of several lists.
inline constexpr int kLargePage = 1000;
// `page_size` of a list without a published maximum: 400 below 1, clamped above the maximum.
std::size_t page_size_parameter(const Query& query, int by_default, int maximum);
// `offset`: 400 below 0.
std::size_t offset_parameter(const Query& query);

}  // namespace sluice::simulator
