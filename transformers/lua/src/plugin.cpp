#include "lua_script.hpp"

SLUICE_PLUGIN(sluice::lua::Script)
