// Reads the lists of names that operation.hpp describes. No state; any thread.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace sluice::rest {

enum class NameType : uint8_t { kText, kWhole, kNumber, kBool, kList, kObject };

// One query parameter, or one member of a body with its own members.
struct NameSpec {
  std::string_view name = {};  // a query parameter's with its brackets, "includes[]"
  NameType type = NameType::kText;
  bool required = false;
  bool of_objects = false;             // a list whose items are objects
  std::string_view words = {};         // what a text is one of, as "in|out"; empty: any
  uint32_t least = 0, most = 0;        // items of a list; most 0: no bound is known
  std::vector<NameSpec> members = {};  // of an object, or of each item of a list
};

// Of a query: "after:int,sku,includes[]". `*sound` says whether the text obeys the notation;
// everything after a mistake is left out.
std::vector<NameSpec> read_names(std::string_view list, bool* sound = nullptr);
// Of a body, as one spec without a name: an object with the members, or a list.
NameSpec read_body(std::string_view body, bool* sound = nullptr);

// "whole number", "text", for messages.
std::string_view type_name(NameType type);
// True if text can be a value of the type. A list's items are text.
bool fits(std::string_view value, NameType type);

}  // namespace sluice::rest
