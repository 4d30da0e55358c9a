package io.monaserver.transport.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Answers a request for a file: whole, a part, or not at all if the client has it already (§13, §14). */
final class FileResponse {

    private final HttpExchange exchange;
    private final StaticFiles.Found file;
    private final HttpHeaders wanted;
    private final long size;
    private final long modifiedMs;
    private final String entityTag;

    private FileResponse(HttpExchange exchange, StaticFiles.Found file) {
        this.exchange = exchange;
        this.file = file;
        this.wanted = exchange.request().headers();
        this.size = file.attributes().size();
        this.modifiedMs = file.attributes().lastModifiedTime().toMillis();
        this.entityTag = "\"" + Long.toHexString(modifiedMs) + "-" + Long.toHexString(size) + "\"";
    }

    /** Answers with this file, which is read there. */
    static void send(HttpExchange exchange, StaticFiles.Found file, Executor disk) {
        new FileResponse(exchange, file).send(disk);
    }

    /** Answers that a folder's listing has not changed, if the client has it already; says whether it did. */
    static boolean sendUnchanged(HttpExchange exchange, StaticFiles.Found folder) {
        FileResponse response = new FileResponse(exchange, folder);
        boolean known = response.isUnmodifiedSince(response.wanted.get(HttpHeaderNames.IF_MODIFIED_SINCE));
        if (known) {
            exchange.respondEmpty(exchange.newResponse(HttpResponseStatus.NOT_MODIFIED));
        }
        return known;
    }

    private void send(Executor disk) {
        if (isKnown()) {
            exchange.respondEmpty(describe(exchange.newResponse(HttpResponseStatus.NOT_MODIFIED)));
            return;
        }
        ByteRange range = isSameAsBefore() ? ByteRange.parse(wanted.get(HttpHeaderNames.RANGE), size) : whole();
        if (!range.isSatisfiable()) {
            HttpResponse refusal = exchange.newResponse(HttpResponseStatus.REQUESTED_RANGE_NOT_SATISFIABLE);
            refusal.headers().set(HttpHeaderNames.CONTENT_RANGE, range.contentRange(size));
            exchange.respondEmpty(refusal);
            return;
        }
        boolean partial = range.isPartOf(size);
        HttpResponse head =
                describe(exchange.newResponse(partial ? HttpResponseStatus.PARTIAL_CONTENT : HttpResponseStatus.OK));
        head.headers().set(HttpHeaderNames.CONTENT_TYPE, type());
        if (partial) {
            head.headers().set(HttpHeaderNames.CONTENT_RANGE, range.contentRange(size));
        }
        exchange.respondFile(head, file.path(), range, disk);
    }

    private HttpResponse describe(HttpResponse head) {
        head.headers().set(HttpHeaderNames.LAST_MODIFIED, HttpDates.format(modifiedMs));
        head.headers().set(HttpHeaderNames.ETAG, entityTag);
        head.headers().set(HttpHeaderNames.ACCEPT_RANGES, "bytes");
        head.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-cache");
        return head;
    }

    private ByteRange whole() {
        return ByteRange.whole(size);
    }

    private String type() {
        String name = file.path().getFileName().toString();
        int dot = name.lastIndexOf('.');
        return MimeTypes.of(dot < 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    /** An entity tag, if given, decides alone (§13.2.2). */
    private boolean isKnown() {
        String tags = wanted.get(HttpHeaderNames.IF_NONE_MATCH);
        if (tags != null) {
            return tags.trim().equals("*") || tags.contains(entityTag);
        }
        return isUnmodifiedSince(wanted.get(HttpHeaderNames.IF_MODIFIED_SINCE));
    }

    /** Whether a part of the file fits to what the client has of it (§13.1.5). */
    private boolean isSameAsBefore() {
        String before = wanted.get(HttpHeaderNames.IF_RANGE);
        return before == null || before.trim().equals(entityTag) || isUnmodifiedSince(before);
    }

    private boolean isUnmodifiedSince(@Nullable String date) {
        if (date == null) {
            return false;
        }
        OptionalLong since = HttpDates.parseSeconds(date);
        return since.isPresent() && modifiedMs / 1000 <= since.getAsLong();
    }
}
