package io.monaserver.testkit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A name server on 127.0.0.1 that knows addresses (A) and services (SRV) and says of all else that there is none. */
public final class DnsServer implements AutoCloseable {

    private static final int A = 1;
    private static final int SRV = 33;
    private static final int HEADER = 12;
    private static final int NO_SUCH_NAME = 0x8183;
    private static final int ANSWER = 0x8180;

    /** A service's place. */
    public record Service(String host, int port) {}

    private final Map<String, List<String>> addresses = new ConcurrentHashMap<>();
    private final Map<String, List<Service>> services = new ConcurrentHashMap<>();
    private final DatagramSocket socket;

    public DnsServer() throws IOException {
        socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(this::serve, "dns-server");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return socket.getLocalPort();
    }

    public void address(String name, String... numbers) {
        addresses.put(name, List.of(numbers));
    }

    public void service(String name, Service... places) {
        services.put(name, List.of(places));
    }

    private void serve() {
        byte[] buffer = new byte[1500];
        while (!socket.isClosed()) {
            try {
                DatagramPacket question = new DatagramPacket(buffer, buffer.length);
                socket.receive(question);
                byte[] answer = answer(ByteBuffer.wrap(buffer, 0, question.getLength()));
                socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private byte[] answer(ByteBuffer question) throws IOException {
        int id = question.getShort(0);
        question.position(HEADER);
        StringBuilder text = new StringBuilder();
        for (int length = question.get(); length > 0; length = question.get()) {
            byte[] label = new byte[length];
            question.get(label);
            text.append(text.isEmpty() ? "" : ".").append(new String(label, StandardCharsets.US_ASCII));
        }
        String name = text.toString();
        int type = question.getShort();
        List<String> found = type == A ? addresses.getOrDefault(name, List.of()) : List.of();
        List<Service> places = type == SRV ? services.getOrDefault(name, List.of()) : List.of();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        boolean isKnown = addresses.containsKey(name) || services.containsKey(name);
        header(out, id, isKnown ? ANSWER : NO_SUCH_NAME, found.size() + places.size());
        writeName(out, name);
        out.writeShort(type);
        out.writeShort(1);
        for (String number : found) {
            record(out, name, A, InetAddress.getByName(number).getAddress());
        }
        for (Service place : places) {
            record(out, name, SRV, service(place));
        }
        return bytes.toByteArray();
    }

    private static byte[] service(Service place) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(0);
        out.writeShort(0);
        out.writeShort(place.port());
        writeName(out, place.host());
        return bytes.toByteArray();
    }

    private static void header(DataOutputStream out, int id, int flags, int answers) throws IOException {
        out.writeShort(id);
        out.writeShort(flags);
        out.writeShort(1);
        out.writeShort(answers);
        out.writeInt(0);
    }

    private static void record(DataOutputStream out, String name, int type, byte[] data) throws IOException {
        writeName(out, name);
        out.writeShort(type);
        out.writeShort(1);
        out.writeInt(1);
        out.writeShort(data.length);
        out.write(data);
    }

    private static void writeName(DataOutputStream out, String name) throws IOException {
        for (String label : name.split("\\.")) {
            out.writeByte(label.length());
            out.write(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.writeByte(0);
    }

    @Override
    public void close() {
        socket.close();
    }
}
