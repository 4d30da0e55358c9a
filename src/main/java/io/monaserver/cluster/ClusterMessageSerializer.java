package io.monaserver.cluster;

import io.monaserver.cluster.ClusterMessage.CallFrame;
import io.monaserver.cluster.ClusterMessage.CallsHandled;
import io.monaserver.cluster.ClusterMessage.Facts;
import io.monaserver.cluster.ClusterMessage.Goodbye;
import io.monaserver.cluster.ClusterMessage.Hello;
import io.monaserver.cluster.ClusterMessage.Introduction;
import io.monaserver.cluster.ClusterMessage.LinkIds;
import io.monaserver.cluster.ClusterMessage.MalformedHello;
import io.monaserver.cluster.ClusterMessage.Merge;
import io.monaserver.cluster.ClusterMessage.Passport;
import io.monaserver.cluster.wire.FieldSerializer;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.NotSerializableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.AddressFromURIString;
import org.apache.pekko.cluster.UniqueAddress;

/**
 * Writes {@link ClusterMessage}s field by field.
 */
public final class ClusterMessageSerializer extends FieldSerializer {

    /** Of our own, outside the range that Pekko keeps for itself. */
    private static final int ID = 19_350;

    private static final String INTRODUCTION = "I";
    private static final String MERGE = "M";
    private static final String HELLO = "H";
    private static final String GOODBYE = "G";
    private static final String CALL_FRAME = "F";
    private static final String CALLS_HANDLED = "A";

    /** Of the entries of a map: two lengths. */
    private static final int MIN_ENTRY = 8;

    @Override
    public int identifier() {
        return ID;
    }

    @Override
    public String manifest(Object message) {
        if (message instanceof Introduction) {
            return INTRODUCTION;
        } else if (message instanceof Merge) {
            return MERGE;
        } else if (message instanceof Hello) {
            return HELLO;
        } else if (message instanceof Goodbye) {
            return GOODBYE;
        } else if (message instanceof CallFrame) {
            return CALL_FRAME;
        } else if (message instanceof CallsHandled) {
            return CALLS_HANDLED;
        }
        throw new IllegalArgumentException("message: " + message.getClass() + " (expected: a ClusterMessage)");
    }

    @Override
    protected void write(DataOutputStream out, Object message) throws IOException {
        if (message instanceof Introduction introduction) {
            writeIntroduction(out, introduction);
        } else if (message instanceof Merge merge) {
            writeText(out, merge.address());
        } else if (message instanceof Hello hello) {
            writeHello(out, hello);
        } else if (message instanceof Goodbye goodbye) {
            writeNode(out, goodbye.from());
            writeText(out, goodbye.reason());
            out.writeBoolean(goodbye.isRefusal());
        } else if (message instanceof CallFrame frame) {
            writeLink(out, frame.from(), frame.link());
            out.writeLong(frame.sequence());
            writeBytes(out, frame.bytes());
        } else if (message instanceof CallsHandled handled) {
            writeLink(out, handled.from(), handled.link());
            out.writeLong(handled.received());
            out.writeLong(handled.handled());
        }
    }

    @Override
    protected Object read(DataInputStream in, String manifest) throws IOException {
        return switch (manifest) {
            case INTRODUCTION -> readIntroduction(in);
            case MERGE -> new Merge(readText(in));
            case HELLO -> readHello(in);
            case GOODBYE -> new Goodbye(readNode(in), readText(in), in.readBoolean());
            case CALL_FRAME -> new CallFrame(readNode(in), readLink(in), in.readLong(), readBytes(in));
            case CALLS_HANDLED -> new CallsHandled(readNode(in), readLink(in), in.readLong(), in.readLong());
            default -> throw new NotSerializableException("message " + manifest + " (expected: I, M, H, G, F or A)");
        };
    }

    private static void writeIntroduction(DataOutputStream out, Introduction introduction) throws IOException {
        writePassport(out, introduction.passport());
        writeText(out, introduction.address());
        out.writeLong(introduction.startMs());
        out.writeBoolean(introduction.isQuestion());
        out.writeBoolean(introduction.cluster().isPresent());
        if (introduction.cluster().isPresent()) {
            out.writeLong(introduction.cluster().get().startMs());
            writeText(out, introduction.cluster().get().address());
        }
    }

    private static Introduction readIntroduction(DataInputStream in) throws IOException {
        Passport passport = readPassport(in);
        String address = readText(in);
        long startMs = in.readLong();
        boolean isQuestion = in.readBoolean();
        Optional<ClusterIdentity> cluster =
                in.readBoolean() ? Optional.of(new ClusterIdentity(in.readLong(), readText(in))) : Optional.empty();
        return new Introduction(passport, address, startMs, cluster, isQuestion);
    }

    private static void writeHello(DataOutputStream out, Hello hello) throws IOException {
        writeNode(out, hello.from());
        writePassport(out, hello.passport());
        out.writeLong(hello.linkId());
        out.writeLong(hello.heard());
        out.writeBoolean(hello.isQuestion());
        Facts facts = hello.facts();
        writeText(out, facts.host());
        out.writeLong(facts.startMs());
        out.writeBoolean(facts.isDialling());
        writeMap(out, facts.properties());
        writeMap(out, facts.configs());
    }

    /** Tells who sent a malformed one, so that the sender can be told. */
    private static ClusterMessage readHello(DataInputStream in) throws IOException {
        UniqueAddress from = readNode(in);
        try {
            return readHello(from, in);
        } catch (IOException | IllegalArgumentException e) {
            return new MalformedHello(from, String.valueOf(e.getMessage()));
        }
    }

    private static Hello readHello(UniqueAddress from, DataInputStream in) throws IOException {
        Passport passport = readPassport(in);
        long linkId = in.readLong();
        long heard = in.readLong();
        boolean isQuestion = in.readBoolean();
        Facts facts = new Facts(readText(in), in.readLong(), in.readBoolean(), readMap(in), readMap(in));
        return new Hello(from, linkId, heard, isQuestion, passport, facts);
    }

    private static void writePassport(DataOutputStream out, Passport passport) throws IOException {
        out.writeInt(passport.version());
        out.writeInt(passport.oldest());
        writeText(out, passport.cluster());
        writeText(out, passport.node());
        writeBytes(out, passport.proof());
    }

    private static Passport readPassport(DataInputStream in) throws IOException {
        return new Passport(in.readInt(), in.readInt(), readText(in), readText(in), readBytes(in));
    }

    private static void writeNode(DataOutputStream out, UniqueAddress node) throws IOException {
        writeText(out, node.address().toString());
        out.writeLong(node.longUid());
    }

    private static UniqueAddress readNode(DataInputStream in) throws IOException {
        String address = readText(in);
        try {
            return UniqueAddress.apply(AddressFromURIString.parse(address), in.readLong());
        } catch (java.net.MalformedURLException e) {
            throw new IOException(e);
        }
    }

    private static void writeLink(DataOutputStream out, UniqueAddress from, LinkIds link) throws IOException {
        writeNode(out, from);
        out.writeLong(link.sender());
        out.writeLong(link.receiver());
    }

    private static LinkIds readLink(DataInputStream in) throws IOException {
        return new LinkIds(in.readLong(), in.readLong());
    }

    private static void writeMap(DataOutputStream out, Map<String, String> map) throws IOException {
        out.writeInt(map.size());
        for (Map.Entry<String, String> entry : map.entrySet()) {
            writeText(out, entry.getKey());
            writeText(out, entry.getValue());
        }
    }

    private static Map<String, String> readMap(DataInputStream in) throws IOException {
        int size = readCount(in, MIN_ENTRY);
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(readText(in), readText(in));
        }
        return map;
    }
}
