#include "backlog/batch_lines.hpp"

#include <algorithm>

#include "sluice/record.h"

namespace sluice::backlog {

sluice_status put_lines(sluice_batch* into, std::string_view lines, const Status& too_large,
                        sluice_error* error) {
  if (lines.empty()) return SLUICE_OK;
  char* const page = into->json->reserve_page(into, lines.size());
  if (!page) return export_status(too_large, error);
  std::copy(lines.begin(), lines.end(), page);
  return into->json->parse_lines(into, lines.size(), 1, error);
}

}  // namespace sluice::backlog
