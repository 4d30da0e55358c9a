package io.monaserver.cluster.share;

import io.monaserver.cluster.share.LastWrites.Write;
import io.monaserver.cluster.share.ShareMessage.CloseOwned;
import io.monaserver.cluster.share.ShareMessage.DataAsked;
import io.monaserver.cluster.share.ShareMessage.DataChanged;
import io.monaserver.cluster.share.ShareMessage.LoadTold;
import io.monaserver.cluster.share.ShareMessage.NotHere;
import io.monaserver.cluster.share.ShareMessage.OpenRelay;
import io.monaserver.cluster.share.ShareMessage.PassHello;
import io.monaserver.cluster.share.ShareMessage.PeerFound;
import io.monaserver.cluster.share.ShareMessage.PeerLost;
import io.monaserver.cluster.share.ShareMessage.RelayOpened;
import io.monaserver.cluster.share.ShareMessage.SeekPeer;
import io.monaserver.cluster.wire.FieldSerializer;
import io.monaserver.common.ClientId;
import io.monaserver.domain.PeerPlace;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.util.ByteString;

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
    private static final String SEEK = "P";
    private static final String FOUND = "F";
    private static final String LOST = "L";
    private static final String HELLO = "H";
    private static final String LOAD = "B";
    private static final String DATA = "D";
    private static final String ASKED = "A";
    private static final String SHARD = "S";
    private static final String WRITES = "W";

    /** Of an entry: a length and a stamp. */
    private static final int MIN_ENTRY = Integer.BYTES + Long.BYTES;

    /** Of a write: two lengths, a stamp, and whether there is a value. */
    private static final int MIN_WRITE = Integer.BYTES * 2 + Long.BYTES + 1;

    /** Of an address: a length, four bytes, a port. */
    private static final int MIN_ADDRESS = Integer.BYTES + 4 + Short.BYTES;

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
        return otherManifest(message);
    }

    private static String otherManifest(Object message) {
        if (message instanceof SeekPeer) {
            return SEEK;
        } else if (message instanceof PeerFound) {
            return FOUND;
        } else if (message instanceof PeerLost) {
            return LOST;
        } else if (message instanceof PassHello) {
            return HELLO;
        } else if (message instanceof DataChanged) {
            return DATA;
        } else if (message instanceof DataAsked) {
            return ASKED;
        } else if (message instanceof LoadTold) {
            return LOAD;
        }
        throw new IllegalArgumentException("message: " + message.getClass() + " (expected: a ShareMessage)");
    }

    @Override
    protected void write(DataOutputStream out, Object message) throws IOException {
        if (message instanceof Shard shard) {
            writeShard(out, shard);
        } else if (message instanceof LastWrites writes) {
            writeWrites(out, writes.writes());
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
        } else {
            writeOther(out, message);
        }
    }

    private void writeOther(DataOutputStream out, Object message) throws IOException {
        if (message instanceof SeekPeer seek) {
            out.write(seek.peer().toBytes());
            writeText(out, actors.toSerializationFormat(seek.replyTo()));
        } else if (message instanceof PeerFound found) {
            out.write(found.peer().toBytes());
            writeText(out, found.node());
            writePlace(out, found.place());
        } else if (message instanceof PeerLost lost) {
            out.write(lost.peer().toBytes());
            writeText(out, lost.node());
        } else if (message instanceof PassHello hello) {
            out.write(hello.peer().toBytes());
            writeBytes(out, hello.hello().toArray());
            writeText(out, actors.toSerializationFormat(hello.replyTo()));
        } else if (message instanceof DataChanged changed) {
            writeText(out, changed.node());
            writeWrites(out, changed.writes());
            out.writeInt(changed.next());
        } else if (message instanceof DataAsked asked) {
            writeText(out, asked.node());
            out.writeInt(asked.digests().size());
            for (long digest : asked.digests()) {
                out.writeLong(digest);
            }
            out.writeInt(asked.from());
        } else if (message instanceof LoadTold told) {
            writeText(out, told.node());
            out.writeLong(told.load().sessions());
            out.writeInt(told.load().processors());
        }
    }

    @Override
    protected Object read(DataInputStream in, String manifest) throws IOException {
        return switch (manifest) {
            case SHARD -> readShard(in);
            case WRITES -> new LastWrites(readWrites(in));
            case DATA -> new DataChanged(readText(in), readWrites(in), in.readInt());
            case ASKED -> readAsked(in);
            case LOAD -> new LoadTold(readText(in), new Load(in.readLong(), in.readInt()));
            case OPEN -> readOpen(in);
            case OPENED -> new RelayOpened(readText(in));
            case NOT_HERE -> new NotHere(readText(in));
            case CLOSE -> new CloseOwned(readText(in), readText(in), readText(in));
            case SEEK -> readSeek(in);
            case FOUND -> new PeerFound(readPeer(in), readText(in), readPlace(in));
            case LOST -> new PeerLost(readPeer(in), readText(in));
            case HELLO -> readHello(in);
            default ->
                throw new NotSerializableException(
                        "manifest: " + manifest + " (expected: one of S, W, O, R, N, C, P, F, L, H, D, A, B)");
        };
    }

    private OpenRelay readOpen(DataInputStream in) throws IOException {
        String name = readText(in);
        ActorRef<ShareMessage.Answer> replyTo = actors.resolveActorRef(readText(in));
        return new OpenRelay(name, replyTo);
    }

    private SeekPeer readSeek(DataInputStream in) throws IOException {
        ClientId peer = readPeer(in);
        ActorRef<ShareMessage.PeerAnswer> replyTo = actors.resolveActorRef(readText(in));
        return new SeekPeer(peer, replyTo);
    }

    private PassHello readHello(DataInputStream in) throws IOException {
        ClientId peer = readPeer(in);
        ByteString hello = ByteString.fromArray(readBytes(in));
        ActorRef<ShareMessage.PeerAnswer> replyTo = actors.resolveActorRef(readText(in));
        return new PassHello(peer, hello, replyTo);
    }

    private static DataAsked readAsked(DataInputStream in) throws IOException {
        String node = readText(in);
        int count = readCount(in, Long.BYTES);
        List<Long> digests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            digests.add(in.readLong());
        }
        return new DataAsked(node, digests, in.readInt());
    }

    private static ClientId readPeer(DataInputStream in) throws IOException {
        byte[] raw = new byte[ClientId.SIZE];
        in.readFully(raw);
        return ClientId.of(raw);
    }

    private static void writePlace(DataOutputStream out, PeerPlace place) throws IOException {
        writeAddress(out, place.observed());
        out.writeInt(place.reported().size());
        for (InetSocketAddress address : place.reported()) {
            writeAddress(out, address);
        }
    }

    private static PeerPlace readPlace(DataInputStream in) throws IOException {
        InetSocketAddress observed = readAddress(in);
        int count = readCount(in, MIN_ADDRESS);
        List<InetSocketAddress> reported = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            reported.add(readAddress(in));
        }
        return new PeerPlace(observed, reported);
    }

    private static void writeAddress(DataOutputStream out, InetSocketAddress address) throws IOException {
        writeBytes(out, address.getAddress().getAddress());
        out.writeShort(address.getPort());
    }

    private static InetSocketAddress readAddress(DataInputStream in) throws IOException {
        InetAddress host = InetAddress.getByAddress(readBytes(in));
        return new InetSocketAddress(host, in.readUnsignedShort());
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

    private static void writeWrites(DataOutputStream out, Map<String, Write> writes) throws IOException {
        out.writeInt(writes.size());
        for (Map.Entry<String, Write> entry : writes.entrySet()) {
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

    private static Map<String, Write> readWrites(DataInputStream in) throws IOException {
        int count = readCount(in, MIN_WRITE);
        Map<String, Write> writes = new HashMap<>();
        for (int i = 0; i < count; i++) {
            String key = readText(in);
            writes.put(key, new Write(in.readLong(), readText(in), in.readBoolean() ? readText(in) : null));
        }
        return writes;
    }
}
