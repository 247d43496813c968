#include "walk.hpp"

namespace file_plugin {

Result<std::unique_ptr<RecordReader>> open_at(const sluice::Host& host, const std::string& path,
                                              const Place* from, const WalkSettings& settings) {
  auto reader = open_records(path, settings.formats.of(path), settings.reading);
  if (!reader || !from) return reader;
  auto fits = (*reader)->go_on(*from);
  if (!fits) return fits.status();
  if (*fits) return reader;
  const std::string what = path + " no longer begins with the " + std::to_string(from->bytes) +
                           " bytes that were read: it was rewritten, replaced or emptied";
  if (!settings.read_rewritten)
    return Status(
        SLUICE_E_INVALID,
        what +
            "; put the old file back, read it afresh with `sluice state reset PIPELINE`, or "
            "always read such a file afresh with `rewritten: read`");
  host.log(SLUICE_LOG_WARNING, what + "; it is read afresh");
  return reader;
}

void say_it_waits(const sluice::Host& host, const std::string& path, uint64_t line) {
  host.log(SLUICE_LOG_WARNING,
           "line " + std::to_string(line) + " of " + path +
               " has no end yet: it waits for the next run (incremental: false reads it as it is)");
}

}  // namespace file_plugin
