#pragma once
// Services, their agenda and their statuses. Under the simulator's lock.

#include "api/call.hpp"

namespace sluice::simulator {

Response get_service(Call& call);
Response create_service(Call& call);
Response services_agenda(Call& call);

Response service_statuses_list(Call& call);
Response create_service_status(Call& call);
Response patch_service_status(Call& call);
Response delete_service_status(Call& call);

}  // namespace sluice::simulator
