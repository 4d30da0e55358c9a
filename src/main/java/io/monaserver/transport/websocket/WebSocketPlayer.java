package io.monaserver.transport.websocket;

import io.monaserver.domain.Loop;
import io.monaserver.domain.MediaSink;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.WireForm;
import io.monaserver.domain.client.ClientSession;
import io.monaserver.domain.client.PlayOutcome;
import io.monaserver.domain.publication.ListenRequest;
import io.monaserver.transport.net.SendQueue;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A stream in the frames of one WebSocket connection. Closes with 4404 when nobody publishes in time. */
final class WebSocketPlayer implements MediaSink {

    /** The only stream of a connection. */
    private static final int STREAM = 1;

    private static final int NOT_FOUND = 4404;
    private static final int FORBIDDEN = 4403;

    private final Channel channel;
    private final WebSocketWriter writer;
    private final MediaFrames form;
    private final Loop loop;
    private boolean published;

    WebSocketPlayer(Channel channel, WebSocketWriter writer, MediaFrames form, Loop loop) {
        this.channel = channel;
        this.writer = writer;
        this.form = form;
        this.loop = loop;
    }

    ClientSession.Play request(String name, Map<String, String> parameters, Duration publicationWait) {
        channel.eventLoop()
                .schedule(
                        () -> {
                            if (!published) {
                                writer.close(NOT_FOUND, "nobody publishes " + name);
                            }
                        },
                        publicationWait.toMillis(),
                        TimeUnit.MILLISECONDS);
        return new ClientSession.Play(STREAM, new ListenRequest(name, parameters, this), this::onOutcome);
    }

    private void onOutcome(PlayOutcome outcome) {
        if (outcome instanceof PlayOutcome.Refused refused) {
            writer.close(FORBIDDEN, refused.text());
        }
    }

    @Override
    public ScheduledExecutorService loop() {
        return loop.executor();
    }

    @Override
    public WireForm form() {
        return form;
    }

    @Override
    public void write(ByteBuf wire) {
        published = true;
        if (writer.isClosed()) {
            wire.release();
        } else {
            channel.write(wire, channel.voidPromise());
        }
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public long pendingBytes() {
        return SendQueue.pendingBytes(channel);
    }

    @Override
    public void onEvent(StreamEvent event) {
        published |= event instanceof StreamEvent.Published;
        writer.tell(event);
    }
}
