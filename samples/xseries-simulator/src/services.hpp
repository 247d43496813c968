#pragma once
// Services, their agenda and their statuses. Under the simulator's lock.

#include "call.hpp"

namespace sluice::simulator {

Answer get_service(Call& call);
Answer create_service(Call& call);
Answer services_agenda(Call& call);

Answer service_statuses_list(Call& call);
Answer create_service_status(Call& call);
Answer patch_service_status(Call& call);
Answer delete_service_status(Call& call);

}  // namespace sluice::simulator
