// An image named by a record: a file below a folder of the configuration, or a URL if URLs are
// allowed. On the publisher's lane.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sluice/batch.hpp"
#include "sluice/context.hpp"
#include "sluice/rest/bodies.hpp"
#include "sluice/rest/image_folder.hpp"

namespace sluice::rest {

enum class ImageUrls : uint8_t {
  kNone,
  kPublic,  // those that lead to addresses of the public Internet
  kAll,
};

// Where images may come from: nowhere, unless the configuration allows it.
struct ImageSources {
  std::optional<ImageFolder> folder = {};
  ImageUrls urls = ImageUrls::kNone;
};

// Reads or fetches it as the part `name`. E_DATA: its source is not allowed, it does
// not exist, it is neither JPEG nor PNG (by its first bytes, to keep other files from
// being sent by mistake), or it is larger than 32 MiB; other failures are of the network.
Result<FilePart> load_image(const Host& host, const ImageSources& sources, std::string_view name,
                            std::string_view place, const Cancel& cancel);

}  // namespace sluice::rest
