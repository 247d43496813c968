// SLUICE_EXT_TABLES: C functions over an Instance's tables and state. Tags as in tables.h.
#pragma once

#include "sluice/ext/tables.h"

namespace sluice::services {

const sluice_tables* tables_table();

}  // namespace sluice::services
