/* Compiles only if what was added to ABI 1.0 later stays where it is, and the rest before it. */
#include <sluice/abi.h>
#include <sluice/listener.h>

#define AT(type, member, slot)                                           \
  SLUICE_STATIC_ASSERT(offsetof(type, member) == (slot) * sizeof(void*), \
                       #type "." #member " moved");

AT(sluice_http, release, 5)
AT(sluice_http, authorize, 6)
AT(sluice_http_authorizer, value, 1)
AT(sluice_http_authorizer, refused, 2)
AT(sluice_clock, unix_us, 1)
AT(sluice_credentials, usable, 1)
AT(sluice_credentials, read, 2)
AT(sluice_credentials, acquire, 3)
AT(sluice_credentials, release, 4)
AT(sluice_credentials, replace, 5)
AT(sluice_authorization, redirect, 1)
AT(sluice_authorization, begin, 2)
AT(sluice_authorization, complete, 3)
AT(sluice_connect_check, connect, 1)
AT(sluice_connect_check, missing, 2)
AT(sluice_publisher, restart, 5)
AT(sluice_publisher, begin, 6)
AT(sluice_publisher, settle, 7)
AT(sluice_publisher, recover, 8)
AT(sluice_outlook, needs, 1)
AT(sluice_outlook, requests, 2)
AT(sluice_listener_handler, decide, 1)
AT(sluice_listener_service, open, 1)
AT(sluice_listener_service, take, 2)
AT(sluice_listener_service, close, 3)
