package io.monaserver.domain.publication;

import io.monaserver.codec.DataFormat;
import io.monaserver.codec.media.FlvIndex;
import io.monaserver.codec.media.FlvMetadata;
import io.monaserver.codec.media.FlvScanner;
import io.monaserver.codec.media.FlvWriter;
import io.monaserver.domain.MediaKind;
import io.monaserver.domain.MediaPacket;
import io.monaserver.domain.StreamPacket;
import io.monaserver.domain.StreamPacket.Role;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * An FLV file that grows. It can be played at any moment, also when the process ends without a word: what comes last,
 * duration and key frames, is written over room that was left for it at the beginning. Times go on from the end of what
 * was there, or from 0. Blocks on the disk, so it belongs to a thread that may.
 */
final class RecordingFile implements AutoCloseable {

    private static final int HEADER_SIZE = 13;

    /** Between the end of what was there and what is added: about one picture. */
    private static final int GAP_MS = 40;

    private final FileChannel file;
    private final FlvIndex index;
    private final FlvMetadata metadata = new FlvMetadata();
    private final ByteBuf out = Unpooled.buffer(64 << 10);
    private long end;
    private long lastMs;
    private long offsetMs = Long.MIN_VALUE;
    private boolean awaitsKeyFrame = true;

    private RecordingFile(FileChannel file, FlvScanner.Result known) {
        this.file = file;
        this.index = known.index();
        this.end = known.end();
        this.lastMs = known.lastMs();
    }

    /** Begins a file, or goes on with one. The folder must be there. */
    static RecordingFile open(Path path, RecordMode mode) throws IOException {
        boolean goesOn = mode == RecordMode.APPEND && Files.exists(path) && Files.size(path) > 0;
        return goesOn ? append(path) : create(path);
    }

    /** Adds packets. Pictures before the first key frame, or after a gap, have nothing to build on and are left out. */
    void write(Iterable<StreamPacket> packets) throws IOException {
        out.clear();
        for (StreamPacket packet : packets) {
            add(packet);
        }
        drain();
    }

    /** Something is missing before the next packet. */
    void onGap() {
        awaitsKeyFrame = true;
    }

    /** Writes what is known now at last. */
    @Override
    public void close() throws IOException {
        try (file) {
            out.clear();
            metadata.write(lastMs, end, index, out);
            ByteBuffer bytes = out.nioBuffer();
            long at = HEADER_SIZE;
            while (bytes.hasRemaining()) {
                at += file.write(bytes, at);
            }
        }
    }

    private void add(StreamPacket packet) {
        if (packet.kind() == MediaKind.DATA) {
            addData(packet);
        } else if (!isUseless(packet)) {
            long timeMs = place(packet);
            if (packet.role() == Role.KEY_FRAME) {
                index.add(timeMs, end + out.readableBytes());
                awaitsKeyFrame = false;
            }
            int type = packet.kind() == MediaKind.VIDEO ? FlvWriter.VIDEO : FlvWriter.AUDIO;
            FlvWriter.writeTag(type, timeMs, packet.payload(), out);
        }
    }

    private boolean isUseless(StreamPacket packet) {
        return awaitsKeyFrame && packet.kind() == MediaKind.VIDEO && packet.role() == Role.FRAME;
    }

    private void addData(StreamPacket packet) {
        MediaPacket data = packet.packet();
        DataFormat format = data.format();
        if (format == null) {
            return;
        }
        if (packet.role() == Role.HEADER) {
            metadata.describe(format.newReader(data.payload()));
        } else {
            FlvWriter.writeData(place(packet), format, data.payload(), out);
        }
    }

    private long place(StreamPacket packet) {
        if (offsetMs == Long.MIN_VALUE) {
            offsetMs = (lastMs == 0 ? 0 : lastMs + GAP_MS) - packet.timeMs();
        }
        long timeMs = Math.max(0, packet.timeMs() + offsetMs);
        lastMs = Math.max(lastMs, timeMs);
        return timeMs;
    }

    private void drain() throws IOException {
        ByteBuffer bytes = out.nioBuffer();
        long at = end;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
        end = at;
    }

    private static RecordingFile create(Path path) throws IOException {
        FileChannel file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        try {
            RecordingFile created = new RecordingFile(file, new FlvScanner.Result(0, 0, new FlvIndex(), 0, true, true));
            FlvWriter.writeHeader(true, true, created.out);
            created.metadata.write(0, 0, created.index, created.out);
            created.drain();
            return created;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** A tag that broke off is cut away; a file of somebody else first gets room for our metadata. */
    private static RecordingFile append(Path path) throws IOException {
        FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            FlvScanner.Result known = FlvScanner.scan(file);
            if (!known.isOurs()) {
                file.close();
                makeRoom(path, known);
                return append(path);
            }
            file.truncate(known.end());
            return new RecordingFile(file, known);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static void makeRoom(Path path, FlvScanner.Result known) throws IOException {
        Path copy = path.resolveSibling(path.getFileName() + ".part");
        long from = known.isDescribed() ? known.firstTagEnd() : HEADER_SIZE;
        try (FileChannel source = FileChannel.open(path, StandardOpenOption.READ);
                RecordingFile target = create(copy)) {
            target.file.position(target.end);
            long left = known.end() - from;
            while (left > 0) {
                left -= source.transferTo(known.end() - left, left, target.file);
            }
            target.end = target.file.position();
        }
        Files.move(copy, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
