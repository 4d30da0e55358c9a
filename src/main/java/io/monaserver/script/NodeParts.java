package io.monaserver.script;

import io.monaserver.domain.Blacklist;
import io.monaserver.domain.Loop;
import io.monaserver.domain.publication.PublicationRegistry;
import java.util.function.Supplier;

/**
 * What of the server scripts reach.
 *
 * @param loops gives the loop on which a script's publication runs
 */
public record NodeParts(PublicationRegistry publications, Blacklist blacklist, Supplier<Loop> loops) {}
