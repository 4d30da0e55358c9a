package io.monaserver.cluster.share;

import io.monaserver.cluster.share.LastWrites.Write;
import io.monaserver.cluster.share.ShareMessage.CloseOwned;
import io.monaserver.cluster.share.ShareMessage.CloseRelay;
import io.monaserver.cluster.share.ShareMessage.DataAsked;
import io.monaserver.cluster.share.ShareMessage.DataChanged;
import io.monaserver.cluster.share.ShareMessage.HoldRelay;
import io.monaserver.cluster.share.ShareMessage.LoadTold;
import io.monaserver.cluster.share.ShareMessage.OpenRelay;
import io.monaserver.cluster.share.ShareMessage.OpenTrunk;
import io.monaserver.cluster.share.ShareMessage.PassHello;
import io.monaserver.cluster.share.ShareMessage.PeerFound;
import io.monaserver.cluster.share.ShareMessage.PeerLost;
import io.monaserver.cluster.share.ShareMessage.SeekPeer;
import io.monaserver.cluster.share.ShareMessage.TrunkOpened;
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
import java.util.TreeMap;
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

    /** Of an entry: a length and a stamp. */
    private static final int MIN_ENTRY = Integer.BYTES + Long.BYTES;

    /** Of a write: two lengths, a stamp, and whether there is a value. */
    private static final int MIN_WRITE = Integer.BYTES * 2 + Long.BYTES + 1;

    /** Of an address: a length, four bytes, a port. */
    private static final int MIN_ADDRESS = Integer.BYTES + 4 + Short.BYTES;

    private final Map<Class<?>, Form<?>> byType = new HashMap<>();
    private final Map<String, Form<?>> byManifest = new TreeMap<>();
    private final ActorRefResolver actors;

    /** How one kind of message is written and read. */
    private record Form<T>(String manifest, Class<T> type, Writing<T> writer, Reading<T> reader) {

        void write(DataOutputStream out, Object message) throws IOException {
            writer.write(out, type.cast(message));
        }
    }

    private interface Writing<T> {
        void write(DataOutputStream out, T message) throws IOException;
    }

    private interface Reading<T> {
        T read(DataInputStream in) throws IOException;
    }

    /** Made by Pekko. */
    public ShareSerializer(ExtendedActorSystem system) {
        actors = ActorRefResolver.get(Adapter.toTyped(system));
        add(new Form<>("S", Shard.class, ShareSerializer::writeShard, ShareSerializer::readShard));
        add(new Form<>(
                "W",
                LastWrites.class,
                (out, writes) -> writeWrites(out, writes.writes()),
                in -> new LastWrites(readWrites(in))));
        addRelays();
        addPeers();
        addData();
        add(new Form<>("B", LoadTold.class, ShareSerializer::writeLoad, ShareSerializer::readLoad));
    }

    private void addRelays() {
        add(new Form<>("T", OpenTrunk.class, this::writeTrunk, this::readTrunk));
        add(new Form<>("R", TrunkOpened.class, this::writeOpened, this::readOpened));
        add(new Form<>(
                "O", OpenRelay.class, ShareSerializer::writeOpen, in -> new OpenRelay(in.readInt(), readText(in))));
        add(new Form<>(
                "E",
                CloseRelay.class,
                (out, close) -> out.writeInt(close.channel()),
                in -> new CloseRelay(in.readInt())));
        add(new Form<>(
                "K", HoldRelay.class, ShareSerializer::writeHold, in -> new HoldRelay(in.readInt(), in.readBoolean())));
        add(new Form<>(
                "C",
                CloseOwned.class,
                ShareSerializer::writeClose,
                in -> new CloseOwned(readText(in), readText(in), readText(in))));
    }

    private void addPeers() {
        add(new Form<>("P", SeekPeer.class, this::writeSeek, this::readSeek));
        add(new Form<>(
                "F",
                PeerFound.class,
                ShareSerializer::writeFound,
                in -> new PeerFound(readPeer(in), readText(in), readPlace(in))));
        add(new Form<>(
                "L", PeerLost.class, ShareSerializer::writeLost, in -> new PeerLost(readPeer(in), readText(in))));
        add(new Form<>("H", PassHello.class, this::writeHello, this::readHello));
    }

    private void addData() {
        add(new Form<>(
                "D",
                DataChanged.class,
                ShareSerializer::writeChanged,
                in -> new DataChanged(readText(in), readWrites(in), in.readInt())));
        add(new Form<>("A", DataAsked.class, ShareSerializer::writeAsked, ShareSerializer::readAsked));
    }

    private void add(Form<?> form) {
        byType.put(form.type(), form);
        byManifest.put(form.manifest(), form);
    }

    @Override
    public int identifier() {
        return ID;
    }

    @Override
    public String manifest(Object message) {
        return form(message).manifest();
    }

    @Override
    protected void write(DataOutputStream out, Object message) throws IOException {
        form(message).write(out, message);
    }

    @Override
    protected Object read(DataInputStream in, String manifest) throws IOException {
        Form<?> form = byManifest.get(manifest);
        if (form == null) {
            throw new NotSerializableException(
                    "manifest: " + manifest + " (expected: one of " + String.join(", ", byManifest.keySet()) + ")");
        }
        return form.reader().read(in);
    }

    private Form<?> form(Object message) {
        Form<?> form = byType.get(message.getClass());
        if (form == null) {
            throw new IllegalArgumentException("message: " + message.getClass() + " (expected: a ShareMessage)");
        }
        return form;
    }

    private void writeTrunk(DataOutputStream out, OpenTrunk open) throws IOException {
        writeText(out, actors.toSerializationFormat(open.replyTo()));
    }

    private OpenTrunk readTrunk(DataInputStream in) throws IOException {
        ActorRef<TrunkOpened> replyTo = actors.resolveActorRef(readText(in));
        return new OpenTrunk(replyTo);
    }

    private void writeOpened(DataOutputStream out, TrunkOpened opened) throws IOException {
        writeText(out, opened.stream());
        writeText(out, actors.toSerializationFormat(opened.orders()));
    }

    private TrunkOpened readOpened(DataInputStream in) throws IOException {
        String stream = readText(in);
        ActorRef<ShareMessage.RelayOrder> orders = actors.resolveActorRef(readText(in));
        return new TrunkOpened(stream, orders);
    }

    private static void writeOpen(DataOutputStream out, OpenRelay open) throws IOException {
        out.writeInt(open.channel());
        writeText(out, open.name());
    }

    private static void writeHold(DataOutputStream out, HoldRelay hold) throws IOException {
        out.writeInt(hold.channel());
        out.writeBoolean(hold.isHeld());
    }

    private static void writeClose(DataOutputStream out, CloseOwned close) throws IOException {
        writeText(out, close.name());
        writeText(out, close.code());
        writeText(out, close.description());
    }

    private void writeSeek(DataOutputStream out, SeekPeer seek) throws IOException {
        out.write(seek.peer().toBytes());
        writeText(out, actors.toSerializationFormat(seek.replyTo()));
    }

    private SeekPeer readSeek(DataInputStream in) throws IOException {
        ClientId peer = readPeer(in);
        ActorRef<ShareMessage.PeerAnswer> replyTo = actors.resolveActorRef(readText(in));
        return new SeekPeer(peer, replyTo);
    }

    private static void writeFound(DataOutputStream out, PeerFound found) throws IOException {
        out.write(found.peer().toBytes());
        writeText(out, found.node());
        writePlace(out, found.place());
    }

    private static void writeLost(DataOutputStream out, PeerLost lost) throws IOException {
        out.write(lost.peer().toBytes());
        writeText(out, lost.node());
    }

    private void writeHello(DataOutputStream out, PassHello hello) throws IOException {
        out.write(hello.peer().toBytes());
        writeBytes(out, hello.hello().toArray());
        writeText(out, actors.toSerializationFormat(hello.replyTo()));
    }

    private PassHello readHello(DataInputStream in) throws IOException {
        ClientId peer = readPeer(in);
        ByteString hello = ByteString.fromArray(readBytes(in));
        ActorRef<ShareMessage.PeerAnswer> replyTo = actors.resolveActorRef(readText(in));
        return new PassHello(peer, hello, replyTo);
    }

    private static void writeChanged(DataOutputStream out, DataChanged changed) throws IOException {
        writeText(out, changed.node());
        writeWrites(out, changed.writes());
        out.writeInt(changed.next());
    }

    private static void writeAsked(DataOutputStream out, DataAsked asked) throws IOException {
        writeText(out, asked.node());
        out.writeInt(asked.digests().size());
        for (long digest : asked.digests()) {
            out.writeLong(digest);
        }
        out.writeInt(asked.from());
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

    private static void writeLoad(DataOutputStream out, LoadTold told) throws IOException {
        writeText(out, told.node());
        out.writeLong(told.load().sessions());
        out.writeInt(told.load().processors());
        out.writeBoolean(told.load().isLeaving());
    }

    private static LoadTold readLoad(DataInputStream in) throws IOException {
        return new LoadTold(readText(in), new Load(in.readLong(), in.readInt(), in.readBoolean()));
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
