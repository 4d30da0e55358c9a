package io.monaserver.domain.publication;

import io.monaserver.domain.MediaSink;
import java.util.Map;

/**
 * A wish to listen.
 *
 * @param name of the publication
 * @param parameters the arguments that followed the name
 * @param sink where the media goes
 */
public record ListenRequest(String name, Map<String, String> parameters, MediaSink sink) {}
