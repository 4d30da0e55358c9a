package io.monaserver.transport.http;

import io.monaserver.codec.media.TsContinuity;
import io.monaserver.domain.Loop;
import io.monaserver.domain.MediaSink;
import io.monaserver.domain.StreamEvent;
import io.monaserver.domain.WireForm;
import io.monaserver.domain.client.PlayOutcome;
import io.monaserver.transport.net.SendQueue;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A stream as the answer to a request: a file without length that ends with the connection. The answer begins with the
 * first media, so that a stream nobody publishes can still be not found.
 */
final class LivePlayer implements MediaSink {

    /** Begins every FLV file, and is 13 bytes long; a player that has one already takes no second. */
    private static final int FLV_MEDIUM = 0x464C56;

    private static final int FLV_HEADER_SIZE = 13;

    private final Channel channel;
    private final HttpExchange exchange;
    private final Loop loop;
    private final WireForm form;
    private final String type;
    private final TsContinuity continuity = new TsContinuity();
    private boolean begun;

    LivePlayer(Channel channel, HttpExchange exchange, Loop loop, WireForm form, String type) {
        this.channel = channel;
        this.exchange = exchange;
        this.loop = loop;
        this.form = form;
        this.type = type;
    }

    void onOutcome(PlayOutcome outcome) {
        if (outcome instanceof PlayOutcome.Refused refused) {
            exchange.fail(HttpResponseStatus.FORBIDDEN, refused.text());
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
        if (!begun && exchange.isAnswered()) {
            wire.release();
            return;
        }
        if (!begun) {
            begin();
        } else if (wire.readableBytes() >= FLV_HEADER_SIZE && wire.getMedium(wire.readerIndex()) == FLV_MEDIUM) {
            wire.skipBytes(FLV_HEADER_SIZE);
        }
        if (exchange.isHead()) {
            wire.release();
            channel.close();
        } else {
            channel.write(form == TsWireForm.INSTANCE ? numbered(wire) : wire, channel.voidPromise());
        }
    }

    /** A transport stream's packets are numbered for each receiver, and the bytes are others' too. */
    private ByteBuf numbered(ByteBuf wire) {
        ByteBuf own = wire.copy();
        wire.release();
        continuity.number(own);
        return own;
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
        if (event instanceof StreamEvent.Closed) {
            channel.close();
        }
    }

    /** From here on the connection carries nothing but the stream, so HTTP's encoder need not see it pass. */
    private void begin() {
        begun = true;
        exchange.closeAfterwards();
        exchange.answerElsewhere();
        HttpResponse head = exchange.newResponse(HttpResponseStatus.OK, type);
        head.headers().set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_STORE);
        channel.pipeline().remove(RequestDecoder.class);
        channel.pipeline().remove(HttpResponseEncoder.class);
        channel.write(RawHead.of(head));
    }
}
