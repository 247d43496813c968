#include "sluice/rest/attachment.hpp"

#include <string>

#include "sluice/rest/image_url.hpp"

namespace sluice::rest {
namespace {

constexpr size_t kLargest = 32u << 20;

// The first bytes of a file of each kind (JPEG: ITU-T T.81 B.1.1.3, PNG: RFC 2083 3.1).
std::string_view image_type(std::string_view bytes) {
  if (bytes.substr(0, 3) == "\xFF\xD8\xFF") return "image/jpeg";
  if (bytes.substr(0, 8) == "\x89PNG\r\n\x1A\n") return "image/png";
  return {};
}

bool has_control(std::string_view text) {
  for (char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return true;
  return false;
}

Result<std::string> bytes_of(const Host& host, const ImageSources& sources, std::string_view place,
                             const Cancel& cancel) {
  if (is_url(place)) {
    if (sources.urls == ImageUrls::kNone)
      return Status::data("is a URL, and image_urls does not allow any: set it to public");
    return fetch_image(host, place, sources.urls == ImageUrls::kPublic, cancel);
  }
  if (!sources.folder)
    return Status::data(
        "is a file, and no image_folder is set: files are read below that one only");
  return sources.folder->read(place, kLargest);
}

}  // namespace

Result<FilePart> load_image(const Host& host, const ImageSources& sources, std::string_view name,
                            std::string_view place, const Cancel& cancel) {
  if (place.empty() || has_control(place))
    return Status::data(std::string(name) + " must be a path or a URL");
  const std::string what = "image " + std::string(place);
  auto bytes = bytes_of(host, sources, place, cancel);
  if (!bytes) {
    const Status& why = bytes.status();
    Status out(why.code(), what + (is_url(place) ? ": " : " ") + why.message());
    return out.with_remote_code(why.remote_code()).with_retry_after(why.retry_after_ms());
  }
  if (bytes->size() > kLargest) return Status::data(what + " is larger than 32 MiB");
  std::string_view type = image_type(*bytes);
  if (type.empty()) return Status::data(what + " is neither JPEG nor PNG");
  std::string file_name = is_url(place) ? file_name_of_url(place)
                                        : std::string(place.substr(place.find_last_of('/') + 1));
  if (file_name.empty()) file_name = "image";
  return FilePart{std::string(name), file_name, std::string(type), *std::move(bytes)};
}

}  // namespace sluice::rest
