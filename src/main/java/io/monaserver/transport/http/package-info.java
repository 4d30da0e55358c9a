/**
 * HTTP/1.1: files, remote calls and live streams over one connection. Runs on the connection's event loop, which looks
 * files up itself and has the system send them; templates and folders are read elsewhere. A bare § means RFC 9110.
 */
@NullMarked
package io.monaserver.transport.http;

import org.jspecify.annotations.NullMarked;
