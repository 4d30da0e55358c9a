package io.monaserver.transport.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpContent;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a part of a file, slice by slice: one is read when the client has taken the one before. So a large file takes
 * little memory, and neither a slow disk nor a slow client holds up anybody else. A file that cannot be read to the end
 * that was announced ends the connection, as HTTP has no other way to say so (RFC 9112 §8).
 */
final class FileBody {

    private static final Logger LOG = LoggerFactory.getLogger(FileBody.class);
    private static final int SLICE_BYTES = 256 * 1024;

    private final Channel channel;
    private final Executor disk;
    private final Path path;
    private final Runnable whenSent;
    private @Nullable FileChannel file;
    private long position;
    private long left;

    FileBody(Channel channel, Executor disk, Path path, ByteRange range, Runnable whenSent) {
        this.channel = channel;
        this.disk = disk;
        this.path = path;
        this.position = range.first();
        this.left = range.length();
        this.whenSent = whenSent;
    }

    /** Begins with the next slice, or ends. Disk and loop take turns, so the fields need no more care than that. */
    void send() {
        if (left == 0) {
            disk.execute(this::close);
            whenSent.run();
        } else {
            disk.execute(this::readSlice);
        }
    }

    private void readSlice() {
        ByteBuf slice = channel.alloc().directBuffer((int) Math.min(left, SLICE_BYTES));
        try {
            read(slice);
        } catch (IOException e) {
            LOG.warn("{}: {}", path, e.getMessage());
            slice.release();
            close();
            channel.close();
            return;
        }
        channel.writeAndFlush(new DefaultHttpContent(slice)).addListener((ChannelFuture sent) -> onSent(sent));
    }

    private void read(ByteBuf slice) throws IOException {
        FileChannel open = file;
        if (open == null) {
            open = FileChannel.open(path);
            file = open;
        }
        while (slice.isWritable()) {
            int count = slice.writeBytes(open, position, slice.writableBytes());
            if (count < 0) {
                throw new IOException("ends at " + position + " (expected: " + left + " bytes more)");
            }
            position += count;
            left -= count;
        }
    }

    private void onSent(ChannelFuture sent) {
        if (sent.isSuccess()) {
            send();
        } else {
            disk.execute(this::close);
        }
    }

    private void close() {
        if (file != null) {
            try {
                file.close();
            } catch (IOException e) {
                LOG.debug("{} did not close", path, e);
            }
        }
    }
}
