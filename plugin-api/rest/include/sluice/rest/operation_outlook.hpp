// What a subscriber or publisher of a catalogue can report before it runs: the scopes it needs and
// how many requests a number of records takes. Immutable; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sluice/component.hpp"
#include "sluice/rest/catalogue.hpp"

namespace sluice::rest {

class OperationOutlook final : public Outlook {
 public:
  // Of the configuration's entity and action ("list" if it has none; upsert stands for create and
  // update). `page_size` is requested where the configuration does not say.
  OperationOutlook(Context& context, const Catalogue& catalogue, uint64_t page_size = 0);

  // Separated by ","; "a or b" where one of them is enough.
  std::string needs() const override;
  Result<uint64_t> requests(uint64_t records) const override;

 private:
  std::vector<const Operation*> operations_;
  uint64_t page_size_;
  bool pages_ = true;
};

}  // namespace sluice::rest
