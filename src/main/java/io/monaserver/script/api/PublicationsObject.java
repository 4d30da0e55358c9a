package io.monaserver.script.api;

import io.monaserver.domain.Stream;
import io.monaserver.script.binding.LuaCollection;
import io.monaserver.script.lua.Args;
import java.lang.ref.WeakReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaValue;

/**
 * The publications of the server by name. Those that scripts made are held weakly: one that no script refers to any
 * more ends.
 */
public final class PublicationsObject extends LuaCollection {

    /** A publication and what keeps it here. */
    private static final class Entry {

        final Stream stream;
        final WeakReference<PublicationObject> face;

        /** Not null while the face must not go: it is a client's, or has listeners. */
        @SuppressWarnings("UnusedVariable")
        @Nullable
        PublicationObject held;

        boolean isPublished;

        Entry(PublicationObject publication) {
            stream = publication.stream();
            face = new WeakReference<>(publication);
        }
    }

    private final Map<LuaValue, Entry> entries = new LinkedHashMap<>();

    /** The publication's object, if it is known. */
    @Nullable
    PublicationObject find(Stream stream) {
        Entry entry = entries.get(Args.text(stream.name()));
        return entry == null || entry.stream != stream ? null : entry.face.get();
    }

    boolean isPublished(Stream stream) {
        Entry entry = entries.get(Args.text(stream.name()));
        return entry != null && entry.stream == stream && entry.isPublished;
    }

    void add(PublicationObject publication, boolean isPublished) {
        Entry entry = entries.get(Args.text(publication.name()));
        if (entry == null || !publication.equals(entry.face.get())) {
            entry = new Entry(publication);
            entries.put(Args.text(publication.name()), entry);
        }
        entry.isPublished |= isPublished;
        hold(entry, publication);
    }

    /** Its publisher has gone. */
    void onUnpublished(Stream stream) {
        Entry entry = entries.get(Args.text(stream.name()));
        if (entry != null && entry.stream == stream) {
            entry.isPublished = false;
            review(stream);
        }
    }

    /** Drops it when neither a publisher nor a listener is left. */
    void review(Stream stream) {
        Entry entry = entries.get(Args.text(stream.name()));
        if (entry == null || entry.stream != stream) {
            return;
        }
        PublicationObject publication = entry.face.get();
        boolean listened = publication != null && publication.listenersObject().isAny();
        if (!entry.isPublished && !listened) {
            entries.remove(Args.text(stream.name()));
        } else if (publication != null) {
            hold(entry, publication);
        }
    }

    private static void hold(Entry entry, PublicationObject publication) {
        boolean strong =
                !publication.isOfScript() || publication.listenersObject().isAny();
        entry.held = strong ? publication : null;
    }

    @Override
    protected int size() {
        return entries.size();
    }

    @Override
    protected LuaValue element(LuaValue key) {
        Entry entry = key.isstring() ? entries.get(key.strvalue()) : null;
        PublicationObject publication = entry == null ? null : entry.face.get();
        return publication == null ? NIL : publication;
    }

    @Override
    protected void forEach(BiConsumer<LuaValue, LuaValue> visitor) {
        entries.forEach((name, entry) -> {
            PublicationObject publication = entry.face.get();
            if (publication != null) {
                visitor.accept(name, publication);
            }
        });
    }
}
