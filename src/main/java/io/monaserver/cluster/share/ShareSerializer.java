package io.monaserver.cluster.share;

import io.monaserver.cluster.share.LastWrites.Write;
import io.monaserver.cluster.share.ShareMessage.CloseOwned;
import io.monaserver.cluster.share.ShareMessage.NotHere;
import io.monaserver.cluster.share.ShareMessage.OpenRelay;
import io.monaserver.cluster.share.ShareMessage.RelayOpened;
import io.monaserver.cluster.wire.FieldSerializer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/**
 * Writes {@link ShareMessage}s, {@link Shard}s and {@link LastWrites} field by field.
 */
public final class ShareSerializer extends FieldSerializer {

    /** Of our own, outside the range that Pekko keeps for itself. */
    private static final int ID = 19_351;

    private static final String OPEN = "O";
    private static final String OPENED = "R";
    private static final String NOT_HERE = "N";
    private static final String CLOSE = "C";
    private static final String SHARD = "S";
    private static final String WRITES = "W";

    /** Of an entry: a length and a stamp. */
    private static final int MIN_ENTRY = Integer.BYTES + Long.BYTES;

    /** Of a write: two lengths, a stamp, and whether there is a value. */
    private static final int MIN_WRITE = Integer.BYTES * 2 + Long.BYTES + 1;

    private final ActorRefResolver actors;

    /** Made by Pekko. */
    public ShareSerializer(ExtendedActorSystem system) {
        actors = ActorRefResolver.get(Adapter.toTyped(system));
    }

    @Override
    public int identifier() {
        return ID;
    }

    @Override
    public String manifest(Object message) {
        if (message instanceof Shard) {
            return SHARD;
        } else if (message instanceof LastWrites) {
            return WRITES;
        } else if (message instanceof OpenRelay) {
            return OPEN;
        } else if (message instanceof RelayOpened) {
            return OPENED;
        } else if (message instanceof NotHere) {
            return NOT_HERE;
        } else if (message instanceof CloseOwned) {
            return CLOSE;
        }
        throw new IllegalArgumentException("message: " + message.getClass() + " (expected: a ShareMessage)");
    }

    @Override
    protected void write(DataOutputStream out, Object message) throws IOException {
        if (message instanceof Shard shard) {
            writeShard(out, shard);
        } else if (message instanceof LastWrites writes) {
            writeWrites(out, writes);
        } else if (message instanceof OpenRelay open) {
            writeText(out, open.name());
            writeText(out, actors.toSerializationFormat(open.replyTo()));
        } else if (message instanceof RelayOpened opened) {
            writeText(out, opened.stream());
        } else if (message instanceof NotHere answer) {
            writeText(out, answer.name());
        } else if (message instanceof CloseOwned close) {
            writeText(out, close.name());
            writeText(out, close.code());
            writeText(out, close.description());
        }
    }

    @Override
    protected Object read(DataInputStream in, String manifest) throws IOException {
        return switch (manifest) {
            case SHARD -> readShard(in);
            case WRITES -> readWrites(in);
            case OPEN -> readOpen(in);
            case OPENED -> new RelayOpened(readText(in));
            case NOT_HERE -> new NotHere(readText(in));
            case CLOSE -> new CloseOwned(readText(in), readText(in), readText(in));
            default -> throw new NotSerializableException("manifest: " + manifest + " (expected: S, W, O, R, N or C)");
        };
    }

    private OpenRelay readOpen(DataInputStream in) throws IOException {
        String name = readText(in);
        ActorRef<ShareMessage.Answer> replyTo = actors.resolveActorRef(readText(in));
        return new OpenRelay(name, replyTo);
    }

    private static void writeShard(DataOutputStream out, Shard shard) throws IOException {
        out.writeLong(shard.uid());
        out.writeLong(shard.version());
        out.writeInt(shard.entries().size());
        for (Map.Entry<String, Long> entry : shard.entries().entrySet()) {
            writeText(out, entry.getKey());
            out.writeLong(entry.getValue());
        }
    }

    private static Shard readShard(DataInputStream in) throws IOException {
        long uid = in.readLong();
        long version = in.readLong();
        int count = readCount(in, MIN_ENTRY);
        Map<String, Long> entries = new HashMap<>();
        for (int i = 0; i < count; i++) {
            entries.put(readText(in), in.readLong());
        }
        return new Shard(uid, version, entries);
    }

    private static void writeWrites(DataOutputStream out, LastWrites writes) throws IOException {
        out.writeInt(writes.writes().size());
        for (Map.Entry<String, Write> entry : writes.writes().entrySet()) {
            Write write = entry.getValue();
            writeText(out, entry.getKey());
            out.writeLong(write.stampMs());
            writeText(out, write.by());
            out.writeBoolean(write.value() != null);
            if (write.value() != null) {
                writeText(out, write.value());
            }
        }
    }

    private static LastWrites readWrites(DataInputStream in) throws IOException {
        int count = readCount(in, MIN_WRITE);
        Map<String, Write> writes = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String key = readText(in);
            writes.put(key, new Write(in.readLong(), readText(in), in.readBoolean() ? readText(in) : null));
        }
        return new LastWrites(writes);
    }
}
