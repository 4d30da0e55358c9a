package io.monaserver.domain;

/**
 * A call of a function that scripts have put on the object of a server.
 *
 * @param function its name
 * @param arguments the values in AMF3; never changed
 */
public record ServerCall(String function, byte[] arguments) {}
