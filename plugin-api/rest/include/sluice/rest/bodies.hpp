// Bodies that are not plain JSON, and parts of JSON bodies. No state; any thread.
#pragma once

#include <string>
#include <string_view>

#include "sluice/result.hpp"
#include "sluice/value.hpp"

namespace sluice::rest {

inline constexpr std::string_view kFormType = "application/x-www-form-urlencoded";

// An object's members as form fields; objects and lists as JSON text in their field. E_DATA if
// the payload is no object.
Result<std::string> form_body(Value payload);

// `list` at a dotted path: "data.ids" makes {"data":{"ids":list}}; "" is the list.
std::string wrapped(std::string_view path, std::string list);

// A random UUID, version 4, in lower case (RFC 9562 5.4).
std::string fresh_uuid();

// One part of multipart/form-data (RFC 7578): a file with its name and type.
struct FilePart {
  std::string name, file_name, content_type, bytes;
};
struct MultipartBody {
  std::string content_type;  // with the boundary
  std::string text;
};
MultipartBody multipart_body(const FilePart& part);

}  // namespace sluice::rest
