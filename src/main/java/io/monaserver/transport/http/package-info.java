/**
 * HTTP/1.1: files, remote calls and live streams over one connection. Runs on the connection's event loop; files are
 * read off it.
 */
@NullMarked
package io.monaserver.transport.http;

import org.jspecify.annotations.NullMarked;
