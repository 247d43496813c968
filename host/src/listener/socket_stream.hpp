// A ByteStream over a socket of any kind, with TLS if there is a context for it.
#pragma once

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>

#include <memory>

#include "listener/byte_stream.hpp"

namespace sluice::listener {

// One type for TCP and Unix sockets: Asio's templates are compiled once.
using Protocol = boost::asio::generic::stream_protocol;
using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<Protocol, Executor>;
using Acceptor = boost::asio::basic_socket_acceptor<Protocol, Executor>;

// `tls` may be NULL; it outlives the stream.
std::unique_ptr<ByteStream> stream_of(Socket socket, boost::asio::ssl::context* tls);

}  // namespace sluice::listener
