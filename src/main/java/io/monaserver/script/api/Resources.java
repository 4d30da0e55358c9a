package io.monaserver.script.api;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an application has opened and what is closed when it stops. Belongs to the lane. */
public final class Resources {

    /** Something that an application has opened. */
    @FunctionalInterface
    public interface Resource {

        /** Closes it; no event of it reaches the application any more. */
        void abandon();
    }

    private final Set<Resource> open = new LinkedHashSet<>();

    void add(Resource resource) {
        open.add(resource);
    }

    void remove(Resource resource) {
        open.remove(resource);
    }

    /** Closes all of it. */
    public void closeAll() {
        List<Resource> all = List.copyOf(open);
        open.clear();
        all.forEach(Resource::abandon);
    }
}
