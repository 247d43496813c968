// Replaces the event of a change with the entity's current state. Events
// have the old API's shape, and do not show later changes. On the subscriber's lane.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "sluice/plugin.hpp"
#include "sluice/rest/catalogue.hpp"
#include "sluice/rest/path_template.hpp"
#include "webhook_settings.hpp"

namespace lightspeedhq {

class WebhookFetch {
 public:
  // E_INVALID if this version of the API cannot read an entity of one of the types.
  static sluice::Result<WebhookFetch> make(sluice::Context& context,
                                           const WebhookSettings& settings,
                                           std::string_view api_version);

  // For the records of a batch of events (key: see EventKey): one request per entity, whatever the
  // number of its events, of which the last one stays. An entity that is gone becomes a deletion.
  // A failure of the shop fails the whole batch; of one entity, its record.
  sluice::Status run(sluice::Batch batch, const sluice::Cancel& cancel) const;

  // Scopes that the requests need, space separated.
  std::string scopes() const;

 private:
  struct Source {
    std::string_view type;
    const sluice::rest::Operation* operation;
    sluice::rest::PathTemplate path;
    std::string_view id;  // member of the event that names the entity
  };
  struct Wanted {
    size_t record;
    const Source* source;
    std::string id;
  };

  WebhookFetch(sluice::Context& context, const WebhookSettings& settings)
      : client_(context.client()), version_(settings.version), type_member_(settings.type_member) {}
  std::vector<Wanted> wanted(sluice::Batch batch) const;
  sluice::Result<sluice::Exchange> start(const Wanted& wanted) const;
  sluice::Status finish(sluice::Batch batch, const Wanted& wanted, const sluice::Exchange& exchange,
                        const sluice::Cancel& cancel) const;
  sluice::Status make_deletion(sluice::Batch batch, const Wanted& wanted) const;
  // Key and, if requested, type.
  sluice::Status name(sluice::Batch batch, const sluice::Record& record, const Wanted& wanted,
                      std::string_view id) const;
  sluice::Status put(sluice::Batch batch, const Wanted& wanted, std::string_view body) const;

  sluice::ClientRef client_;
  std::string version_;
  std::string type_member_;
  std::map<std::string, Source, std::less<>> sources_;  // by type
};

}  // namespace lightspeedhq
