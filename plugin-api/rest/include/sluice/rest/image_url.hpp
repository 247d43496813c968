// Images that records name by URL. On the publisher's lane.
#pragma once

#include <string>
#include <string_view>

#include "sluice/context.hpp"
#include "sluice/result.hpp"

namespace sluice::rest {

// "http://" or "https://" in front, in any case.
bool is_url(std::string_view place);
// The last part of its path, decoded; empty: there is none.
std::string file_name_of_url(std::string_view url);

// Fetches it through the host's HTTP service in a session of its own, without the client's
// credentials and rate budget. `public_only`: only from addresses of the public Internet, also
// after DNS lookup and redirects. E_DATA: the URL or its target is at fault; other failures are
// of the network.
Result<std::string> fetch_image(const Host& host, std::string_view url, bool public_only,
                                const Cancel& cancel);

}  // namespace sluice::rest
