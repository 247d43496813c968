// An image named by a record: a path on this machine or a URL. On the publisher's lane.
#pragma once

#include <string_view>

#include "sluice/batch.hpp"
#include "sluice/context.hpp"
#include "sluice/rest/bodies.hpp"

namespace sluice::rest {

// Reads or fetches it as the part `name`. A URL is fetched through the host's HTTP service in a
// session of its own, without the client's credentials. E_DATA: there is no such thing, it is
// neither JPEG nor PNG (told by its first bytes, so that no other file can be sent by mistake), or
// it is larger than 32 MiB; other failures are of the network.
Result<FilePart> load_image(const Host& host, std::string_view name, std::string_view place,
                            const Cancel& cancel);

}  // namespace sluice::rest
