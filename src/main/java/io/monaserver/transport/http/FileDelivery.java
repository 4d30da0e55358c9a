package io.monaserver.transport.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sends what was decided on: a file as it is, a template with its values, a listing, or a live stream. */
final class FileDelivery {

    private final HttpRouter router;
    private final HttpExchange exchange;
    private final HttpGet.Media media;
    private final Map<String, String> ownValues;

    FileDelivery(HttpRouter router, HttpExchange exchange, HttpGet.Media media) {
        this(router, exchange, media, Map.of());
    }

    private FileDelivery(HttpRouter router, HttpExchange exchange, HttpGet.Media media, Map<String, String> ownValues) {
        this.router = router;
        this.exchange = exchange;
        this.media = media;
        this.ownValues = ownValues;
    }

    /** The same for a folder's page, in whose places the arguments of the address may stand, harmless in HTML. */
    FileDelivery ofIndex(RequestTarget folder) {
        Map<String, String> values = new HashMap<>();
        folder.arguments().forEach((key, value) -> values.put(key, HtmlPages.escape(value)));
        return new FileDelivery(router, exchange, media, values);
    }

    /** Sends a file, with values in its places if there are any. */
    void send(RequestTarget target, @Nullable Map<String, String> values) {
        router.find(exchange, target, found -> {
            if (found.isEmpty() || found.get().isFolder()) {
                play(target);
            } else {
                send(target, found.get(), values);
            }
        });
    }

    private void send(RequestTarget target, StaticFiles.Found file, @Nullable Map<String, String> values) {
        boolean isTemplate = (values != null || !ownValues.isEmpty())
                && MimeTypes.isText(MimeTypes.of(target.extension()))
                && file.attributes().size() <= TemplateFiles.MOST_BYTES;
        if (!isTemplate) {
            FileResponse.send(exchange, file, router.disk());
            return;
        }
        Map<String, String> all = new LinkedHashMap<>(ownValues);
        all.putAll(values == null ? Map.of() : values);
        router.templates().execute(() -> fill(target, file, all));
    }

    private void fill(RequestTarget target, StaticFiles.Found file, Map<String, String> values) {
        FileTemplate template = router.templates().read(file);
        byte[] text = template == null ? null : template.fill(values);
        exchange.onLoop(() -> {
            if (text == null) {
                notFound(target);
                return;
            }
            HttpResponse head = exchange.newResponse(HttpResponseStatus.OK, MimeTypes.of(target.extension()));
            head.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-cache");
            exchange.respond(head, text);
        });
    }

    private void play(RequestTarget target) {
        switch (target.extension()) {
            case "flv" -> media.play(FlvWireForm.INSTANCE, MimeTypes.of("flv"), target);
            case "ts" -> media.play(TsWireForm.INSTANCE, MimeTypes.of("ts"), target);
            case "mp4" -> media.play(Mp4WireForm.INSTANCE, MimeTypes.of("mp4"), target);
            default -> notFound(target);
        }
    }

    /** Lists a folder, unless the client has the listing already. */
    void list(RequestTarget target, StaticFiles.Found folder) {
        if (FileResponse.sendUnchanged(exchange, folder)) {
            return;
        }
        router.templates().execute(() -> {
            byte[] page = page(target, folder);
            exchange.onLoop(() -> {
                if (page == null) {
                    notFound(target);
                } else {
                    exchange.respond(HttpResponseStatus.OK, "text/html; charset=utf-8", page);
                }
            });
        });
    }

    private byte @Nullable [] page(RequestTarget target, StaticFiles.Found folder) {
        try {
            return FolderListing.page(target, router.files().list(folder));
        } catch (IOException | UncheckedIOException e) {
            return null;
        }
    }

    void notFound(RequestTarget target) {
        exchange.fail(
                HttpResponseStatus.NOT_FOUND, "The requested URL " + target.path() + " was not found on this server");
    }
}
